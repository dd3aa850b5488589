namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>Who may use whom. A room is the part of the namespace right below <paramref name="root"/>; the root itself is <see cref="Root"/>.</summary>
internal sealed class RoomTable(string root, IReadOnlyDictionary<string, string[]> allowed)
{
    public const string Root = "root";

    private static readonly string[] BelowIntegrators = ["Endpoints", "Adaptors", "BodyEncoders", "ResponseParsers"];

    /// <summary>The table of the core.</summary>
    public static RoomTable Core { get; } = new("ConvosoConnect.Sdk", new Dictionary<string, string[]>
    {
        ["Endpoints"] = ["Logs"],
        ["Logs"] = [],
        ["ResponseParsers"] = [],
        ["Adaptors"] = ["Endpoints", "Logs"],
        ["BodyEncoders"] = ["Adaptors"],
        ["Integrators"] = BelowIntegrators,
        ["Sending"] = [.. BelowIntegrators, "Integrators", "Logs"],
        [Root] = [.. BelowIntegrators, "Integrators", "Logs", "Sending"],
    });

    public IEnumerable<string> Rooms => allowed.Keys;

    /// <summary>The room of a namespace; null when the namespace is not below the root, as with compiler-made helpers.</summary>
    public string? RoomOf(string name) =>
        name == root ? Root
        : name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0]
        : null;

    public bool Allows(string user, string used) => user == used || (allowed.TryGetValue(user, out string[]? others) && others.Contains(used));

    /// <summary>A sentence for each arrow that the table does not hold.</summary>
    public IEnumerable<string> Violations(IEnumerable<TypeUse> uses) =>
        from use in uses
        let userRoom = RoomOf(use.User.Namespace)
        let usedRoom = RoomOf(use.Used.Namespace)
        where userRoom is not null && usedRoom is not null && !Allows(userRoom, usedRoom)
        select $"{use.User} ({userRoom}) uses {use.Used} ({usedRoom}), which is not allowed";
}
