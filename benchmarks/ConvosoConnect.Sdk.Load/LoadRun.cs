using System.Diagnostics;

namespace ConvosoConnect.Sdk.Load;

/// <summary>Measures the contenders in turn, so that what else the machine does hits all alike.</summary>
internal static class LoadRun
{
    /// <summary>The round of median throughput, for each contender and number of senders.</summary>
    public static async Task<IReadOnlyList<LoadResult>> MeasureAsync(string url, Arguments arguments)
    {
        IReadOnlyList<IContender> contenders = await Contenders.CreateAsync(url, arguments.Folder);
        try
        {
            var rounds = new List<LoadResult>();
            foreach (int senders in arguments.Senders)
            {
                foreach (IContender contender in contenders)
                {
                    await SendAsync(contender, senders, Math.Min(arguments.Seconds / 2, 2));
                }

                for (int round = 0; round < arguments.Rounds; round++)
                {
                    foreach (IContender contender in contenders)
                    {
                        LoadResult result = await SendAsync(contender, senders, arguments.Seconds);
                        Console.Error.WriteLine(FormattableString.Invariant($"  {senders,3} {result.Contender}: {result.PerSecond:N0}/s, p99 {result.P99:0.0} ms, {result.CpuMicros:0} µs, {result.Failed} failed"));
                        rounds.Add(result);
                    }
                }
            }

            return
            [
                .. rounds.GroupBy(r => (r.Senders, r.Contender)).Select(g => g.OrderBy(r => r.PerSecond).ElementAt(g.Count() / 2) with { Failed = g.Sum(r => r.Failed) }),
            ];
        }
        finally
        {
            foreach (IContender contender in contenders)
            {
                await contender.DisposeAsync();
            }
        }
    }

    private static async Task<LoadResult> SendAsync(IContender contender, int senders, double seconds)
    {
        long next = 0;
        long failed = 0;
        var latencies = new List<long>[senders];
        GC.Collect();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        TimeSpan pause = GC.GetTotalPauseDuration();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        long end = start + (long)(seconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, senders).Select(s => Task.Run(async () =>
        {
            List<long> own = latencies[s] = new List<long>((int)(seconds * 40_000 / senders));
            for (long sent = Stopwatch.GetTimestamp(); sent < end;)
            {
                if (!await contender.SendAsync(Interlocked.Increment(ref next)).ConfigureAwait(false))
                {
                    Interlocked.Increment(ref failed);
                }

                long now = Stopwatch.GetTimestamp();
                own.Add(now - sent);
                sent = now;
            }
        })));
        double took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long[] all = [.. latencies.SelectMany(l => l).Order()];
        return new LoadResult(
            contender.Name,
            senders,
            all.Length / took,
            Milliseconds(all[all.Length / 2]),
            Milliseconds(all[(int)(all.Length * 0.99)]),
            (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / all.Length,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / all.Length,
            100 * (GC.GetTotalPauseDuration() - pause).TotalSeconds / took,
            failed);
    }

    private static double Milliseconds(long ticks) => 1000.0 * ticks / Stopwatch.Frequency;
}
