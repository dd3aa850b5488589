using Xunit;

namespace ConvosoConnect.Sdk.Tests.Samples;

/// <summary>Two runs of QuickStart: one as the machine is, one as on a Turkish machine in Nepal.</summary>
public sealed class QuickStartRuns : IAsyncLifetime
{
    internal SampleRun Here { get; private set; } = null!;

    internal SampleRun Elsewhere { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Task<SampleRun> here = SampleRun.OfAsync("QuickStart");
        Task<SampleRun> elsewhere = SampleRun.OfAsync(
            "QuickStart",
            new Dictionary<string, string?> { ["TZ"] = "Asia/Kathmandu", ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = null },
            "--verbose");
        (Here, Elsewhere) = (await here, await elsewhere);
    }

    public ValueTask DisposeAsync() => default;
}
