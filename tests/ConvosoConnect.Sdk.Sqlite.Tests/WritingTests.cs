using System.Buffers.Binary;
using System.Data.Common;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class WritingTests : WritingCases
{
    [Fact]
    public async Task AppendAsync_DatabaseBlocked_WaitsAndLosesNothing()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open(stores: o => o.LogQueueCapacity = 4);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry("first"), Token);
        Task<long>[] appends;
        await using (DbConnection blocker = await database.ConnectAsync())
        {
            await TestDatabase.ExecuteAsync(blocker, "BEGIN EXCLUSIVE");
            appends = [.. Enumerable.Range(0, 100).Select(n => log.AppendAsync(Entry($"{n}"), Token).AsTask())];
            Assert.DoesNotContain(appends, a => a.IsCompleted);
            await TestDatabase.ExecuteAsync(blocker, "ROLLBACK");
        }

        long[] ids = await Task.WhenAll(appends);

        Assert.Equal(100, ids.Distinct().Count());
        Assert.Equal(101, await database.CheckAsync());
    }

    [Fact]
    public async Task SendAsync_DatabaseBlocked_SaysThatTheEntryWasNotWritten()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open(configure: o => o.LogTimeout = TimeSpan.FromSeconds(1.5));
        await StubEngine.SaveAsync(engine);
        IConvosoConnectClient client = engine.GetRequiredService<IConvosoConnectClient>();
        Assert.NotNull((await client.SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token)).LogId);
        await using DbConnection blocker = await database.ConnectAsync();
        await TestDatabase.ExecuteAsync(blocker, "BEGIN EXCLUSIVE");

        ConnectResult[] blocked = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(n => client.SendAsync(StubEngine.EndpointId, StubEngine.Lead($"blocked-{n}"), Token)));
        await TestDatabase.ExecuteAsync(blocker, "ROLLBACK");

        Assert.All(blocked, r =>
        {
            Assert.True(r.Succeeded, r.ToString());
            Assert.Null(r.LogId);
            Assert.Contains("did not finish within 1.5 seconds", r.LogError, StringComparison.Ordinal);
        });
        Assert.NotNull((await client.SendAsync(StubEngine.EndpointId, StubEngine.Lead("2"), Token)).LogId);
    }

    [Fact]
    public async Task AppendAsync_DatabaseStaysBlocked_ManyEntriesFailTogether()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = StubEngine.Build(b => b.UseSqlite($"Data Source={database.Path};Default Timeout=1"));
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry("first"), Token);
        await using DbConnection blocker = await database.ConnectAsync();
        await TestDatabase.ExecuteAsync(blocker, "BEGIN EXCLUSIVE");
        long started = TimeProvider.System.GetTimestamp();

        Task<long>[] appends = [.. Enumerable.Range(0, 50).Select(n => log.AppendAsync(Entry($"{n}"), Token).AsTask())];
        foreach (Task<long> append in appends)
        {
            await Assert.ThrowsAnyAsync<DbException>(() => append);
        }

        // The first goes alone and the others together; each by itself would take 50 seconds.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        await TestDatabase.ExecuteAsync(blocker, "ROLLBACK");
        await log.AppendAsync(Entry("last"), Token);
        Assert.Equal(2, await database.CheckAsync());
    }

    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());

    /// <summary>Counts the frames of the write-ahead log that end a transaction, then empties it.</summary>
    private protected override async Task<int> CommitsAsync(TestDatabase database)
    {
        const int fileHeader = 32;
        const int frameHeader = 24;
        int commits = 0;
        if (File.Exists($"{((SqliteTestDatabase)database).Path}-wal"))
        {
            byte[] wal = await WalAsync($"{((SqliteTestDatabase)database).Path}-wal");
            int page = wal.Length == 0 ? 0 : BinaryPrimitives.ReadInt32BigEndian(wal.AsSpan(8));
            for (int at = fileHeader; at < wal.Length; at += frameHeader + page)
            {
                commits += BinaryPrimitives.ReadInt32BigEndian(wal.AsSpan(at + 4)) != 0 ? 1 : 0;
            }
        }

        Assert.Equal(0, await database.NumberAsync("PRAGMA wal_checkpoint(TRUNCATE)"));
        return commits;
    }

    private static async Task<byte[]> WalAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
