using System.Diagnostics;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>A line of the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit"><c>ms</c>, <c>/s</c> or <c>MB</c>.</param>
/// <param name="Value">The median of times, or the one value.</param>
/// <param name="P95">The 95th percentile of times.</param>
/// <param name="Goal">What is aimed at for ten million entries: at most so many ms, or at least so many a second; null for none.</param>
internal sealed record Measure(string Name, string Unit, double Value, double? P95, double? Goal)
{
    /// <summary>The processor time of this process for one entry, in microseconds; it depends less on what else the machine does.</summary>
    public double? Micros { get; init; }

    /// <summary>The least of the times, or the highest of the rates; it tells most where other programs use the machine too.</summary>
    public double? Best { get; init; }

    /// <summary>Of times in order.</summary>
    public static Measure OfTimes(string name, IReadOnlyList<double> times, double? goal) =>
        new(name, "ms", times[times.Count / 2], times[(int)(times.Count * 0.95)], goal) { Best = times[0] };

    /// <summary>One rate.</summary>
    public static Measure OfRate(string name, double value, double? goal) => new(name, "/s", value, null, goal);

    /// <summary>The median of three rates, each measured by work that says how many entries it went through.</summary>
    public static async Task<Measure> OfRatesAsync(string name, double? goal, Func<Task<long>> work)
    {
        var runs = new List<(double Rate, double Micros)>();
        for (int run = 0; run < 3; run++)
        {
            TimeSpan busy = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            long count = await work();
            runs.Add((count / Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - busy).TotalMicroseconds / count));
        }

        runs.Sort();
        var measure = new Measure(name, "/s", runs[1].Rate, null, goal) { Best = runs[2].Rate, Micros = runs.Min(r => r.Micros) };
        Console.Error.WriteLine(FormattableString.Invariant($"  {name}: {measure.Value:N0} /s, {measure.Best:N0} /s, {measure.Micros:0.0} µs"));
        return measure;
    }
}
