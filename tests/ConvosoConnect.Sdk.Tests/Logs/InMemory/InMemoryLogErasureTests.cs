using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Logs.InMemory;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Logs.InMemory;

public sealed class InMemoryLogErasureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EraseLeadAsync_WhileSomebodyReads_TheReaderGoesOnAndOthersSeeNothing()
    {
        InMemoryConnectLogStore log = await FilledAsync(100, 100);
        var read = new List<ConnectLogEntry>();
        await foreach (ConnectLogEntry entry in log.StreamAsync(new(), Token))
        {
            if (read.Count == 0)
            {
                Assert.Equal(50, await log.EraseLeadAsync("1", Token));
                Assert.Equal(50, (await log.QueryAsync(new(), Token)).Total);
            }

            read.Add(entry);
        }

        Assert.Equal(Enumerable.Range(1, 100).Reverse().Select(n => $"result {n}"), read.Select(e => e.Result));
        Assert.Equal(0, await log.EraseLeadAsync("1", Token));
    }

    [Fact]
    public async Task EraseLeadAsync_ThenManyMore_TheRingGoesRoundAsBefore()
    {
        InMemoryConnectLogStore log = await FilledAsync(300, 200);
        long held = log.HeldBytes;

        Assert.Equal(100, await log.EraseLeadAsync("1", Token));
        Assert.Equal(held, log.HeldBytes);
        for (int n = 301; n <= 1_000; n++)
        {
            Assert.Equal(n, await log.AppendAsync(Entry(n), Token));
        }

        ConnectLogPage page = await log.QueryAsync(new() { PageSize = 1_000 }, Token);
        Assert.Equal(Enumerable.Range(801, 200).Reverse().Select(n => (long)n), page.Entries.Select(e => e.Id));
        Assert.All(page.Entries, e => Assert.Equal($"result {e.Id}", e.Result));
    }

    [Fact]
    public async Task QueryAsync_LogTimeZoneChangesInAReload_DaysFollow()
    {
        await using var settings = new Settings("{}", isOptional: true);
        IConnectLogStore log = settings.Services.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(LogEntries.Entry() with { Timestamp = new(2026, 6, 14, 18, 15, 0, TimeSpan.Zero) }, Token);
        ConnectLogQuery fourteenth = new() { From = new(2026, 6, 14), To = new(2026, 6, 14) };
        Assert.Equal(1, (await log.QueryAsync(fourteenth, Token)).Total);

        settings.Change("""{"LogTimeZone":"Asia/Kathmandu"}""");

        Assert.Equal(0, (await log.QueryAsync(fourteenth, Token)).Total);
        Assert.Equal(1, (await log.QueryAsync(new() { From = new(2026, 6, 15), To = new(2026, 6, 15) }, Token)).Total);
    }

    [Fact]
    public void UseLogStore_StoreWithoutRetention_HasNoneAndNoStatistics()
    {
        using ServiceProvider provider = Build<PlainLog>();
        Assert.Null(provider.GetService<IConnectLogRetention>());
        Assert.Null(provider.GetService<IConnectLogStatistics>());
    }

    [Fact]
    public void UseLogStore_StoreWithRetention_IsFoundAsThat()
    {
        using ServiceProvider provider = Build<RetainedLog>();
        Assert.Same(provider.GetRequiredService<IConnectLogStore>(), provider.GetRequiredService<IConnectLogRetention>());
        Assert.Null(provider.GetService<IConnectLogStatistics>());
    }

    private static ServiceProvider Build<TLog>()
        where TLog : class, IConnectLogStore
    {
        var services = new ServiceCollection();
        services.AddConvosoConnect().UseLogStore<TLog>();
        services.AddConvosoConnect();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static ConnectLogEntry Entry(int n) => LogEntries.Entry(result: $"result {n}") with { LeadId = $"{n % 2}" };

    private static async Task<InMemoryConnectLogStore> FilledAsync(int count, int capacity)
    {
        var log = new InMemoryConnectLogStore(capacity);
        for (int n = 1; n <= count; n++)
        {
            await log.AppendAsync(Entry(n), Token);
        }

        return log;
    }

    private sealed class PlainLog : IConnectLogStore
    {
        public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default) => new(1);

        public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => new((ConnectLogEntry?)null);

        public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => new(ConnectLogPage.Create([], 0));

        public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<ConnectLogEntry>();
    }

    private sealed class RetainedLog : IConnectLogStore, IConnectLogRetention
    {
        private readonly PlainLog _log = new();

        public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default) => _log.AppendAsync(entry, cancellationToken);

        public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => _log.GetAsync(id, cancellationToken);

        public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => _log.QueryAsync(query, cancellationToken);

        public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => _log.StreamAsync(query, cancellationToken);

        public ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => new(0);

        public ValueTask<long> EraseLeadAsync(string leadId, CancellationToken cancellationToken = default) => new(0);
    }
}
