using Xunit;

namespace ConvosoConnect.Sdk.Tests.Samples;

public sealed class AotAppTests : IDisposable
{
    private const int JsonSteps = 2;
    private const int Steps = 18;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aot-app-");

    [Fact]
    public async Task Run_Sqlite_HoldsEverything()
    {
        SampleRun run = await SampleRun.OfAotAppAsync(_folder, "--sqlite", "connect.db");

        HoldsEverything(run, JsonSteps + Steps);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "connect.db")));
    }

    [Fact]
    public async Task Run_WithoutTimeZoneDataAndIcu_HoldsEverything()
    {
        SampleRun run = await SampleRun.OfAotAppAsync(_folder, BareMachine(), "--sqlite", "connect.db");

        HoldsEverything(run, JsonSteps + Steps);
    }

    [Fact]
    public async Task Run_SampleWithoutTimeZoneDataAndIcu_HoldsEveryExpectation()
    {
        SampleRun run = await SampleRun.InAsync(_folder, "QuickStart", BareMachine());

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Matches(@"All \d+ expectations held\.", run.Output);
    }

    [Fact]
    public async Task Run_BothDatabases_HoldsEverything()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();

        SampleRun run = await SampleRun.OfAotAppAsync(_folder, "--sqlite", "connect.db", "--postgres", server.ConnectionString);

        HoldsEverything(run, JsonSteps + (2 * Steps));
        Assert.Contains("ok postgres keeps its log", run.Lines);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>As in a small container: no time zones, and the culture's data neither.</summary>
    private Dictionary<string, string?> BareMachine() => new()
    {
        ["TZDIR"] = _folder.CreateSubdirectory("no-zones").FullName,
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
    };

    private static void HoldsEverything(SampleRun run, int steps)
    {
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Empty(run.Errors);
        Assert.Equal(steps, run.Lines.Count(l => l.StartsWith("ok ", StringComparison.Ordinal)));
        Assert.Equal(steps, run.Lines.Count(l => l.Length > 0));
    }
}
