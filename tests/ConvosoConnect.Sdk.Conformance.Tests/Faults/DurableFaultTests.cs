using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>Stores that forget when they are opened again.</summary>
public sealed class DurableFaultTests
{
    [Fact]
    public Task EndpointStore_Forgets_FailsTheDurableCases() =>
        new Fault<Reopenable<StorePair>>("forgets", () => new(_ => new(Door.Pair())), "Reopen", "ReopenDeleted")
            .ProveAsync("EndpointStore", EndpointStoreConformance.DurableCases);

    [Fact]
    public Task AdaptorStore_Forgets_FailsTheDurableCases() =>
        new Fault<Reopenable<StorePair>>("forgets", () => new(_ => new(Door.Pair())), "Reopen", "ReopenDeleted")
            .ProveAsync("AdaptorStore", AdaptorStoreConformance.DurableCases);

    [Fact]
    public Task LogStore_Forgets_FailsTheDurableCases() =>
        new Fault<Reopenable<IConnectLogStore>>("forgets", () => new(_ => new(Door.Get<IConnectLogStore>())), "Reopen", "ReopenSearch")
            .ProveAsync("LogStore", LogStoreConformance.DurableCases);

    [Fact]
    public Task LogStore_LosesTheLastEntry_FailsReopen() =>
        new Fault<Reopenable<IConnectLogStore>>("loses the last entry", LosesLast, "Reopen", "ReopenSearch")
            .ProveAsync("LogStore", LogStoreConformance.DurableCases);

    [Fact]
    public Task LogStore_Remembers_FailsNothing() =>
        new Fault<Reopenable<IConnectLogStore>>("none", () =>
        {
            List<ConnectLogEntry> entries = [];
            return new(_ => new(new ListLog(entries)));
        }).ProveAsync("LogStore", LogStoreConformance.DurableCases);

    [Fact]
    public Task LogStore_ShowsIdsOutOfOrder_FailsFollowShared() =>
        new Fault<Reopenable<IConnectLogStore>>("shows the newest entry before the one below it", () => Shared((right, query, token) =>
            right.StreamAsync(query, token).Where((_, index) => index != 1)), "FollowShared").ProveAsync("LogStore", LogStoreConformance.SharedCases);

    [Fact]
    public Task LogStore_SharedByInstances_FailsNothing() =>
        new Fault<Reopenable<IConnectLogStore>>("none", () => Shared((right, query, token) => right.StreamAsync(query, token)))
            .ProveAsync("LogStore", LogStoreConformance.SharedCases);

    private static Reopenable<IConnectLogStore> Shared(Func<IConnectLogStore, ConnectLogQuery, CancellationToken, IAsyncEnumerable<ConnectLogEntry>> stream)
    {
        IConnectLogStore right = new ListLog([]);
        return new(_ => new(new FaultyLog(right) { Stream = (query, token) => stream(right, query, token) }));
    }

    private static Reopenable<IConnectLogStore> LosesLast()
    {
        List<ConnectLogEntry> entries = [];
        return new(_ =>
        {
            entries = [.. entries.SkipLast(1)];
            return new(new ListLog(entries));
        });
    }
}
