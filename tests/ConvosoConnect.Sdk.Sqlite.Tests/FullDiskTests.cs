using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>What is told when the disk is full, or the file damaged. SQLite also says that it is full where the last possible id of a table is taken, which is done here.</summary>
public sealed class FullDiskTests
{
    private const string Full = "SQLite Error 13: 'database or disk is full'. Its disk is full, or a quota is used up. ";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryChange_DiskIsFull_IsToldWithWhatToDoAndPasses()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        IConnectLogRetention retention = engine.GetRequiredService<IConnectLogRetention>();
        IAdaptorStore adaptors = engine.GetRequiredService<IAdaptorStore>();
        await adaptors.SaveAsync(StubEngine.Adaptor, Token);
        await log.AppendAsync(Entry("1"), Token);
        await log.AppendAsync(Entry("2"), Token);
        await SetFullAsync(database, true);

        InvalidOperationException[] told =
        [
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.AppendAsync(Entry("3"), Token)),
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await retention.PurgeAsync(DateTimeOffset.UtcNow, Token)),
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await retention.EraseLeadAsync("1", Token)),
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await adaptors.SaveAsync(StubEngine.Adaptor with { Id = "other" }, Token)),
        ];

        Assert.All(told, exception =>
        {
            Assert.StartsWith($"The SQLite file '{database.Path}' cannot be used: {Full}", exception.Message, StringComparison.Ordinal);
            Assert.Equal(13, Assert.IsType<SqliteException>(exception.InnerException).SqliteErrorCode);
        });
        Assert.Equal(2, (await log.QueryAsync(new ConnectLogQuery(), Token)).Total);

        await SetFullAsync(database, false);
        await log.AppendAsync(Entry("3"), Token);
        Assert.Equal(1, await retention.EraseLeadAsync("1", Token));
        Assert.Equal(2, await retention.PurgeAsync(DateTimeOffset.UtcNow, Token));
        Assert.Equal(0, await database.CheckAsync());
    }

    [Fact]
    public async Task SendAsync_DiskIsFull_HasItsResultAndTheSentence()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        await StubEngine.SaveAsync(engine);
        await SetFullAsync(database, true);

        ConnectResult result = await engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token);

        Assert.True(result.Succeeded);
        Assert.Contains(Full, result.LogError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueryAsync_FileDamaged_IsToldWithWhatToDo()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry("1"), Token);
        await database.ExecuteAsync("UPDATE connect_log_search_data SET block = x'ffffffffffffffff' WHERE id > 1");

        var told = await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.QueryAsync(new ConnectLogQuery { Search = "accepted" }, Token));

        Assert.StartsWith($"The SQLite file '{database.Path}' cannot be used: SQLite Error 11: ", told.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "It is no SQLite database, or it is damaged. Where its disk was full before, make room and restart the app first. Else restore it from a copy, or name another file.",
            told.Message,
            StringComparison.Ordinal);
    }

    private static ConnectLogEntry Entry(string lead) => new() { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "crm", LeadId = lead, Result = "accepted" };

    private static Task SetFullAsync(SqliteTestDatabase database, bool isFull) => database.ExecuteAsync(isFull
        ? """
          CREATE TABLE most (id INTEGER PRIMARY KEY AUTOINCREMENT);
          INSERT INTO most VALUES (9223372036854775807);
          CREATE TRIGGER full_append BEFORE INSERT ON connect_log BEGIN INSERT INTO most (id) VALUES (NULL); END;
          CREATE TRIGGER full_purge BEFORE DELETE ON connect_log BEGIN INSERT INTO most (id) VALUES (NULL); END;
          CREATE TRIGGER full_save BEFORE INSERT ON connect_adaptors BEGIN INSERT INTO most (id) VALUES (NULL); END
          """
        : "DROP TRIGGER full_append; DROP TRIGGER full_purge; DROP TRIGGER full_save; DROP TABLE most");
}
