using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Tests.Architecture.Planted.Kitchen;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

public sealed partial class RoomTests
{
    private const int MostFilesOfAFolder = 18;
    private const string PlantedRoot = "ConvosoConnect.Sdk.Tests.Architecture.Planted.";

    private static readonly RoomTable Planted = new(
        new Dictionary<string, string[]> { ["Kitchen"] = [], ["Cellar"] = [] },
        type => type.Namespace.StartsWith(PlantedRoot, StringComparison.Ordinal) ? type.Namespace[PlantedRoot.Length..] : null);

    [Fact]
    public void Core_EveryReference_IsAnAllowedArrow() => Offences.None(RoomTable.Core.Violations(CoreUses()));

    // Constants are copied into whoever uses them, so that the assembly does not show those arrows.
    [Fact]
    public void Core_EveryUsingLine_IsAnAllowedArrow() => Offences.None(
        from path in Repository.Files("*.cs", "src/ConvosoConnect.Sdk")
        let user = RoomTable.RoomOfFile(path)
        from Match line in UsingLine().Matches(Repository.Read(path))
        let used = line.Groups["room"].Value
        where !RoomTable.Core.Allows(user, used)
        select $"{path} ({user}) has a using line for {used}, which is not allowed");

    [Fact]
    public void Core_EveryAllowedArrow_IsNeeded() => Offences.None(RoomTable.Core.Unneeded(CoreUses()));

    [Fact]
    public void Core_Arrows_GoInNoCircle() => Offences.None(RoomTable.Core.Circles());

    [Fact]
    public void Circles_TwoRoomsThatUseEachOther_AreReported() =>
        Assert.Contains("Leads uses itself by way of other rooms", RoomTable.Core.With("Dates", "Leads").Circles());

    [Fact]
    public void Core_EveryFolder_IsARoomOfThePage() => Assert.Equal(
        Repository.Files("*.cs", "src/ConvosoConnect.Sdk").Select(RoomTable.RoomOfFile).Distinct().Order(StringComparer.Ordinal),
        RoomTable.Core.Rooms.Order(StringComparer.Ordinal));

    [Fact]
    public void Page_EveryFileItNames_Exists() => Offences.None(
        from Match match in NamedFile().Matches(Repository.Read("docs/architecture.md"))
        let name = match.Groups["name"].Value
        let path = Repository.CodeFolders.Contains(name.Split('/')[0]) ? name : "src/ConvosoConnect.Sdk/" + name
        where !Path.Exists(Path.Combine(Repository.Root, path))
        select $"docs/architecture.md names {name}, which does not exist");

    [Fact]
    public void Folders_Size_CanBeTakenInAtAGlance() => Offences.None(
        from folder in Repository.Files("*.cs", "src").GroupBy(path => path[..path.LastIndexOf('/')], StringComparer.Ordinal)
        where folder.Count() > MostFilesOfAFolder
        select $"{folder.Key} has {folder.Count()} files; {MostFilesOfAFolder} at most");

    [Fact]
    public void Violations_StricterTable_ReportsTheArrowThatItForbids() => Assert.Contains(
        "RawBodyEncoder (BodyEncoders) uses Payload (Adaptors), which is not allowed", RoomTable.Core.With("BodyEncoders").Violations(CoreUses()));

    [Fact]
    public void Violations_PlantedCooks_ReportsEveryOneButTheInnocent()
    {
        string[] guilty = [.. typeof(InnocentCook).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(InnocentCook).Namespace && !type.IsNested)
            .Where(type => type != typeof(InnocentCook) && type != typeof(ToolAttribute))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal)];

        string[] reported = [.. Planted.Violations(AssemblyUses.Read(typeof(InnocentCook).Assembly.Location))
            .Select(sentence => sentence.Split(' ')[0])
            .Distinct()
            .Order(StringComparer.Ordinal)];

        Assert.Equal(guilty, reported);
        Assert.Equal(19, guilty.Length);
    }

    private static IReadOnlyList<TypeUse> CoreUses() => AssemblyUses.Read(typeof(ConvosoConnectOptions).Assembly.Location);

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?ConvosoConnect\.Sdk\.(?<room>\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    // A path with a folder in it, and an ending of ours: a folder that is a room has none.
    [GeneratedRegex(@"`(?<name>(?:[\w.]+/)+\w+\.cs)`")]
    private static partial Regex NamedFile();
}
