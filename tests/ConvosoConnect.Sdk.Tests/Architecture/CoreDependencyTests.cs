using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
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
            "AngleSharp.Xml",
            "Microsoft.Extensions.Configuration.Abstractions",
            "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Http",
            "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options",
        ],
        XDocument.Parse(Repository.Read("src/ConvosoConnect.Sdk/ConvosoConnect.Sdk.csproj"))
            .Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_InternalsVisibleTo_NamesTheirOwnTestsOnly() => Offences.None(
        from path in Repository.Files("*.csproj", Repository.CodeFolders)
        from friend in XDocument.Parse(Repository.Read(path)).Descendants("InternalsVisibleTo")
        let expected = Path.GetFileNameWithoutExtension(path) + ".Tests"
        where friend.Attribute("Include")?.Value != expected
        select $"{path} shows its internals to {friend.Attribute("Include")?.Value}; only {expected} may see them");

    [Fact]
    public void Core_Calls_LeaveTheWallClockAndTheConsoleAlone() =>
        Offences.None(CallsOf(typeof(ConvosoConnectOptions).Assembly.Location).Where(IsForbidden).Select(call => $"The core calls {call}"));

    [Fact]
    public void CallsOf_AssemblyThatReadsTheWallClock_SeesIt()
    {
        Assert.Equal(DateTimeKind.Utc, DateTime.UtcNow.Kind);
        Assert.Contains("DateTime.get_UtcNow", CallsOf(typeof(CoreDependencyTests).Assembly.Location).Where(IsForbidden));
    }

    private static bool IsForbidden(string call) => Forbidden.Contains(call) || Forbidden.Contains(call.Split('.')[0] + ".*");

    private static IReadOnlyList<string> CallsOf(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences
            .Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => (Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent), member.Name))
            .Where(member => metadata.GetString(member.Type.Namespace) is "System" or "System.Threading")
            .Select(member => $"{metadata.GetString(member.Type.Name)}.{metadata.GetString(member.Name)}")];
    }
}
