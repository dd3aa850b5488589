using System.Collections.Frozen;

namespace ConvosoConnect.Sdk;

/// <summary>Reads the names by which stores, JSON and CSV keep error kinds.</summary>
public static class ConnectErrorKinds
{
    private static readonly FrozenDictionary<string, ConnectErrorKind> ByName =
        Enum.GetValues<ConnectErrorKind>().ToFrozenDictionary(kind => kind.ToString(), StringComparer.Ordinal);

    /// <summary>Reads the name of a kind, as <c>ToString</c> gives it. It never fails.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <returns>The kind; <see cref="ConnectErrorKind.Unknown"/> for a name that this version does not know, such as one that a newer version wrote.</returns>
    public static ConnectErrorKind Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.GetValueOrDefault(name, ConnectErrorKind.Unknown);
    }
}
