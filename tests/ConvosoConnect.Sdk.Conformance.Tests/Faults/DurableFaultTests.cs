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
