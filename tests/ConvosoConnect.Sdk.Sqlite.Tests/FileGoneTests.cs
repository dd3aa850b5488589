using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>Somebody deletes or replaces the file, or its write-ahead log, while an engine has it open.</summary>
public sealed class FileGoneTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppendAsync_FileDeleted_IsRefusedWithASentenceAndMakesNoFile()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = await OpenAsync(database);

        File.Delete(database.Path);

        await AssertGoneAsync(engine, database);
        Assert.False(File.Exists(database.Path));
    }

    [Fact]
    public async Task AppendAsync_AnotherFileInItsPlace_IsRefusedUntilTheOldOneIsBack()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = await OpenAsync(database);
        File.Move(database.Path, $"{database.Path}.old");
        await File.WriteAllBytesAsync(database.Path, await File.ReadAllBytesAsync($"{database.Path}.old", Token), Token);

        await AssertGoneAsync(engine, database);
        File.Move($"{database.Path}.old", database.Path, overwrite: true);

        ConnectResult result = await SendAsync(engine);
        Assert.Equal((true, null), (result.Succeeded, result.LogError));
        Assert.Equal(2, await database.CheckAsync());
    }

    [Fact]
    public async Task AppendAsync_FileDeletedWhileManyAppend_NoEntryIsCalledWrittenAfterwards()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = await OpenAsync(database);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        var deleted = new TaskCompletionSource();
        Task<bool>[] senders = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                await deleted.Task;
                try
                {
                    await log.AppendAsync(Entry, Token);
                    return true;
                }
                catch (InvalidOperationException)
                {
                    return false;
                }
            },
            Token))];

        File.Delete(database.Path);
        deleted.SetResult();

        Assert.All(await Task.WhenAll(senders), Assert.False);
    }

    [Fact]
    public async Task AppendAsync_WriteAheadLogDeleted_IsRefusedWithASentence()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = await OpenAsync(database);

        File.Delete($"{database.Path}-wal");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.GetRequiredService<IConnectLogStore>().AppendAsync(Entry, Token));
        Assert.StartsWith($"The file '{database.Path}-wal' was deleted while the app had it open.", refused.Message, StringComparison.Ordinal);
    }

    private static ConnectLogEntry Entry => new() { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm" };

    private static async Task<ServiceProvider> OpenAsync(SqliteTestDatabase database)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody delete an open file.");
        ServiceProvider engine = database.Open();
        await StubEngine.SaveAsync(engine);
        Assert.NotNull((await SendAsync(engine)).LogId);
        return engine;
    }

    private static Task<ConnectResult> SendAsync(ServiceProvider engine) =>
        engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token);

    private static async Task AssertGoneAsync(ServiceProvider engine, SqliteTestDatabase database)
    {
        string sentence = $"The SQLite file '{database.Path}' was deleted or replaced while the app had it open.";
        InvalidOperationException[] refused =
        [
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.GetRequiredService<IConnectLogStore>().AppendAsync(Entry, Token)),
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.GetRequiredService<IAdaptorStore>().SaveAsync(StubEngine.Adaptor with { Id = "other" }, Token)),
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.GetRequiredService<IConnectLogRetention>().PurgeAsync(DateTimeOffset.UtcNow.AddDays(1), Token)),
        ];
        Assert.All(refused, r => Assert.StartsWith(sentence, r.Message, StringComparison.Ordinal));
        Assert.Contains(sentence, (await SendAsync(engine)).LogError, StringComparison.Ordinal);
    }
}
