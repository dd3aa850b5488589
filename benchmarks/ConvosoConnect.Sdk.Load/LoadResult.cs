namespace ConvosoConnect.Sdk.Load;

/// <summary>What one contender did with so many senders, in one round.</summary>
/// <param name="Contender">Its name.</param>
/// <param name="Senders">How many sent at once.</param>
/// <param name="PerSecond">Sends a second.</param>
/// <param name="P50">Median latency in ms.</param>
/// <param name="P99">99th percentile in ms.</param>
/// <param name="CpuMicros">Processor time of this process for each send, in µs; the receiver's not included.</param>
/// <param name="Bytes">Bytes allocated for each send.</param>
/// <param name="PausePercent">Share of the time in which the garbage collector held everything.</param>
/// <param name="Failed">How many sends failed.</param>
internal sealed record LoadResult(
    string Contender, int Senders, double PerSecond, double P50, double P99, double CpuMicros, double Bytes, double PausePercent, long Failed);
