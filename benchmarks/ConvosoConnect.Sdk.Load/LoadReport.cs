using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Benchmarks;

namespace ConvosoConnect.Sdk.Load;

/// <summary>The table of the load as Markdown.</summary>
internal static class LoadReport
{
    private const double MemoryGoal = 0.9;
    private const double SqliteGoal = 0.75;

    public static string Markdown(IReadOnlyList<LoadResult> results, Arguments arguments)
    {
        var text = new StringBuilder("# Load, end to end\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Machine: {Machine.Description}; load before the run {Machine.Load}; commit {Machine.Commit}.\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $$"""
            A Kestrel receiver in another process on the same machine, which shares its cores, answers each POST with 47 bytes of JSON. The body has 21 keys and some
            550 bytes. "Ratio" divides by the bare client of the same number of senders: an HttpClient that posts a body made before and reads the response. "By hand" divides
            by hand-written code that maps the lead, writes the JSON, has the same headers and a time-out, and reads the response, but neither parses nor logs. Each line
            is the median of {{arguments.Rounds}} rounds of {{arguments.Seconds:0.#}} seconds, the contenders in turn. CPU and bytes are this process's for each send, the receiver's not included. ✗ marks a missed goal
            (128 senders: memory ≥ {{MemoryGoal}} of either, SQLite ≥ {{SqliteGoal}} of the bare client).


            """);
        text.Append("| senders | | sends/s | ratio | by hand | p50 ms | p99 ms | CPU µs | bytes | GC pauses | failed |\n|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (LoadResult r in results)
        {
            double ratio = r.PerSecond / results.First(b => b.Senders == r.Senders).PerSecond;
            double byHand = r.PerSecond / results.First(b => b.Senders == r.Senders && b.Contender == HandWrittenClient.Title).PerSecond;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {r.Senders} | {r.Contender} | {r.PerSecond:N0} | {ratio:0.00}{(ratio < Goal(r) ? " ✗" : "")} | {byHand:0.00}{(IsInMemory(r) && byHand < MemoryGoal ? " ✗" : "")} | {r.P50:0.00} | {r.P99:0.00} | {r.CpuMicros:0} | {r.Bytes:N0} | {r.PausePercent:0.0} % | {r.Failed} |\n");
        }

        return text.ToString();
    }

    private static bool IsInMemory(LoadResult result) => result.Senders == 128 && result.Contender.Contains("memory", StringComparison.Ordinal);

    private static double Goal(LoadResult result) => result.Senders != 128 ? 0
        : IsInMemory(result) ? MemoryGoal
        : result.Contender.Contains("SQLite", StringComparison.Ordinal) ? SqliteGoal
        : 0;
}
