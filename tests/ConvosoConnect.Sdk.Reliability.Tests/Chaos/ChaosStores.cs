using System.Globalization;

namespace ConvosoConnect.Sdk.Reliability.Tests.Chaos;

/// <summary>An endpoint store that throws for the sends of the plan. Which send asks is in the endpoint's id after a colon, which the true store never sees.</summary>
internal sealed class ChaosEndpoints(ConnectEndpoint endpoint) : IEndpointStore
{
    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        int number = int.Parse(id.AsSpan(id.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return ChaosPlan.FaultOf(number) == ChaosFault.StoreThrows
            ? throw new InvalidOperationException("The database is away.")
            : ValueTask.FromResult<ConnectEndpoint?>(endpoint);
    }

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint item, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}

/// <summary>A log in front of a true one that throws for the sends of the plan.</summary>
internal sealed class ChaosLog(IConnectLogStore inner) : IConnectLogStore
{
    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default) =>
        ChaosPlan.LogThrows(int.Parse(entry.LeadId, NumberStyles.None, CultureInfo.InvariantCulture))
            ? throw new InvalidOperationException("The disk is full.")
            : inner.AppendAsync(entry, cancellationToken);

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => inner.GetAsync(id, cancellationToken);

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => inner.QueryAsync(query, cancellationToken);

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => inner.StreamAsync(query, cancellationToken);
}
