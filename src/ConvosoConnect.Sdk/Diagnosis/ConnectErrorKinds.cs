using System.Collections.Frozen;

namespace ConvosoConnect.Sdk;

/// <summary>The names under which stores, JSON and CSV keep error kinds.</summary>
public static class ConnectErrorKinds
{
    private static readonly FrozenDictionary<string, ConnectErrorKind> ByName =
        Enum.GetValues<ConnectErrorKind>().ToFrozenDictionary(kind => kind.ToString(), StringComparer.Ordinal);

    /// <summary>Reads a name that <c>ToString</c> of a kind gave, for stores that keep names. It never fails.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <returns>The kind; <see cref="ConnectErrorKind.Unknown"/> for a name that this version does not have, such as one that a newer version wrote.</returns>
    public static ConnectErrorKind Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.GetValueOrDefault(name, ConnectErrorKind.Unknown);
    }
}
