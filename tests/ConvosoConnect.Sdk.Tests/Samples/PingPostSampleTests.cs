using Xunit;

namespace ConvosoConnect.Sdk.Tests.Samples;

public sealed class PingPostSampleTests
{
    [Fact]
    public async Task Run_TwoLeads_SellsTheOneThatIsWanted()
    {
        SampleRun run = await SampleRun.OfAsync("PingPost");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Empty(run.Errors);
        Assert.Equal(["1: sold for 6.66 as 26635001", "2: not sold", ""], run.Lines);
    }
}
