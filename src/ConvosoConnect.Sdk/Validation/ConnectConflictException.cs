using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>
/// A change was refused because of what the store holds: a newer version, an id that is taken, or an adaptor that endpoints still use.
/// Nothing was changed.
/// </summary>
/// <param name="message">What stood in the way and what to do.</param>
public sealed class ConnectConflictException(string message) : Exception(DirectionMarks.Escape(message ?? ""))
{
    /// <summary>Finds what a save of a store meets: the version that the caller read is not the one that is stored.</summary>
    /// <param name="noun">What the item is called, such as <c>endpoint</c>.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="given">The version of the item that is to be saved; 0 for a new one.</param>
    /// <param name="stored">The version that is stored under the id; 0 for none.</param>
    /// <returns>The exception to throw; null where nothing stands in the way.</returns>
    public static ConnectConflictException? Find(string noun, string id, long given, long stored) => given == stored ? null : new((given, stored) switch
    {
        (_, 0) => $"The {noun} '{id}' of version {given} is not stored (any more): it was deleted, or never saved. Save it with version 0 to add it.",
        (0, _) => $"There is already one {noun} '{id}'. Choose another id, or load the stored one and change that.",
        _ => $"The {noun} '{id}' was changed by someone else: version {given} was given, {stored} is stored. Load it again and repeat the change.",
    });
}
