using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

public sealed class AdaptorFaultTests
{
    private static readonly IReadOnlyList<Fault<StorePair>> Faults =
    [
        new(
            "deletes an adaptor in use",
            DeletesInUse,
            "DeleteInUse", "DeleteInUseNamesEndpoints", "DeleteReleased"),
        new("overlooks inactive endpoints", () => Deletes(users => users.Where(u => u.Active), e => e.Name), "DeleteInUse"),
        new("does not name the endpoints", () => Deletes(users => users, _ => "somebody"), "DeleteInUseNamesEndpoints"),
        new(
            "ignores case when it looks for users",
            () => Deletes(users => users, e => e.Name, StringComparison.OrdinalIgnoreCase),
            "DeleteUnused"),
        new("drops rows that are equal", () => Saves(a => a with { Fields = [.. a.Fields.Distinct()] }), "EqualRows"),
        new(
            "loses rows without Mapped To",
            () => Saves(a => a with { Fields = [.. a.Fields.Where(f => f.MappedTo.Length > 0)] }),
            "RoundTrip", "Get", "ListAll"),
        new(
            "trims default values",
            () => Saves(a => a with { Fields = [.. a.Fields.Select(f => f with { DefaultValue = f.DefaultValue.Trim() })] }),
            "WhiteSpaceKept"),
        new("keeps the caller's rows", KeepsCallersRows, "RowsCopied"),
        new("lists nothing by a filter without members", () => Lists(filter => filter is { Name: null, Active: null } ? new() { Name = "no such" } : filter), "FilterNone"),
        new("overlooks the state of a filter", () => Lists(filter => filter is null ? null : filter with { Active = null }), "FilterActive", "FilterNameAndActive"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task AdaptorStore_PlantedFault_FailsItsCasesOnly(string fault) =>
        Faults.Single(f => f.Name == fault).ProveAsync("AdaptorStore", AdaptorStoreConformance.Cases);

    /// <summary>Looks for users in its own way, in front of a store that finds none.</summary>
    private static StorePair Deletes(
        Func<IEnumerable<ConnectEndpoint>, IEnumerable<ConnectEndpoint>> users,
        Func<ConnectEndpoint, string> show,
        StringComparison comparison = StringComparison.Ordinal)
    {
        (IEndpointStore endpoints, IAdaptorStore asked) = Door.Pair();
        IAdaptorStore right = Door.Get<IAdaptorStore>();
        return new StorePair(endpoints, new FaultyAdaptors(right)
        {
            Save = Both(right, asked),
            Delete = async (id, token) =>
            {
                ArgumentNullException.ThrowIfNull(id);
                IReadOnlyList<ConnectEndpoint> all = await endpoints.ListAsync(null, token);
                ConnectEndpoint[] found = [.. users(all.Where(e => e.AdaptorId.Equals(id, comparison)))];
                return found.Length == 0
                    ? await right.DeleteAsync(id, token)
                    : throw new ConnectConflictException($"It is used by {string.Join(", ", found.Select(show))}.");
            },
        });
    }

    private static StorePair DeletesInUse()
    {
        (IEndpointStore endpoints, IAdaptorStore asked) = Door.Pair();
        IAdaptorStore right = Door.Get<IAdaptorStore>();
        return new StorePair(endpoints, new FaultyAdaptors(right) { Save = Both(right, asked) });
    }

    /// <summary>Saves in a store that knows no endpoints, and in the one that those endpoints are checked against.</summary>
    private static Func<Adaptor, CancellationToken, ValueTask<Adaptor>> Both(IAdaptorStore right, IAdaptorStore asked) => async (adaptor, token) =>
    {
        Adaptor saved = await right.SaveAsync(adaptor, token);
        await asked.SaveAsync(saved with { Version = (await asked.GetAsync(saved.Id, token))?.Version ?? 0 }, token);
        return saved;
    };

    /// <summary>A store that alters what it is given.</summary>
    private static StorePair Saves(Func<Adaptor, Adaptor> alter)
    {
        ServiceProvider services = Door.Open();
        IAdaptorStore right = services.GetRequiredService<IAdaptorStore>();
        return new StorePair(
            services.GetRequiredService<IEndpointStore>(),
            new FaultyAdaptors(right) { Save = (adaptor, token) => right.SaveAsync(adaptor is null ? null! : alter(adaptor), token) });
    }

    /// <summary>A store that lists by another filter than it is given.</summary>
    private static StorePair Lists(Func<AdaptorFilter?, AdaptorFilter?> alter)
    {
        ServiceProvider services = Door.Open();
        IAdaptorStore right = services.GetRequiredService<IAdaptorStore>();
        return new StorePair(services.GetRequiredService<IEndpointStore>(), new FaultyAdaptors(right) { List = (filter, token) => right.ListAsync(alter(filter), token) });
    }

    private static StorePair KeepsCallersRows()
    {
        ServiceProvider services = Door.Open();
        IAdaptorStore right = services.GetRequiredService<IAdaptorStore>();
        var rows = new ConcurrentDictionary<string, IReadOnlyList<FieldMapping>>(StringComparer.Ordinal);
        return new StorePair(services.GetRequiredService<IEndpointStore>(), new FaultyAdaptors(right)
        {
            Get = async (id, token) => await right.GetAsync(id, token) is { } seen ? seen with { Fields = rows[id] } : null,
            Save = async (adaptor, token) =>
            {
                Adaptor saved = await right.SaveAsync(adaptor, token);
                rows[saved.Id] = adaptor.Fields;
                return saved;
            },
        });
    }
}
