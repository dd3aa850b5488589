namespace ConvosoConnect.Sdk;

/// <summary>One page of the log.</summary>
/// <param name="Entries">The entries, newest first.</param>
/// <param name="Total">How many entries the query keeps in all.</param>
/// <param name="TotalIsExact">False when the store stopped counting at <paramref name="Total"/>: there are more.</param>
public sealed record ConnectLogPage(IReadOnlyList<ConnectLogEntry> Entries, long Total, bool TotalIsExact = true);
