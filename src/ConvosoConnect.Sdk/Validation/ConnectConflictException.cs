using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>
/// A change was refused because of what the store holds: a newer version, an id that is taken, or an adaptor that endpoints still use.
/// Nothing was changed.
/// </summary>
/// <param name="message">What stood in the way and what to do.</param>
public sealed class ConnectConflictException(string message) : Exception(DirectionMarks.Escape(message ?? ""));
