using System.Data.Common;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>Old entries go, the others and all that counts them stay right.</summary>
public abstract class RetentionCases
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly FakeLogCollector _logs = FakeLogCollector.Create(new FakeLogCollectorOptions());

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task StartAsync_DaysSet_PurgesAtStartAndEveryHour()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = Open(database, 30);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await AppendAsync(log, 10, Now.AddDays(-31), "old");
        await AppendAsync(log, 2500, Now.AddDays(-30).AddMinutes(30), "aging");
        await AppendAsync(log, 10, Now, "new");

        await StartAsync(engine);
        await LoggedAsync("10 log entries older than 30 days were deleted.");

        Assert.Equal(2510, await database.CheckAsync());
        Assert.Equal(0, (await log.QueryAsync(new ConnectLogQuery { Search = "old" }, Token)).Total);
        _time.Advance(TimeSpan.FromHours(1));
        await LoggedAsync("2500 log entries older than 30 days were deleted.");
        await AssertHoldsAsync(database, log, ("old", 0), ("aging", 0), ("new", 10));
        await StopAsync(engine);
    }

    [Fact]
    public async Task StartAsync_FirstPurgeWouldDeleteMoreThanHalf_WarnsAndWaitsADay()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = Open(database, 30);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await AppendAsync(log, 6, Now.AddDays(-31), "old");
        await AppendAsync(log, 5, Now, "new");

        await StartAsync(engine);
        await LoggedAsync(
            "Retention would delete more than half of the log's 11 entries, all that are older than 30 days at 2026-06-15 12:00:00 UTC. It waits for a day: is this machine's clock right?");
        Assert.Single(_logs.GetSnapshot(), r => r.Level >= LogLevel.Warning && r.Message.StartsWith("Retention would", StringComparison.Ordinal));

        // New entries make the old ones the smaller part; that day is waited for all the same.
        await AppendAsync(log, 20, Now, "new");
        _time.Advance(TimeSpan.FromHours(23));
        await AssertHoldsAsync(database, log, ("old", 6), ("new", 25));
        _time.Advance(TimeSpan.FromHours(1));
        await LoggedAsync("6 log entries older than 30 days were deleted.");
        await AssertHoldsAsync(database, log, ("old", 0), ("new", 25));

        // From then on every hour again, however much it is.
        await AppendAsync(log, 40, Now.AddDays(-31), "old");
        _time.Advance(TimeSpan.FromHours(1));
        await LoggedAsync("40 log entries older than 30 days were deleted.");
        await StopAsync(engine);
    }

    [Fact]
    public async Task StartAsync_ClockYearsAheadIsSetRightWithinADay_NothingIsLost()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = Open(database, 30);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await AppendAsync(log, 50, Now.AddYears(-9), "kept");
        _time.AdjustTime(Now);

        await StartAsync(engine);
        await LoggedAsync("Retention would delete more than half of the log's 50 entries");
        _time.AdjustTime(Now.AddYears(-9).AddHours(1));
        _time.Advance(TimeSpan.FromDays(1));

        await LoggedAsync("0 log entries older than 30 days were deleted.");
        await AssertHoldsAsync(database, log, ("kept", 50));
        await StopAsync(engine);
    }

    [Fact]
    public async Task StartAsync_FirstPurgeWouldDeleteHalf_DoesNotWait()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = Open(database, 30);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await AppendAsync(log, 5, Now.AddDays(-31), "old");
        await AppendAsync(log, 5, Now, "new");

        await StartAsync(engine);

        await LoggedAsync("5 log entries older than 30 days were deleted.");
        await StopAsync(engine);
    }

    [Fact]
    public async Task StartAsync_DatabaseFails_SaysSoAndTriesAgain()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = Open(database, 30);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await AppendAsync(log, 5, Now.AddDays(-31), "old");
        await AppendAsync(log, 5, Now, "new");
        await database.ExecuteAsync($"ALTER TABLE {database.Prefix}connect_log_hours RENAME TO connect_log_hours_away");

        await StartAsync(engine);
        await LoggedAsync("Old log entries could not be deleted; the next try is in an hour.");

        await database.ExecuteAsync($"ALTER TABLE {database.Prefix}connect_log_hours_away RENAME TO connect_log_hours");
        _time.Advance(TimeSpan.FromHours(1));
        await LoggedAsync("5 log entries older than 30 days were deleted.");
        await AssertHoldsAsync(database, log, ("old", 0), ("new", 5));
        await StopAsync(engine);
    }

    [Fact]
    public async Task StartAsync_DaysNotSet_DeletesNothing()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = Open(database, null);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await AppendAsync(log, 5, Now.AddYears(-20), "old");

        await StartAsync(engine);
        await Task.WhenAll(engine.GetServices<IHostedService>().OfType<BackgroundService>().Select(s => s.ExecuteTask ?? Task.CompletedTask));

        await AssertHoldsAsync(database, log, ("old", 5));
    }

    [Fact]
    public async Task PurgeAsync_OnDemand_CountsWhatItDeleted()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = Open(database, null);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await AppendAsync(log, 1500, Now.AddDays(-3), "old");
        await AppendAsync(log, 20, Now, "new");
        IConnectLogRetention retention = engine.GetRequiredService<IConnectLogRetention>();

        // Two at the same time delete each entry once, and appends go on.
        Task<long> appended = log.AppendAsync(Entry(Now, "new"), Token).AsTask();
        long[] deleted = await Task.WhenAll(retention.PurgeAsync(Now.AddDays(-1), Token).AsTask(), retention.PurgeAsync(Now.AddDays(-1), Token).AsTask());
        await appended;

        Assert.Equal(1500, deleted.Sum());
        Assert.Equal(0, await retention.PurgeAsync(Now.AddDays(-1), Token));
        await AssertHoldsAsync(database, log, ("old", 0), ("new", 21));
    }

    [Fact]
    public async Task PurgeAsync_SomebodyDeletesSomeOfItsBatch_StillDeletesAll() => await AssertDeletesAllAsync(retention => retention.PurgeAsync(Now.AddDays(-1), Token));

    [Fact]
    public async Task EraseLeadAsync_SomebodyDeletesSomeOfItsBatch_StillDeletesAll() => await AssertDeletesAllAsync(retention => retention.EraseLeadAsync("4711", Token));

    /// <summary>Waits until a deletion waits for one that is not committed. Default: it makes no difference, since one transaction at a time writes.</summary>
    private protected virtual Task UntilItWaitsAsync(TestDatabase database) => Task.CompletedTask;

    private async Task AssertDeletesAllAsync(Func<IConnectLogRetention, ValueTask<long>> delete)
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = Open(database, null);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        ConnectLogEntry entry = Entry(Now.AddDays(-3), "old") with { LeadId = "4711" };
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => log.AppendAsync(entry, Token).AsTask()));

        // Another purge has deleted these and is about to commit. Which of them the batch would take is the database's affair, so some of each.
        await using DbConnection other = await database.ConnectAsync();
        await using DbTransaction transaction = await other.BeginTransactionAsync(Token);
        await TestDatabase.ExecuteAsync(other, $"DELETE FROM {database.Prefix}connect_log WHERE id % 50 = 0", transaction);
        Task<long> deleting = Task.Run(async () => await delete(engine.GetRequiredService<IConnectLogRetention>()), Token);
        await UntilItWaitsAsync(database);
        await transaction.CommitAsync(Token);

        Assert.Equal(980, await deleting);
        Assert.Equal(0, await database.NumberAsync($"SELECT count(*) FROM {database.Prefix}connect_log"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ConnectLogEntry Entry(DateTimeOffset time, string result) =>
        new() { Timestamp = time, EndpointId = "crm", PrimaryPhone = "310-555-0142", Result = result };

    private static Task<long[]> AppendAsync(IConnectLogStore log, int count, DateTimeOffset time, string result) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => log.AppendAsync(Entry(time, result), Token).AsTask()));

    private static async Task AssertHoldsAsync(TestDatabase database, IConnectLogStore log, params (string Result, int Count)[] expected)
    {
        int all = expected.Sum(e => e.Count);
        Assert.Equal(all, await database.CheckAsync());
        Assert.Equal(all, (await log.QueryAsync(new ConnectLogQuery(), Token)).Total);
        Assert.Equal(all, (await log.QueryAsync(new ConnectLogQuery { Search = "555-0142" }, Token)).Total);
        foreach ((string result, int count) in expected)
        {
            Assert.Equal(count, (await log.QueryAsync(new ConnectLogQuery { Search = result }, Token)).Total);
        }
    }

    private static async Task StopAsync(ServiceProvider engine)
    {
        foreach (IHostedService service in engine.GetServices<IHostedService>())
        {
            await service.StopAsync(Token);
        }
    }

    private static async Task StartAsync(ServiceProvider engine)
    {
        foreach (IHostedService service in engine.GetServices<IHostedService>())
        {
            await service.StartAsync(Token);
        }
    }

    private ServiceProvider Open(TestDatabase database, int? days) => database.Open(
        services => services.AddSingleton<TimeProvider>(_time).AddLogging(b => b.AddProvider(new FakeLoggerProvider(_logs))),
        stores: options => options.LogRetentionDays = days);

    /// <summary>Waits until something has been logged; the pause after it has then begun or is about to, and a clock that moves on reaches it all the same.</summary>
    private async Task LoggedAsync(string beginning)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        await foreach (FakeLogRecord record in _logs.GetLogsAsync(cancellationToken: limit.Token))
        {
            if (record.Message.StartsWith(beginning, StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}
