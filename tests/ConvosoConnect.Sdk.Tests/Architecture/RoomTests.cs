using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Tests.Architecture.Planted.Kitchen;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

public sealed partial class RoomTests
{
    private static readonly RoomTable Planted = new(
        "ConvosoConnect.Sdk.Tests.Architecture.Planted", new Dictionary<string, string[]> { ["Kitchen"] = [], ["Cellar"] = [] });

    [Fact]
    public void Core_EveryReference_IsAnAllowedArrow() => Offences.None(RoomTable.Core.Violations(CoreUses()));

    [Fact]
    public void Core_EveryUsingLine_IsAnAllowedArrow() => Offences.None(
        from path in Repository.Files("*.cs", "src/ConvosoConnect.Sdk")
        let parts = path.Split('/')
        let user = parts.Length == 3 ? RoomTable.Root : parts[2]
        from Match line in UsingLine().Matches(Repository.Read(path))
        let used = RoomTable.Core.RoomOf(line.Groups["name"].Value)
        where used is not null && !RoomTable.Core.Allows(user, used)
        select $"{path} ({user}) has a using line for {used}, which is not allowed");

    [Fact]
    public void Core_EveryType_LivesInARoomOfTheDesign() => Offences.None(
        from type in typeof(ConvosoConnectOptions).Assembly.GetTypes()
        let room = RoomTable.Core.RoomOf(type.Namespace ?? "")
        where room is not null && !RoomTable.Core.Rooms.Contains(room)
        select $"{type} lives in {room}, which is no room of the design");

    [Fact]
    public void Violations_StricterTable_ReportsTheArrowThatItForbids()
    {
        var stricter = new RoomTable("ConvosoConnect.Sdk", RoomTable.Core.Rooms.ToDictionary(
            room => room, room => room == "BodyEncoders" ? [] : RoomTable.Core.Rooms.ToArray()));

        Assert.Contains("RawBodyEncoder (BodyEncoders) uses Payload (Adaptors), which is not allowed", stricter.Violations(CoreUses()));
    }

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

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(?<name>ConvosoConnect\.[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
