namespace ConvosoConnect.Sdk.Load;

/// <summary>The state of the process at one moment of the soak.</summary>
/// <param name="At">Since the start.</param>
/// <param name="Sent">How many sends had begun.</param>
/// <param name="Held">Bytes that live objects hold, after a full collection.</param>
/// <param name="WorkingSet">Bytes of memory that the process occupies.</param>
/// <param name="FullCollections">How many full collections there were, the samples' own included.</param>
/// <param name="Threads">Threads of the pool.</param>
internal sealed record SoakSample(TimeSpan At, long Sent, long Held, long WorkingSet, int FullCollections, int Threads);
