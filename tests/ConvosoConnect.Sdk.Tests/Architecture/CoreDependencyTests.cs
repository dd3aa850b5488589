using System.Xml.Linq;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

public sealed class CoreDependencyTests
{
    /// <summary>What src must not call: clocks that a test cannot set, output that an app did not ask for, threads put to sleep.</summary>
    private static readonly string[] Forbidden =
    [
        "DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow",
        "Console.*", "Thread.Sleep",
    ];

    [Fact]
    public void Core_PackageReferences_AreTheClosedList() => Assert.Equal(
        [
            "AngleSharp",
            "AngleSharp.Xml",
            "Microsoft.Extensions.Configuration.Abstractions",
            "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Hosting.Abstractions",
            "Microsoft.Extensions.Http",
            "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options",
        ],
        XDocument.Parse(Repository.Read("src/ConvosoConnect.Sdk/ConvosoConnect.Sdk.csproj"))
            .Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value).Order(StringComparer.Ordinal));

    // The benchmarks time the building of a request, which has no public method of its own.
    [Fact]
    public void Projects_InternalsVisibleTo_NamesTheirOwnTestsAndBenchmarksOnly() => Offences.None(
        from path in Repository.Files("*.csproj", Repository.CodeFolders)
        from friend in XDocument.Parse(Repository.Read(path)).Descendants("InternalsVisibleTo")
        let own = Path.GetFileNameWithoutExtension(path)
        where friend.Attribute("Include")?.Value is not { } name || (name != own + ".Tests" && name != own + ".Benchmarks")
        select $"{path} shows its internals to {friend.Attribute("Include")?.Value}; only {own}.Tests and {own}.Benchmarks may see them");

    [Fact]
    public void Core_Calls_LeaveTheWallClockAndTheConsoleAlone() => Offences.None(
        from call in AssemblyCalls.Read(typeof(ConvosoConnectOptions).Assembly.Location)
        where IsForbidden(call.Member)
        select $"{call.Caller} calls {call.Member}");

    [Fact]
    public void AssemblyCalls_MethodThatReadsTheWallClock_IsSeen()
    {
        Assert.Equal(DateTimeKind.Utc, DateTime.UtcNow.Kind);
        Assert.Contains(
            (nameof(CoreDependencyTests), "DateTime.get_UtcNow"),
            AssemblyCalls.Read(typeof(CoreDependencyTests).Assembly.Location).Where(call => IsForbidden(call.Member)));
    }

    private static bool IsForbidden(string member) => Forbidden.Contains(member) || Forbidden.Contains(member.Split('.')[0] + ".*");
}
