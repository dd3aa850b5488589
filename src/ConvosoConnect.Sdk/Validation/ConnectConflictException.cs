using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>A store refused a change because of its contents: it holds a newer version, the id is taken, or endpoints still use the adaptor. Nothing was changed.</summary>
/// <param name="message">A sentence that says why the change was refused and what to do.</param>
public sealed class ConnectConflictException(string message) : Exception(DirectionMarks.Escape(message ?? ""));
