using System.Collections;
using System.Collections.Concurrent;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>Endpoint stores that are right but for one thing.</summary>
internal static class EndpointFaults
{
    public static IEndpointStore AcceptsStaleSaves(IEndpointStore right) => Rebases(right, endpoint => endpoint.Version > 0);

    public static IEndpointStore OverwritesTakenId(IEndpointStore right) => Rebases(right, endpoint => endpoint.Version == 0);

    public static IEndpointStore LosesVersionInLists(IEndpointStore right)
    {
        return new FaultyEndpoints(right) { List = async (filter, token) => [.. (await right.ListAsync(filter, token)).Select(e => e with { Version = 0 })] };
    }

    public static IEndpointStore UsesVersionsAgain(IEndpointStore right)
    {
        var dead = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        return new FaultyEndpoints(right)
        {
            Get = async (id, token) => await right.GetAsync(id, token) is { } seen ? seen with { Version = seen.Version - dead.GetValueOrDefault(id) } : null,
            Save = async (endpoint, token) =>
            {
                long before = endpoint is { Version: > 0 } ? dead.GetValueOrDefault(endpoint.Id) : 0;
                ConnectEndpoint saved = await right.SaveAsync(endpoint is null ? null! : endpoint with { Version = endpoint.Version + before }, token);
                return saved with { Version = saved.Version - dead.GetValueOrDefault(saved.Id) };
            },
            Delete = async (id, token) =>
            {
                if (id is not null && await right.GetAsync(id, token) is { } last)
                {
                    dead[id] = last.Version;
                }

                return await right.DeleteAsync(id!, token);
            },
        };
    }

    public static IEndpointStore HalfSavesInvalid(IEndpointStore right)
    {
        return new FaultyEndpoints(right)
        {
            Save = async (endpoint, token) =>
            {
                try
                {
                    return await right.SaveAsync(endpoint, token);
                }
                catch (ConnectValidationException)
                {
                    await right.SaveAsync(endpoint with { ApiUrl = "https://half.example.com", PostDataType = "RAW" }, token);
                    throw;
                }
            },
        };
    }

    public static IEndpointStore IgnoresCaseOfIds(IEndpointStore right)
    {
        return new FaultyEndpoints(right)
        {
            Get = async (id, token) => await right.GetAsync(id, token)
                ?? (await right.ListAsync(null, token)).FirstOrDefault(e => e.Id.Equals(id, StringComparison.OrdinalIgnoreCase)),
        };
    }

    public static IEndpointStore FilterName(IEndpointStore right, Func<string, string, bool> contains)
    {
        return new FaultyEndpoints(right)
        {
            List = async (filter, token) => filter?.Name is { } name
                ? [.. (await right.ListAsync(filter with { Name = null }, token)).Where(e => contains(e.Name, name))]
                : await right.ListAsync(filter, token),
        };
    }

    public static IEndpointStore JoinsFiltersByOr(IEndpointStore right)
    {
        return new FaultyEndpoints(right)
        {
            List = async (filter, token) => filter is null || !Parts(filter).Any()
                ? await right.ListAsync(filter, token)
                : [.. (await right.ListAsync(null, token)).Where(e => Parts(filter).Any(p => p.Matches(e)))],
        };
    }

    public static IEndpointStore IgnoresCaseOfAdaptors(IEndpointStore right)
    {
        return new FaultyEndpoints(right)
        {
            List = async (filter, token) => filter?.AdaptorId is { } id
                ? [.. (await right.ListAsync(filter with { AdaptorId = null }, token)).Where(e => e.AdaptorId.Equals(id, StringComparison.OrdinalIgnoreCase))]
                : await right.ListAsync(filter, token),
        };
    }

    public static IEndpointStore ListsBySaving(IEndpointStore right)
    {
        return new FaultyEndpoints(right) { List = async (filter, token) => [.. (await right.ListAsync(filter, token)).OrderBy(e => e.Version)] };
    }

    public static IEndpointStore KeepsCallersList(IEndpointStore right)
    {
        var lists = new ConcurrentDictionary<string, IReadOnlyList<string>?>(StringComparer.Ordinal);
        return new FaultyEndpoints(right)
        {
            Get = async (id, token) => await right.GetAsync(id, token) is { } seen ? seen with { SuccessValues = lists[id] } : null,
            Save = async (endpoint, token) =>
            {
                ConnectEndpoint saved = await right.SaveAsync(endpoint, token);
                lists[saved.Id] = endpoint.SuccessValues;
                return saved;
            },
        };
    }

    /// <summary>A store that alters what it is given.</summary>
    public static IEndpointStore Stores(IEndpointStore right, Func<ConnectEndpoint, ConnectEndpoint> alter)
    {
        return new FaultyEndpoints(right) { Save = (endpoint, token) => right.SaveAsync(endpoint is null ? null! : alter(endpoint), token) };
    }

    public static IEndpointStore WantsActiveAdaptors(IEndpointStore right, IAdaptorStore adaptors) => new FaultyEndpoints(right)
    {
        Save = async (endpoint, token) => endpoint is { AdaptorId.Length: > 0 } && await adaptors.GetAsync(endpoint.AdaptorId, token) is { Active: false }
            ? throw new ConnectValidationException("endpoint", [new(nameof(endpoint.AdaptorId), "It is inactive.")])
            : await right.SaveAsync(endpoint!, token),
    };

    public static IEndpointStore IgnoresCancellationOfSave(IEndpointStore right)
    {
        return new FaultyEndpoints(right) { Save = (endpoint, _) => right.SaveAsync(endpoint, CancellationToken.None) };
    }

    public static IEndpointStore LiveList(IEndpointStore right)
    {
        return new FaultyEndpoints(right)
        {
            List = async (filter, token) =>
            {
                await right.ListAsync(filter, token);
                return new Live(right, filter);
            },
        };
    }

    public static IEndpointStore DeletesUnknown(IEndpointStore right)
    {
        return new FaultyEndpoints(right) { Delete = async (id, token) => await right.DeleteAsync(id, token) || true };
    }

    /// <summary>Saves some endpoints over whatever is stored, one caller at a time.</summary>
    private static FaultyEndpoints Rebases(IEndpointStore right, Func<ConnectEndpoint, bool> which)
    {
        var gate = new SemaphoreSlim(1);
        return new FaultyEndpoints(right)
        {
            Save = async (endpoint, token) =>
            {
                await gate.WaitAsync(token);
                try
                {
                    bool rebase = endpoint is not null && which(endpoint);
                    long version = rebase ? (await right.GetAsync(endpoint!.Id, token))?.Version ?? 0 : 0;
                    return await right.SaveAsync(rebase ? endpoint! with { Version = version } : endpoint!, token);
                }
                finally
                {
                    gate.Release();
                }
            },
        };
    }

    private static IEnumerable<EndpointFilter> Parts(EndpointFilter filter)
    {
        EndpointFilter[] parts =
        [
            new() { Name = filter.Name }, new() { ApiUrl = filter.ApiUrl }, new() { RequestMethod = filter.RequestMethod }, new() { Active = filter.Active },
            new() { AdaptorId = filter.AdaptorId },
        ];
        return parts.Where(p => p != new EndpointFilter());
    }

    private sealed class Live(IEndpointStore store, EndpointFilter? filter) : IReadOnlyList<ConnectEndpoint>
    {
        public int Count => Now.Count;

        private IReadOnlyList<ConnectEndpoint> Now => store.ListAsync(filter).AsTask().GetAwaiter().GetResult();

        public ConnectEndpoint this[int index] => Now[index];

        public IEnumerator<ConnectEndpoint> GetEnumerator() => Now.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
