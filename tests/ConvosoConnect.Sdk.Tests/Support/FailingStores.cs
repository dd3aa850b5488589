using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Every store, resolver and source of an app, all broken.</summary>
internal sealed class FailingStores : IEndpointStore, IAdaptorStore, IAdaptorResolver, ILeadSource
{
    public const string Reason = "the database is on fire";

    ValueTask<ConnectEndpoint?> IEndpointStore.GetAsync(string id, CancellationToken cancellationToken) => throw Fire();

    ValueTask<IReadOnlyList<ConnectEndpoint>> IEndpointStore.ListAsync(EndpointFilter? filter, CancellationToken cancellationToken) => throw Fire();

    ValueTask<ConnectEndpoint> IEndpointStore.SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken) => throw Fire();

    ValueTask<bool> IEndpointStore.DeleteAsync(string id, CancellationToken cancellationToken) => throw Fire();

    async ValueTask<Adaptor?> IAdaptorStore.GetAsync(string id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw Fire();
    }

    ValueTask<IReadOnlyList<Adaptor>> IAdaptorStore.ListAsync(AdaptorFilter? filter, CancellationToken cancellationToken) => throw Fire();

    ValueTask<Adaptor> IAdaptorStore.SaveAsync(Adaptor adaptor, CancellationToken cancellationToken) => throw Fire();

    ValueTask<bool> IAdaptorStore.DeleteAsync(string id, CancellationToken cancellationToken) => throw Fire();

    // As a store would whose own time limit ran out: it is not the caller who cancelled.
    ValueTask<AdaptorResolution> IAdaptorResolver.ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken) =>
        throw new OperationCanceledException(Reason);

    ValueTask<LeadRecord?> ILeadSource.GetAsync(string leadId, CancellationToken cancellationToken) => throw Fire();

    ValueTask<LeadRecord?> ILeadSource.GetRecentAsync(CancellationToken cancellationToken) => throw Fire();

    private static InvalidOperationException Fire() => new(Reason);
}

/// <summary>A log store whose appending does what the test says.</summary>
internal sealed class ScriptedLog(Func<ConnectLogEntry, CancellationToken, ValueTask<long>> append) : IConnectLogStore
{
    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default) => append(entry, cancellationToken);

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
