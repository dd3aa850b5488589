using System.Text.RegularExpressions;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>
/// Who may use whom. A room is a folder right below a project; types that lie in none, and those of the root folder, are in <see cref="Root"/>.
/// </summary>
/// <param name="allowed">Which rooms each room may use.</param>
/// <param name="roomOf">The room of a type; null for what is none of ours, as compiler-made helpers are.</param>
internal sealed partial class RoomTable(IReadOnlyDictionary<string, string[]> allowed, Func<TypeName, string?> roomOf)
{
    public const string Root = "root";
    private const string Page = "docs/architecture.md";

    // Types of the first day are in the root namespace wherever their files stand, so that the file tells the room.
    private static readonly Dictionary<string, string> CoreFiles = Repository.Files("*.cs", "src/ConvosoConnect.Sdk")
        .GroupBy(path => Path.GetFileName(path).Split('.')[0], StringComparer.Ordinal)
        .ToDictionary(files => files.Key, files => RoomOfFile(files.First()), StringComparer.Ordinal);

    /// <summary>The table of the core, as the page of the architecture has it.</summary>
    public static RoomTable Core { get; } = new(Read(Repository.Read(Page)), RoomInCore);

    public IEnumerable<string> Rooms => allowed.Keys;

    /// <summary>The room of a file of the core.</summary>
    public static string RoomOfFile(string path) => path.Split('/') is { Length: > 3 } parts ? parts[2] : Root;

    public RoomTable With(string room, params string[] uses) =>
        new(allowed.ToDictionary(row => row.Key, row => row.Key == room ? uses : row.Value, StringComparer.Ordinal), roomOf);

    public string? RoomOf(TypeName type) => roomOf(type);

    /// <summary>A sentence for each arrow that the table does not hold.</summary>
    public IEnumerable<string> Violations(IEnumerable<TypeUse> uses) =>
        from use in uses
        let userRoom = roomOf(use.User)
        let usedRoom = roomOf(use.Used)
        where userRoom is not null && usedRoom is not null && !Allows(userRoom, usedRoom)
        select $"{use.User} ({userRoom}) uses {use.Used} ({usedRoom}), which is not allowed";

    /// <summary>A sentence for each arrow of the table that no type needs.</summary>
    public IEnumerable<string> Unneeded(IEnumerable<TypeUse> uses)
    {
        HashSet<(string?, string?)> needed = [.. uses.Select(use => (roomOf(use.User), roomOf(use.Used)))];
        return from row in allowed
               from used in row.Value
               where !needed.Contains((row.Key, used))
               select $"{row.Key} may use {used}, but does not";
    }

    /// <summary>A sentence for each room that reaches itself by way of others.</summary>
    public IEnumerable<string> Circles() => from room in allowed.Keys where Reached(room).Contains(room) select $"{room} uses itself by way of other rooms";

    private HashSet<string> Reached(string room)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(allowed[room]);
        while (next.TryDequeue(out string? used))
        {
            if (reached.Add(used) && allowed.TryGetValue(used, out string[]? further))
            {
                Array.ForEach(further, next.Enqueue);
            }
        }

        return reached;
    }

    public bool Allows(string user, string used) => user == used || (allowed.TryGetValue(user, out string[]? others) && others.Contains(used));

    private static string? RoomInCore(TypeName type) =>
        CoreFiles.TryGetValue(type.Name.Split('`')[0], out string? room) ? room
        : type.Namespace.StartsWith("ConvosoConnect.Sdk.", StringComparison.Ordinal) ? type.Namespace.Split('.')[2]
        : type.Namespace == "ConvosoConnect.Sdk" ? Root
        : null;

    private static Dictionary<string, string[]> Read(string page)
    {
        string table = page[page.IndexOf("| room | may use |", StringComparison.Ordinal)..];
        return Row().Matches(table[..table.IndexOf("\n\n", StringComparison.Ordinal)]).ToDictionary(
            row => row.Groups["room"].Value is "the root" ? Root : row.Groups["room"].Value.Trim('`'),
            row => Name().Matches(row.Groups["uses"].Value).Select(name => name.Groups["name"].Value).ToArray(),
            StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\| (?<room>the root|`\w+`) \| (?<uses>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>\\w+)`")]
    private static partial Regex Name();
}
