using BenchmarkDotNet.Attributes;
using ConvosoConnect.Sdk.Benchmarks.Work;

namespace ConvosoConnect.Sdk.Benchmarks.Runs;

/// <summary>Each job as a benchmark.</summary>
public class JobBenchmark
{
    /// <summary>The jobs, compared with each other.</summary>
    public static IEnumerable<Job> Jobs
    {
        get
        {
            Job[] jobs = [.. Catalogue.Builds, .. Catalogue.Sends, .. Parsing.Jobs, .. Masking.Jobs];
            Work.Job.Compare(jobs);
            return jobs;
        }
    }

    [ParamsSource(nameof(Jobs))]
    public Job Job { get; set; } = null!;

    [Benchmark]
    public void Run() => Job.Run();
}
