using ConvosoConnect.Sdk.Benchmarks.Work;

namespace ConvosoConnect.Sdk.Benchmarks.Runs;

/// <summary>
/// The quick measure: all jobs take turns in short rounds, so that whatever else the machine does hits them alike, and the median round counts.
/// </summary>
internal static class Rounds
{
    private const double WarmNanoseconds = 150e6;

    // Long enough for the processor's caches to hold what one job needs, as they do under a load of one kind.
    private const double RoundNanoseconds = 5e6;

    public static IReadOnlyList<Figure> Measure(IReadOnlyList<Job> jobs, int rounds)
    {
        // Twice: the compiler works in the background and makes faster what it saw the first time.
        foreach (Job job in jobs)
        {
            CountOf(job);
        }

        Thread.Sleep(500);
        int[] counts = [.. jobs.Select(CountOf)];
        var times = new double[jobs.Count][];
        var bytes = new double[jobs.Count];
        for (int i = 0; i < jobs.Count; i++)
        {
            times[i] = new double[rounds];
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < jobs.Count; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                times[i][round] = Time(jobs[i], counts[i]) / counts[i];
                bytes[i] = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)counts[i];
            }
        }

        return [.. jobs.Select((job, i) => new Figure(job.Group, job.Contender, times[i].Order().ElementAt(rounds / 2), bytes[i]))];
    }

    /// <summary>Warms a job up, and says how often it fits into a round.</summary>
    private static int CountOf(Job job)
    {
        double start = ThreadClock.Now;
        double passed = 0;
        int runs = 0;
        for (; passed < WarmNanoseconds; runs++, passed = ThreadClock.Now - start)
        {
            job.Run();
        }

        return Math.Max(1, (int)(runs * RoundNanoseconds / passed));
    }

    private static double Time(Job job, int count)
    {
        double start = ThreadClock.Now;
        for (int i = 0; i < count; i++)
        {
            job.Run();
        }

        return ThreadClock.Now - start;
    }
}
