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

    /// <summary>The least of the times; it tells most where other programs use the machine too.</summary>
    public double? Best { get; init; }

    /// <summary>Of times in order.</summary>
    public static Measure OfTimes(string name, IReadOnlyList<double> times, double? goal) =>
        new(name, "ms", times[times.Count / 2], times[(int)(times.Count * 0.95)], goal) { Best = times[0] };

    public static Measure OfRate(string name, double value, double? goal) => new(name, "/s", value, null, goal);
}
