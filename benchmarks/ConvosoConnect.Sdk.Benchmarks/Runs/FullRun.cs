using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace ConvosoConnect.Sdk.Benchmarks.Runs;

/// <summary>The thorough measure, by BenchmarkDotNet, in this process: what a contender is compared with has run under the same conditions.</summary>
internal static class FullRun
{
    public static IReadOnlyList<Figure> Measure()
    {
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob(BenchmarkDotNet.Jobs.Job.Default
                .WithToolchain(InProcessEmitToolchain.Instance)
                .WithIterationTime(TimeInterval.FromMilliseconds(100))
                .WithWarmupCount(8)
                .WithIterationCount(15))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "convosoconnect-benchmarks"));
        Summary summary = BenchmarkRunner.Run<JobBenchmark>(config);
        return [.. summary.Reports.Select(Of)];
    }

    private static Figure Of(BenchmarkReport report)
    {
        var job = (Work.Job)report.BenchmarkCase.Parameters["Job"];
        return new Figure(
            job.Group,
            job.Contender,
            report.ResultStatistics?.Median ?? throw new InvalidOperationException($"'{job}' was not measured."),
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
    }
}
