using System.Diagnostics;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>Adds entries through the public door.</summary>
internal static class Appending
{
    private const int InFlight = 2048;

    /// <summary>Adds the entries of the log in order from an n on, so many at a time that large transactions form; returns entries per second.</summary>
    public static async Task<double> FillAsync(IConnectLogStore log, Entries entries, long from)
    {
        long start = Stopwatch.GetTimestamp();
        var waiting = new Queue<Task<long>>(InFlight);
        for (long n = from; n < entries.Size; n++)
        {
            if (waiting.Count == InFlight)
            {
                await waiting.Dequeue();
            }

            waiting.Enqueue(log.AppendAsync(entries.Make(n)).AsTask());
            if ((n + 1) % 1_000_000 == 0)
            {
                Console.Error.WriteLine($"  {n + 1} after {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
            }
        }

        await Task.WhenAll(waiting);
        return (entries.Size - from) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Lets senders add entries for some time, each waiting for its entry to be written before it brings the next; returns how many.</summary>
    public static async Task<long> SendAsync(IConnectLogStore log, ConnectLogEntry[] made, int senders, double seconds)
    {
        long next = 0;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            {
                await log.AppendAsync(made[Interlocked.Increment(ref next) % made.Length]);
            }
        })));
        return next;
    }
}
