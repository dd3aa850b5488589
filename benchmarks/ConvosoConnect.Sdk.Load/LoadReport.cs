using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Benchmarks;

namespace ConvosoConnect.Sdk.Load;

/// <summary>The table of the load as Markdown.</summary>
internal static class LoadReport
{
    private const double MemoryGoal = 0.9;

    // What each store is to reach of the same engine with a hand-written log in its place, and the latency that it is not to exceed.
    private static readonly Dictionary<string, (string ByHand, double Ratio, double P99)> Stores = new()
    {
        ["SendAsync, log in SQLite, durable"] = ("SendAsync, hand-written log in SQLite", 0.95, 15),
        ["SendAsync, log in PostgreSQL, durable"] = ("SendAsync, hand-written log in PostgreSQL", 0.75, 25),
    };

    public static string Markdown(IReadOnlyList<LoadResult> results, Arguments arguments)
    {
        var text = new StringBuilder("# Load, end to end\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Machine: {Machine.Description}; load before the run {Machine.Load}; commit {Machine.Commit}.\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $$"""
            A Kestrel receiver in another process on the same machine, which shares its cores, answers each POST with 47 bytes of JSON. The body has 21 keys and some
            550 bytes. "Ratio" divides by the bare client of the same number of senders: an HttpClient that posts a body made before and reads the response. "By hand" divides
            by hand-written code that maps the lead, writes the JSON, has the same headers and a time-out, and reads the response, but neither parses nor logs. "Log" divides by the
            same engine with a hand-written log in place of the store: one writer, one flushed transaction for all that wait; rows with indexes on endpoint and lead id, and on SQLite
            its own trigram index; no pages, counts or deletion. "Hand-written, log in …" is all of it by hand, response parsed. Each line is the median of {{arguments.Rounds}} rounds of {{arguments.Seconds:0.#}} seconds, the contenders in turn. CPU and bytes are this process's for each send, the receiver's not included. ✗ marks a missed goal
            (128 senders: memory ≥ {{MemoryGoal}} of bare client and by hand; SQLite ≥ 0.95 and PostgreSQL ≥ 0.75 of the same with a hand-written log, p99 ≤ 15 and 25 ms).


            """);
        text.Append("| senders | | sends/s | ratio | by hand | log | p50 ms | p99 ms | CPU µs | bytes | GC pauses | failed |\n|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (LoadResult r in results)
        {
            bool isCrowd = r.Senders == 128;
            bool isInMemory = isCrowd && r.Contender.Contains("memory", StringComparison.Ordinal);
            double ratio = r.PerSecond / results.First(b => b.Senders == r.Senders).PerSecond;
            double byHand = r.PerSecond / Of(r, HandWrittenClient.Title);
            string log = "";
            bool isLate = false;
            if (Stores.TryGetValue(r.Contender, out (string ByHand, double Ratio, double P99) store))
            {
                double ofLog = r.PerSecond / Of(r, store.ByHand);
                log = string.Create(CultureInfo.InvariantCulture, $"{ofLog:0.00}{Miss(isCrowd && ofLog < store.Ratio)}");
                isLate = isCrowd && r.P99 > store.P99;
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"| {r.Senders} | {r.Contender} | {r.PerSecond:N0} | {ratio:0.00}{Miss(isInMemory && ratio < MemoryGoal)} | {byHand:0.00}{Miss(isInMemory && byHand < MemoryGoal)} | {log} | ");
            text.Append(
                CultureInfo.InvariantCulture,
                $"{r.P50:0.00} | {r.P99:0.00}{Miss(isLate)} | {r.CpuMicros:0} | {r.Bytes:N0} | {r.PausePercent:0.0} % | {r.Failed} |\n");
        }

        return text.ToString();

        double Of(LoadResult result, string contender) => results.First(b => b.Senders == result.Senders && b.Contender == contender).PerSecond;

        static string Miss(bool isMissed) => isMissed ? " ✗" : "";
    }
}
