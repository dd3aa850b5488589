using System.Diagnostics;
using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Benchmarks;

namespace ConvosoConnect.Sdk.Load;

/// <summary>
/// What 8 senders of one endpoint get done alone, beside 32 senders whose receiver answers shortly, and beside 32 whose receiver answers 64 KB of noise: at full
/// speed, where all share two cores, and at a steady 200 sends a second, which leaves room for others.
/// </summary>
internal static class Noise
{
    private const int Senders = 8;
    private const int Neighbours = 32;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);

    public static async Task<string> MeasureAsync(string url, Arguments arguments)
    {
        var text = new StringBuilder("# Beside noise\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Machine: {Machine.Description}; load before the run {Machine.Load}; commit {Machine.Commit}.\n\n");
        text.Append(
            """
            | log | round | alone/s | beside 32 short/s | beside 32 noisy/s | noisy sends/s | noisy ÷ short | noisy ÷ alone | steady, alone/s | steady, beside 32 noisy/s | noisy ÷ alone |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|

            """);
        foreach (Func<Task<EngineClient>> create in new Func<Task<EngineClient>>[]
        {
            () => Contenders.MemoryAsync(url), () => Contenders.SqliteAsync(url, arguments.Folder), () => Contenders.PostgreSqlAsync(url),
        })
        {
            await using EngineClient client = await create();
            await RunAsync(client, null, 1);
            await RunAsync(client, "noise", 1);
            for (int round = 1; round <= arguments.Rounds; round++)
            {
                (double alone, _) = await RunAsync(client, null, arguments.Seconds);
                (double beside, _) = await RunAsync(client, "crm", arguments.Seconds);
                (double noisy, double others) = await RunAsync(client, "noise", arguments.Seconds);
                (double steady, _) = await RunAsync(client, null, arguments.Seconds, Pace);
                (double steadyNoisy, _) = await RunAsync(client, "noise", arguments.Seconds, Pace);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {client.Name} | {round} | {alone:0} | {beside:0} | {noisy:0} | {others:0} | {noisy / beside:0.00} | {noisy / alone:0.00} | ");
                text.Append(CultureInfo.InvariantCulture, $"{steady:0} | {steadyNoisy:0} | {steadyNoisy / steady:0.00} |\n");
                Console.Error.WriteLine(text.ToString().TrimEnd().Split('\n')[^1]);
            }
        }

        return text.ToString();
    }

    /// <summary>Sends for so long.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="neighbour">The endpoint of the 32 other senders; null for none.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="pace">The time from one send to the next of each of the 8; none for full speed. One that is late goes on at once until it has caught up.</param>
    /// <returns>Sends a second of the 8, and of the 32.</returns>
    private static async Task<(double Own, double Others)> RunAsync(EngineClient client, string? neighbour, double seconds, TimeSpan pace = default)
    {
        long own = 0;
        long others = 0;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Senders + (neighbour is null ? 0 : Neighbours)).Select(s => Task.Run(async () =>
        {
            bool isOwn = s < Senders;
            for (long n = 0; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; n++)
            {
                TimeSpan wait = isOwn ? (pace * (n + ((double)s / Senders))) - Stopwatch.GetElapsedTime(start) : TimeSpan.Zero;
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait).ConfigureAwait(false);
                }

                if (await client.SendAsync(isOwn ? "crm" : neighbour!, (s * 1_000_000L) + n).ConfigureAwait(false) && Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
                {
                    _ = isOwn ? Interlocked.Increment(ref own) : Interlocked.Increment(ref others);
                }
            }
        })));
        return (own / seconds, others / seconds);
    }
}
