using Xunit;

namespace ConvosoConnect.Sdk.Tests.Samples;

public sealed class BatchSampleTests
{
    [Fact]
    public async Task Run_StoppedAndResumed_LeavesNoLeadOutAndSendsNoneTwice()
    {
        SampleRun run = await SampleRun.OfAsync("Batch");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Empty(run.Errors);
        Assert.Contains(run.Lines, line => line.StartsWith("Resumed: 20000 leads are done", StringComparison.Ordinal));
        Assert.StartsWith("The receiver has 20000 leads, 0 of them twice", run.Lines.Last(line => line.Length > 0), StringComparison.Ordinal);
    }
}
