using System.Diagnostics;

namespace ConvosoConnect.Sdk.Load;

/// <summary>Sends for minutes at a steady rate, through SQLite, and looks at the memory.</summary>
internal static class Soak
{
    private const int Senders = 16;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public static async Task<SoakResult> RunAsync(string url, Arguments arguments)
    {
        await using EngineClient client = await Contenders.SqliteAsync(url, arguments.Folder);
        var samples = new List<SoakSample>();
        long sent = 0;
        long failed = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan whole = TimeSpan.FromMinutes(arguments.SoakMinutes);
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync))];

        // Twenty samples, whatever the length; each after a collection, so that only what is held counts.
        for (int sample = 1; sample <= 20; sample++)
        {
            TimeSpan until = whole * sample / 20;
            await Task.Delay(until - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } wait ? wait : TimeSpan.Zero);
            long held = GC.GetTotalMemory(forceFullCollection: true);
            samples.Add(new SoakSample(Stopwatch.GetElapsedTime(start), Interlocked.Read(ref sent), held, Environment.WorkingSet, GC.CollectionCount(2), ThreadPool.ThreadCount));
            Console.Error.WriteLine(samples[^1]);
        }

        await Task.WhenAll(senders);
        return new SoakResult(samples, sent, failed, arguments);

        async Task SendAsync()
        {
            using var timer = new PeriodicTimer(Step);
            double due = 0;
            while (Stopwatch.GetElapsedTime(start) < whole)
            {
                await timer.WaitForNextTickAsync();
                double target = Stopwatch.GetElapsedTime(start).TotalSeconds * arguments.Rate / Senders;

                // What a pause left undone is not made up for at once.
                due = Math.Max(due, target - 100);
                for (; due < target; due++)
                {
                    if (!await client.SendAsync(Interlocked.Increment(ref sent)))
                    {
                        Interlocked.Increment(ref failed);
                    }
                }
            }
        }
    }
}
