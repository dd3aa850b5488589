using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>
/// SQLite lets one transaction write at a time: appends, saves and purges of one process take turns. Turns are counted, since a time would depend on the machine.
/// </summary>
public sealed class TurnTests
{
    private static readonly DateTimeOffset Old = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task AppendAsync_BesideAPurge_HasATurnBetweenItsBatches()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await Task.WhenAll(Enumerable.Range(0, 20_000).Select(_ => log.AppendAsync(Entry(Old), Token).AsTask()));

        int appended = 0;
        Task<long> purge = Task.Run(() => engine.GetRequiredService<IConnectLogRetention>().PurgeAsync(Old.AddDays(1), Token).AsTask(), Token);
        while (!purge.IsCompleted)
        {
            await log.AppendAsync(Entry(Old.AddDays(2)), Token);
            appended++;
        }

        Assert.Equal(20_000, await purge);
        Assert.True(appended >= 40, $"{appended} appends had a turn.");
        Assert.Equal(appended, await database.CheckAsync());
    }

    [Fact]
    public async Task SaveAsync_BesideManySenders_WaitsForFewOfTheirBatches()
    {
        const int senders = 32;
        const int saves = 10;
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry(Old), Token);
        using var stop = new CancellationTokenSource();
        int appended = 0;
        Task[] sending = [.. Enumerable.Range(0, senders).Select(_ => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await log.AppendAsync(Entry(Old), Token);
                    Interlocked.Increment(ref appended);
                }
            },
            Token))];

        int before = Volatile.Read(ref appended);
        for (int n = 0; n < saves; n++)
        {
            await engine.GetRequiredService<IEndpointStore>().SaveAsync(Contender.Endpoint($"{n}", "Own"), Token);
        }

        int beside = Volatile.Read(ref appended) - before;
        await stop.CancelAsync();
        await Task.WhenAll(sending);
        Assert.True(beside <= saves * senders * 8, $"{beside} appends went before {saves} saves.");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ConnectLogEntry Entry(DateTimeOffset time) => new() { Timestamp = time, EndpointId = "crm", Result = "accepted", PrimaryPhone = "3105550142" };
}
