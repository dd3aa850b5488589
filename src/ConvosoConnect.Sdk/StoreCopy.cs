using ConvosoConnect.Sdk.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk;

/// <summary>Moves the engine's data from one store to another, such as from SQLite to PostgreSQL, through the interfaces that every provider has.</summary>
public static class StoreCopy
{
    private const int Window = 1000;

    /// <summary>
    /// Copies adaptors, endpoints and the log, oldest entry first. Ids of adaptors and endpoints stay; versions and log ids are given anew. Run it while nothing
    /// sends. Endpoints whose adaptor is inactive are copied as they are. Adaptors and endpoints whose id the target has already are left as they are there, so that
    /// a copy which was interrupted before the log can be repeated; the target's log must be empty.
    /// </summary>
    /// <param name="source">A service provider built with <c>AddConvosoConnect</c> and the old store.</param>
    /// <param name="target">One built with the new store; for the log to keep every entry, not the one in memory.</param>
    /// <param name="cancellationToken">Stops between two items; what was copied stays.</param>
    /// <returns>How many of each were copied.</returns>
    /// <exception cref="InvalidOperationException">The target's log holds entries, or an endpoint of the source has a fault; nothing was copied.</exception>
    public static async Task<(int Adaptors, int Endpoints, long LogEntries)> CopyAsync(
        IServiceProvider source, IServiceProvider target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        IConnectLogStore targetLog = target.GetRequiredService<IConnectLogStore>();
        IReadOnlyList<ConnectEndpoint> endpoints =
            await source.GetRequiredService<IEndpointStore>().ListAsync(null, cancellationToken).ConfigureAwait(false);
        if (endpoints.Where(e => e.Fault is not null).Select(e => e.Id).ToArray() is { Length: > 0 } faulty)
        {
            throw new InvalidOperationException(
                $"Nothing was copied: the source cannot read these endpoints whole: {string.Join(", ", faulty.Take(10))}. Mend or delete them first.");
        }

        if ((await targetLog.QueryAsync(new ConnectLogQuery(), cancellationToken).ConfigureAwait(false)).Entries.Count > 0)
        {
            throw new InvalidOperationException("Nothing was copied: the target's log holds entries already, and would hold them twice. Use an empty target.");
        }

        int adaptorsCopied = await CopyAdaptorsAsync(source, target, cancellationToken).ConfigureAwait(false);
        int endpointsCopied = await EndpointValidator.KeepingAdaptorsAsync(
            () => CopyEndpointsAsync(endpoints, target.GetRequiredService<IEndpointStore>(), cancellationToken)).ConfigureAwait(false);
        long entriesCopied = await CopyLogAsync(source.GetRequiredService<IConnectLogStore>(), targetLog, cancellationToken).ConfigureAwait(false);
        return (adaptorsCopied, endpointsCopied, entriesCopied);
    }

    private static async Task<int> CopyAdaptorsAsync(IServiceProvider source, IServiceProvider target, CancellationToken cancellationToken)
    {
        int copied = 0;
        IAdaptorStore to = target.GetRequiredService<IAdaptorStore>();
        foreach (Adaptor adaptor in await source.GetRequiredService<IAdaptorStore>().ListAsync(null, cancellationToken).ConfigureAwait(false))
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

            // A stream comes newest first. Appended in turn but awaited together, the entries keep their order and share transactions.
            entries.Reverse();
            await Task.WhenAll(entries.Select(e => to.AppendAsync(e, cancellationToken).AsTask())).ConfigureAwait(false);
            copied += entries.Count;
        }

        return copied;
    }
}
