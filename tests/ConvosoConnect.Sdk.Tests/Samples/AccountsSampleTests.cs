using Xunit;

namespace ConvosoConnect.Sdk.Tests.Samples;

public sealed class AccountsSampleTests
{
    [Fact]
    public async Task Run_ThreeAccountsAndATenant_ShowsEachWithItsOwnLog()
    {
        SampleRun run = await SampleRun.OfAsync("Accounts");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Empty(run.Errors);
        Assert.InRange(run.Lines.Length, 8, 50);
        Assert.Equal(["acme", "globex", "initech", "tenant-7"], run.Lines.Skip(3).Take(4).Select(line => line.Split('│')[1].Trim()));
        Assert.Equal("Each account sent its own requests and kept its own log.", run.Lines.Last(line => line.Length > 0));
    }
}
