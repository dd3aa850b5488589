using ConvosoConnect.Sdk.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk;

/// <summary>Copies the engine's data from one store to another, for instance from SQLite to PostgreSQL, through the store interfaces.</summary>
public static class StoreCopy
{
    private const int Window = 1000;

    /// <summary>
    /// Copies adaptors, endpoints and the log, oldest entry first. Adaptors and endpoints keep their ids; versions and log ids are new. Run it while nothing sends. Endpoints
    /// with an inactive adaptor are copied unchanged. Adaptors and endpoints whose id already exists in the target are skipped, so that a copy which was interrupted before the
    /// log can be repeated; the target's log must be empty.
    /// </summary>
    /// <param name="source">A service provider with <c>AddConvosoConnect</c> and the old store.</param>
    /// <param name="target">A service provider with the new store. Do not use the in-memory log, which keeps the newest entries only.</param>
    /// <param name="cancellationToken">Stops between two items; items that were copied stay in the target.</param>
    /// <returns>How many of each were copied.</returns>
    /// <exception cref="InvalidOperationException">The target's log holds entries, or an endpoint or adaptor of the source has a fault. Nothing was copied.</exception>
    public static async Task<(int Adaptors, int Endpoints, long LogEntries)> CopyAsync(
        IServiceProvider source, IServiceProvider target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        IConnectLogStore targetLog = target.GetRequiredService<IConnectLogStore>();
        IReadOnlyList<ConnectEndpoint> endpoints =
            await source.GetRequiredService<IEndpointStore>().ListAsync(null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Adaptor> adaptors = await source.GetRequiredService<IAdaptorStore>().ListAsync(null, cancellationToken).ConfigureAwait(false);
        RefuseFaulty("endpoints", endpoints.Where(e => e.Fault is not null).Select(e => e.Id));
        RefuseFaulty("adaptors", adaptors.Where(a => a.Fault is not null).Select(a => a.Id));

        if ((await targetLog.QueryAsync(new ConnectLogQuery(), cancellationToken).ConfigureAwait(false)).Entries.Count > 0)
        {
            throw new InvalidOperationException("Nothing was copied: the target's log holds entries already, and would hold them twice. Use an empty target.");
        }

        int adaptorsCopied = await CopyAdaptorsAsync(adaptors, target.GetRequiredService<IAdaptorStore>(), cancellationToken).ConfigureAwait(false);
        int endpointsCopied = await EndpointValidator.KeepingAdaptorsAsync(
            () => CopyEndpointsAsync(endpoints, target.GetRequiredService<IEndpointStore>(), cancellationToken)).ConfigureAwait(false);
        long entriesCopied = await CopyLogAsync(source.GetRequiredService<IConnectLogStore>(), targetLog, cancellationToken).ConfigureAwait(false);
        return (adaptorsCopied, endpointsCopied, entriesCopied);
    }

    private static void RefuseFaulty(string items, IEnumerable<string> ids)
    {
        if (ids.Take(10).ToArray() is { Length: > 0 } faulty)
        {
            throw new InvalidOperationException(
                $"Nothing was copied: the source cannot read these {items} whole: {string.Join(", ", faulty)}. Repair or delete them first.");
        }
    }

    private static async Task<int> CopyAdaptorsAsync(IReadOnlyList<Adaptor> adaptors, IAdaptorStore to, CancellationToken cancellationToken)
    {
        int copied = 0;
        foreach (Adaptor adaptor in adaptors)
        {
            if (await to.GetAsync(adaptor.Id, cancellationToken).ConfigureAwait(false) is null)
            {
                await to.SaveAsync(adaptor with { Version = 0 }, cancellationToken).ConfigureAwait(false);
                copied++;
            }
        }

        return copied;
    }

    private static async Task<int> CopyEndpointsAsync(IReadOnlyList<ConnectEndpoint> endpoints, IEndpointStore to, CancellationToken cancellationToken)
    {
        int copied = 0;
        foreach (ConnectEndpoint endpoint in endpoints)
        {
            if (await to.GetAsync(endpoint.Id, cancellationToken).ConfigureAwait(false) is null)
            {
                await to.SaveAsync(endpoint with { Version = 0 }, cancellationToken).ConfigureAwait(false);
                copied++;
            }
        }

        return copied;
    }

    private static async Task<long> CopyLogAsync(IConnectLogStore from, IConnectLogStore to, CancellationToken cancellationToken)
    {
        long copied = 0;
        ConnectLogPage newest = await from.QueryAsync(new ConnectLogQuery(), cancellationToken).ConfigureAwait(false);
        long last = newest.Entries.Count == 0 ? 0 : newest.Entries[0].Id;
        for (long after = 0; after < last; after += Window)
        {
            var entries = new List<ConnectLogEntry>(Window);
            await foreach (ConnectLogEntry entry in from
                .StreamAsync(new ConnectLogQuery { After = after, Before = after + Window + 1 }, cancellationToken).ConfigureAwait(false))
            {
                entries.Add(entry);
            }

            // A stream gives the newest entry first. The entries are appended in order but awaited together, so that they keep their order and share transactions.
            entries.Reverse();
            await Task.WhenAll(entries.Select(e => to.AppendAsync(e, cancellationToken).AsTask())).ConfigureAwait(false);
            copied += entries.Count;
        }

        return copied;
    }
}
