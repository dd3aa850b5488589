using ConvosoConnect.Sdk.Adaptors;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

public sealed class EndpointFaultTests
{
    private static readonly IReadOnlyList<Fault<StorePair>> Faults =
    [
        new("accepts stale saves", () => With(EndpointFaults.AcceptsStaleSaves), "StaleSave", "FutureVersion", "SaveOfDeleted", "OneSaverWins"),
        new("overwrites a taken id", () => With(EndpointFaults.OverwritesTakenId), "IdTaken", "OneAdderWins"),
        new("loses the version in lists", () => With(EndpointFaults.LosesVersionInLists), "VersionRead"),
        new("uses versions again after a deletion", () => With(EndpointFaults.UsesVersionsAgain), "VersionNotReused"),
        new("half-saves an invalid endpoint", () => With(EndpointFaults.HalfSavesInvalid), "InvalidNew", "InvalidChange"),
        new("ignores the case of ids", () => With(EndpointFaults.IgnoresCaseOfIds), "GetExactId"),
        new(
            "takes % for a wildcard",
            () => With(right => EndpointFaults.FilterName(right, (text, name) => Like.Contains(text, name, any: "%"))),
            "FilterNamePercent"),
        new(
            "takes _ for a wildcard",
            () => With(right => EndpointFaults.FilterName(right, (text, name) => Like.Contains(text, name, one: "_"))),
            "FilterNameUnderscore"),
        new(
            "filters with case",
            () => With(right => EndpointFaults.FilterName(right, (text, name) => text.Contains(name, StringComparison.Ordinal))),
            "FilterNameCase", "FilterNameUnicode"),
        new("ignores the case of ASCII only", () => With(right => EndpointFaults.FilterName(right, Like.AsciiContains)), "FilterNameUnicode"),
        new("joins filters by or", () => With(EndpointFaults.JoinsFiltersByOr), "FilterCombined", "FilterNameAndActive"),
        new("ignores the case of adaptor ids", () => With(EndpointFaults.IgnoresCaseOfAdaptors), "FilterAdaptor"),
        new("lists in the order of saving", () => With(EndpointFaults.ListsBySaving), "ListOrder"),
        new("keeps the caller's list", () => With(EndpointFaults.KeepsCallersList), "SuccessValuesCopied"),
        new(
            "takes an empty list for null",
            () => With(right => EndpointFaults.Stores(right, e => e with { SuccessValues = e.SuccessValues is { Count: > 0 } values ? values : null })),
            "EmptyAgainstNull"),
        new("forgets the credential", () => With(right => EndpointFaults.Stores(right, e => e with { Credential = null })), "Credential"),
        new("trims texts", () => With(right => EndpointFaults.Stores(right, e => e with { ResponseKey = e.ResponseKey.Trim() })), "WhiteSpaceKept"),
        new(
            "forgets one delivery rule",
            () => With(right => EndpointFaults.Stores(right, e => e with { Delivery = e.Delivery is { } rules ? rules with { QueueLimit = 1_000 } : null })),
            "DeliveryRules"),
        new(
            "takes rules of which none is set for none",
            () => With(right => EndpointFaults.Stores(right, e => e with { Delivery = e.Delivery == new DeliveryRules() ? null : e.Delivery })),
            "DeliveryRules"),
        new(
            "cuts at 64 KB",
            () => With(right => EndpointFaults.Stores(right, e => e with { SuccessValues = e.SuccessValues?.Select(v => v[..Math.Min(v.Length, 65_536)]).ToArray() })),
            "LongestValues"),
        new("ignores the cancellation of a save", () => With(EndpointFaults.IgnoresCancellationOfSave), "SaveCancelled"),
        new("shows later changes in a list", () => With(EndpointFaults.LiveList), "ListSnapshot"),
        new("deletes what is not there", () => With(EndpointFaults.DeletesUnknown), "Delete", "DeleteUnknown", "OneDeleterWins"),
        new(
            "does not look up the adaptor",
            () => Door.Pair() with { Endpoints = Door.Get<IEndpointStore>(b => b.UseAdaptorResolver<NoAdaptor>()) },
            "UnknownAdaptor", "InactiveAdaptor"),
        new(
            "wants an active adaptor at each save",
            () =>
            {
                StorePair right = Door.Pair();
                return right with { Endpoints = EndpointFaults.WantsActiveAdaptors(right.Endpoints, right.Adaptors) };
            },
            "InactiveAdaptor"),
        new("cannot be disposed twice", () => With(right => new OnceDisposable(right)), "DisposeTwice"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task EndpointStore_PlantedFault_FailsItsCasesOnly(string fault) =>
        Faults.Single(f => f.Name == fault).ProveAsync("EndpointStore", EndpointStoreConformance.Cases);

    private static StorePair With(Func<IEndpointStore, IEndpointStore> plant)
    {
        StorePair right = Door.Pair();
        return right with { Endpoints = plant(right.Endpoints) };
    }

    private sealed class NoAdaptor : IAdaptorResolver
    {
        public ValueTask<AdaptorResolution> ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => new(AdaptorResolution.NotNeeded);
    }
}
