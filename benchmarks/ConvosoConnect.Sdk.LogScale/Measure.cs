namespace ConvosoConnect.Sdk.LogScale;

/// <summary>A line of the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit"><c>ms</c>, <c>/s</c> or <c>MB</c>.</param>
/// <param name="Value">The median of times, or the one value.</param>
/// <param name="P95">The 95th percentile of times.</param>
/// <param name="Goal">What is aimed at for ten million entries: at most so many ms, or at least so many a second; null for none.</param>
internal sealed record Measure(string Name, string Unit, double Value, double? P95, double? Goal)
{
    /// <summary>The processor time of this process for one entry, in microseconds; it hardly depends on what else the machine does.</summary>
    public double? Micros { get; init; }

    public static Measure OfTime(string name, double median, double p95, double? goal) => new(name, "ms", median, p95, goal);

    public static Measure OfRate(string name, double value, double? goal) => new(name, "/s", value, null, goal);
}
