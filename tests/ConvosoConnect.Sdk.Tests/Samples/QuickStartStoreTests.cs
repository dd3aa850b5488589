using CsvHelper;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Samples;

/// <summary>QuickStart run twice with each store.</summary>
public sealed class QuickStartStoreTests : IDisposable
{
    private const int Calls = 201;
    private const string Variable = "CONVOSOCONNECT_POSTGRES";

    private static readonly Dictionary<string, string?> NoDatabase = new() { [Variable] = null };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sample-");

    [Fact]
    public async Task Run_SqliteTwice_KeepsTheFirstLog()
    {
        SampleRun first = await RunAsync(NoDatabase);
        SampleRun second = await RunAsync(NoDatabase, "--store", "sqlite");

        Assert.Equal(["The log is kept in the SQLite file connect.db.", "It holds no entries of earlier runs."], first.Lines[1..3]);
        Assert.Equal(["The log is kept in the SQLite file connect.db.", "It holds 201 entries of earlier runs."], second.Lines[1..3]);
        Continues(first, second);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "connect.db")));
    }

    [Fact]
    public async Task Run_MemoryTwice_StartsAnew()
    {
        await RunAsync(NoDatabase, "--store", "memory");
        SampleRun second = await RunAsync(NoDatabase, "--store", "memory");

        Assert.Equal(["The log is kept in memory.", "It holds no entries of earlier runs."], second.Lines[1..3]);
        Assert.Equal(Enumerable.Range(1, Calls), Ids(second));
        Assert.Equal(["connect-log.csv"], _folder.EnumerateFiles().Select(f => f.Name));
    }

    [Fact]
    public async Task Run_PostgresTwice_KeepsTheFirstLog()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();

        SampleRun first = await RunAsync(NoDatabase, "--store", "postgres", "--connection", server.ConnectionString);
        SampleRun second = await RunAsync(new Dictionary<string, string?> { [Variable] = server.ConnectionString }, "--store", "postgres");

        Assert.StartsWith("The log is kept in the PostgreSQL database postgres on 127.0.0.1:", first.Lines[1], StringComparison.Ordinal);
        Assert.Equal("It holds no entries of earlier runs.", first.Lines[2]);
        Assert.Equal("It holds 201 entries of earlier runs.", second.Lines[2]);
        Continues(first, second);
        Assert.Equal(["connect-log.csv"], _folder.EnumerateFiles().Select(f => f.Name));
    }

    [Theory]
    [InlineData("'sqlite'", "--store", "mysql")]
    [InlineData("The store 'postgres' needs a database: give --connection", "--store", "postgres")]
    [InlineData("The store 'postgres' needs a database: give --connection", "--store", "postgres", "--connection", "")]
    [InlineData("The connection string of the store 'postgres' cannot be read.", "--store", "postgres", "--connection", "Password=hunter2;2")]
    [InlineData("The connection string of the store 'postgres' cannot be read.", "--store", "postgres", "--connection", "Password=hunter2")]
    [InlineData("--connection", "--connection")]
    public async Task Run_StoreThatCannotBe_SaysWhyAndEndsWithTwo(string sentence, params string[] arguments)
    {
        SampleRun run = await SampleRun.InAsync(_folder, "QuickStart", NoDatabase, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(_folder.EnumerateFiles());
    }

    [Fact]
    public async Task Run_UnknownStore_ListsTheKnownOnes()
    {
        SampleRun run = await SampleRun.InAsync(_folder, "QuickStart", NoDatabase, "--store", "mysql");

        Assert.All(["'mysql'", "'memory'", "'sqlite'", "'postgres'"], name => Assert.Contains(name, run.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ServerThatIsNotThere_SaysSoAndEndsWithOne()
    {
        // No server listens at port 1, which only root may open.
        SampleRun run = await SampleRun.InAsync(
            _folder, "QuickStart", NoDatabase, "--store", "postgres", "--connection", "Host=127.0.0.1;Port=1;Database=app;Username=app;Password=hunter2");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The log could not be kept in the PostgreSQL database app on 127.0.0.1:1:", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Errors + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Help_DoesNotShowTheDatabaseOfTheEnvironment()
    {
        SampleRun run = await SampleRun.InAsync(_folder, "QuickStart", new Dictionary<string, string?> { [Variable] = "Host=db;Password=hunter2" }, "--help");

        Assert.Contains("--store", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Continues(SampleRun first, SampleRun second)
    {
        Assert.Contains("  ✓ The 201 entries of earlier runs are still there", second.Lines.Select(l => l.TrimEnd()));
        int[] ids = [.. Ids(first), .. Ids(second)];
        Assert.Equal(2 * Calls, ids.Length);
        Assert.Equal(ids.Distinct().Order(), ids);
    }

    private static IEnumerable<int> Ids(SampleRun run)
    {
        var ids = new List<int>();
        using CsvReader csv = CsvReader.FromText(run.Csv!, new CsvReaderOptions { Separator = ',' });
        while (csv.Read())
        {
            ids.Add(int.Parse(csv.GetString("Id"), System.Globalization.CultureInfo.InvariantCulture));
        }

        return ids.Order();
    }

    private async Task<SampleRun> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        SampleRun run = await SampleRun.InAsync(_folder, "QuickStart", environment, arguments);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.DoesNotContain(run.Lines, l => l.Length > 100);
        return run;
    }
}
