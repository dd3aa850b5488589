using System.Diagnostics;
using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Benchmarks;

namespace ConvosoConnect.Sdk.Load;

/// <summary>What 8 senders of one endpoint get done alone, beside 32 senders whose receiver answers shortly, and beside 32 whose receiver answers 64 KB of noise.</summary>
internal static class Noise
{
    private const int Senders = 8;
    private const int Neighbours = 32;

    public static async Task<string> MeasureAsync(string url, Arguments arguments)
    {
        var text = new StringBuilder("# Beside noise\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Machine: {Machine.Description}; load before the run {Machine.Load}; commit {Machine.Commit}.\n\n");
        text.Append("| log | round | alone/s | beside 32 short/s | beside 32 noisy/s | noisy sends/s | noisy ÷ short | noisy ÷ alone |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (Func<Task<EngineClient>> create in new Func<Task<EngineClient>>[] { () => Contenders.MemoryAsync(url), () => Contenders.SqliteAsync(url, arguments.Folder), () => Contenders.PostgreSqlAsync(url) })
        {
            await using EngineClient client = await create();
            await RunAsync(client, null, 1);
            await RunAsync(client, "noise", 1);
            for (int round = 1; round <= arguments.Rounds; round++)
            {
                (double alone, _) = await RunAsync(client, null, arguments.Seconds);
                (double quiet, _) = await RunAsync(client, "crm", arguments.Seconds);
                (double noisy, double others) = await RunAsync(client, "noise", arguments.Seconds);
                text.Append(CultureInfo.InvariantCulture, $"| {client.Name} | {round} | {alone:0} | {quiet:0} | {noisy:0} | {others:0} | {noisy / quiet:0.00} | {noisy / alone:0.00} |\n");
                Console.Error.WriteLine(text.ToString().TrimEnd().Split('\n')[^1]);
            }
        }

        return text.ToString();
    }

    private static async Task<(double Own, double Others)> RunAsync(EngineClient client, string? neighbour, double seconds)
    {
        long own = 0;
        long others = 0;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Senders + (neighbour is null ? 0 : Neighbours)).Select(s => Task.Run(async () =>
        {
            for (long n = s * 1_000_000L; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; n++)
            {
                bool isOwn = s < Senders;
                if (await client.SendAsync(isOwn ? "crm" : neighbour!, n).ConfigureAwait(false) && Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
                {
                    _ = isOwn ? Interlocked.Increment(ref own) : Interlocked.Increment(ref others);
                }
            }
        })));
        return (own / seconds, others / seconds);
    }
}
