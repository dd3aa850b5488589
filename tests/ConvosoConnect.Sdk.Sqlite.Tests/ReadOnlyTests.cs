using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>Files that can be read but not written.</summary>
public sealed class ReadOnlyTests
{
    private static readonly LeadRecord Lead = StubEngine.Lead("1");

    public enum Kind
    {
        /// <summary>The connection string says so.</summary>
        Mode,

        /// <summary>In a folder where nothing can be made, as in a read-only image: not even the index of the write-ahead log.</summary>
        Medium,

        /// <summary>As another tool left it, without a write-ahead log.</summary>
        Journal,
    }

    [Theory]
    [InlineData(Kind.Mode)]
    [InlineData(Kind.Medium)]
    [InlineData(Kind.Journal)]
    public async Task Read_ReadOnlyFile_GivesEverythingAndRefusesChangesWithASentence(Kind kind)
    {
        await using var database = new SqliteTestDatabase();
        await FillAsync(database);
        await MakeAsync(database, kind);
        byte[] before = await File.ReadAllBytesAsync(database.Path, Token);
        await using (ServiceProvider engine = Open(database))
        {
            IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
            IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
            ConnectEndpoint endpoint = (await endpoints.GetAsync(StubEngine.EndpointId, Token))!;
            Assert.Equal(StubEngine.Endpoint.ApiUrl, endpoint.ApiUrl);
            Assert.Single(await endpoints.ListAsync(cancellationToken: Token));
            Assert.Equal("Map", (await engine.GetRequiredService<IAdaptorStore>().GetAsync("map", Token))!.Name);
            Assert.Equal(1, (await log.QueryAsync(new ConnectLogQuery { Search = "555-0142" }, Token)).Total);
            ConnectLogEntry entry = Assert.Single((await log.QueryAsync(new ConnectLogQuery(), Token)).Entries);
            Assert.Equal(entry.Result, (await log.GetAsync(entry.Id, Token))!.Result);
            Assert.Single(await log.StreamAsync(new ConnectLogQuery(), Token).ToListAsync(Token));

            ConnectResult sent = await engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, Lead, Token);
            Assert.True(sent.Succeeded);
            Assert.Contains(Sentence(database), sent.LogError!, StringComparison.Ordinal);
            NotSupportedException[] refused =
            [
                await Assert.ThrowsAsync<NotSupportedException>(async () => await endpoints.SaveAsync(endpoint, Token)),
                await Assert.ThrowsAsync<NotSupportedException>(async () => await endpoints.DeleteAsync(endpoint.Id, Token)),
                await Assert.ThrowsAsync<NotSupportedException>(async () => await log.AppendAsync(new ConnectLogEntry { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm" }, Token)),
                await Assert.ThrowsAsync<NotSupportedException>(async () => await engine.GetRequiredService<IConnectLogRetention>().PurgeAsync(DateTimeOffset.MaxValue, Token)),
            ];
            Assert.All(refused, r => Assert.Equal(Sentence(database), r.Message));
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(database.Path, Token));
    }

    [Fact]
    public async Task Read_ReadOnlyFileWithAnotherAppsWrites_SeesThem()
    {
        await using var database = new SqliteTestDatabase();
        await FillAsync(database);
        await using ServiceProvider reader = Open(database);
        IConnectLogStore log = reader.GetRequiredService<IConnectLogStore>();
        Assert.Equal(1, (await log.QueryAsync(new ConnectLogQuery(), Token)).Total);

        await FillAsync(database);

        Assert.Equal(2, (await log.QueryAsync(new ConnectLogQuery(), Token)).Total);
    }

    [Fact]
    public async Task Read_OlderSchema_SaysThatItCannotBeBroughtUpToDate()
    {
        await using var database = new SqliteTestDatabase();
        await FillAsync(database);
        await database.ExecuteAsync("DELETE FROM connect_schema_versions");

        Assert.Equal(
            "The database lacks the schema change 0001 endpoints, adaptors and the log of this version of ConvosoConnect.Sdk, and it is read-only, so that it cannot be brought up to date. "
            + "Let the app open it for writing once, then read it.",
            await RefusalAsync(database));
    }

    [Fact]
    public async Task Read_NewerSchema_IsRefusedAsAnyOther()
    {
        await using var database = new SqliteTestDatabase();
        await FillAsync(database);
        await database.ExecuteAsync("INSERT INTO connect_schema_versions (scriptname, applied) VALUES ('0099 of the future', '2030-01-01 00:00:00')");

        Assert.StartsWith("The database was made by a newer version of ConvosoConnect.Sdk", await RefusalAsync(database), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FileIsMissing_SaysSoAndMakesNone()
    {
        await using var database = new SqliteTestDatabase();

        Assert.Contains("It is to be opened read-only, so it must exist.", await RefusalAsync(database), StringComparison.Ordinal);
        Assert.False(File.Exists(database.Path));
    }

    [Fact]
    public async Task Read_MediumHoldsAWriteAheadLog_SaysWhatToDo()
    {
        await using var database = new SqliteTestDatabase();
        await FillAsync(database);
        await MakeAsync(database, Kind.Medium);
        await File.WriteAllTextAsync($"{database.Path}-wal", "rows that are not in the file yet", Token);

        Assert.Contains("Beside a read-only file there must be no '-wal'", await RefusalAsync(database), StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Sentence(SqliteTestDatabase database) =>
        $"The SQLite file '{database.Path}' is read-only: what it holds can be read, but nothing can be written. Open it without Mode=ReadOnly where the app may write the file and its folder.";

    private static ServiceProvider Open(SqliteTestDatabase database) => StubEngine.Build(b => b.UseSqlite($"Data Source={database.Path};Mode=ReadOnly"));

    private static async Task<string> RefusalAsync(SqliteTestDatabase database)
    {
        await using ServiceProvider engine = Open(database);
        return (await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.GetRequiredService<IConnectLogStore>().QueryAsync(new(), Token))).Message;
    }

    private static async Task FillAsync(SqliteTestDatabase database)
    {
        await using ServiceProvider engine = database.Open();
        await StubEngine.SaveAsync(engine);
        Assert.NotNull((await engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, Lead, Token)).LogId);
    }

    private static async Task MakeAsync(SqliteTestDatabase database, Kind kind)
    {
        if (kind == Kind.Journal)
        {
            await using var connection = (SqliteConnection)await database.ConnectAsync();
            Assert.Equal("delete", await SqliteTestDatabase.TextAsync(connection, "PRAGMA journal_mode = DELETE"));
        }
        else if (kind == Kind.Medium)
        {
            // These tests may run as root, to whom no permission is denied: SQLite follows no link here, so one of this name keeps the file of this name from being made.
            Assert.False(File.Exists($"{database.Path}-shm"));
            File.CreateSymbolicLink($"{database.Path}-shm", Path.Combine(database.Path, "nowhere"));
        }
    }
}
