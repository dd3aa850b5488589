using Xunit;

namespace ConvosoConnect.Sdk.Tests.Samples;

public sealed class AotAppTests : IDisposable
{
    private const int JsonSteps = 2;
    private const int Steps = 17;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aot-app-");

    [Fact]
    public async Task Run_Sqlite_HoldsEverything()
    {
        SampleRun run = await SampleRun.OfAotAppAsync(_folder, "--sqlite", "connect.db");

        HoldsEverything(run, JsonSteps + Steps);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "connect.db")));
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

    private static void HoldsEverything(SampleRun run, int steps)
    {
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Empty(run.Errors);
        Assert.Equal(steps, run.Lines.Count(l => l.StartsWith("ok ", StringComparison.Ordinal)));
        Assert.Equal(steps, run.Lines.Count(l => l.Length > 0));
    }
}
