using ConvosoConnect.Sdk.Endpoints;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

public sealed class EndpointFaultTests
{
    private static readonly IReadOnlyList<Fault<IEndpointStore>> Faults =
    [
        new("accepts stale saves", EndpointFaults.AcceptsStaleSaves, "StaleSave", "FutureVersion", "SaveOfDeleted", "OneSaverWins"),
        new("overwrites a taken id", EndpointFaults.OverwritesTakenId, "IdTaken", "OneAdderWins"),
        new("loses the version in lists", EndpointFaults.LosesVersionInLists, "VersionRead"),
        new("uses versions again after a deletion", EndpointFaults.UsesVersionsAgain, "VersionNotReused"),
        new("half-saves an invalid endpoint", EndpointFaults.HalfSavesInvalid, "InvalidNew", "InvalidChange"),
        new("ignores the case of ids", EndpointFaults.IgnoresCaseOfIds, "GetExactId"),
        new(
            "takes % for a wildcard",
            () => EndpointFaults.FilterName((text, name) => Like.Contains(text, name, any: "%")),
            "FilterNamePercent"),
        new(
            "takes _ for a wildcard",
            () => EndpointFaults.FilterName((text, name) => Like.Contains(text, name, one: "_")),
            "FilterNameUnderscore"),
        new(
            "filters with case",
            () => EndpointFaults.FilterName((text, name) => text.Contains(name, StringComparison.Ordinal)),
            "FilterNameCase", "FilterNameUnicode"),
        new("ignores the case of ASCII only", () => EndpointFaults.FilterName(Like.AsciiContains), "FilterNameUnicode"),
        new("joins filters by or", EndpointFaults.JoinsFiltersByOr, "FilterCombined", "FilterNameAndActive"),
        new("ignores the case of adaptor ids", EndpointFaults.IgnoresCaseOfAdaptors, "FilterAdaptor"),
        new("lists in the order of saving", EndpointFaults.ListsBySaving, "ListOrder"),
        new("keeps the caller's list", EndpointFaults.KeepsCallersList, "SuccessValuesCopied"),
        new(
            "takes an empty list for null",
            () => EndpointFaults.Stores(e => e with { SuccessValues = e.SuccessValues is { Count: > 0 } values ? values : null }),
            "EmptyAgainstNull"),
        new("trims texts", () => EndpointFaults.Stores(e => e with { ResponseKey = e.ResponseKey.Trim() }), "WhiteSpaceKept"),
        new(
            "forgets one delivery rule",
            () => EndpointFaults.Stores(e => e with { Delivery = e.Delivery is { } rules ? rules with { QueueLimit = 1_000 } : null }),
            "DeliveryRules"),
        new(
            "takes rules of which none is set for none",
            () => EndpointFaults.Stores(e => e with { Delivery = e.Delivery == new DeliveryRules() ? null : e.Delivery }),
            "DeliveryRules"),
        new(
            "cuts at 64 KB",
            () => EndpointFaults.Stores(e => e with { SuccessValues = e.SuccessValues?.Select(v => v[..Math.Min(v.Length, 65_536)]).ToArray() }),
            "LongestValues"),
        new("ignores the cancellation of a save", EndpointFaults.IgnoresCancellationOfSave, "SaveCancelled"),
        new("shows later changes in a list", EndpointFaults.LiveList, "ListSnapshot"),
        new("deletes what is not there", EndpointFaults.DeletesUnknown, "Delete", "DeleteUnknown", "OneDeleterWins"),
        new("cannot be disposed twice", () => new OnceDisposable(Door.Get<IEndpointStore>()), "DisposeTwice"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task EndpointStore_PlantedFault_FailsItsCasesOnly(string fault) =>
        Faults.Single(f => f.Name == fault).ProveAsync("EndpointStore", EndpointStoreConformance.Cases);
}
