using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

public sealed class RetentionFaultTests
{
    private static readonly IReadOnlyList<Fault<RetainedLog>> Faults =
    [
        new("none", () => Pair(new ListLog([]))),
        new(
            "deletes the entries of the very instant too",
            () => Pair(new ListLog([]) { IsOlder = (e, before) => e.Timestamp <= before }),
            "PurgeOlder", "PurgeNothing"),
        new(
            "compares clocks",
            () => Pair(new ListLog([]) { IsOlder = (e, before) => e.Timestamp.DateTime < before.DateTime }),
            "PurgeByTimestamp"),
        new("deletes one batch", () => Pair(new ListLog([]) { PurgeLimit = 1000 }), "PurgeMany"),
        new("gives ids out again", () => Pair(new ListLog([]) { ReusesIds = true }), "PurgeKeepsIds", "EraseKeepsIds"),
        new(
            "erases ignoring case",
            () => Pair(new ListLog([]) { IsOfLead = (e, id) => string.Equals(e.LeadId, id, StringComparison.OrdinalIgnoreCase) }),
            "EraseExact"),
        new("erases leads that begin so", () => Pair(new ListLog([]) { IsOfLead = (e, id) => e.LeadId.StartsWith(id, StringComparison.Ordinal) }), "EraseExact"),
        new("erases the first entry", () => Pair(new ListLog([]) { EraseLimit = 1 }), "EraseLead", "EraseMany", "EraseKeepsIds"),
        new("erases one batch", () => Pair(new ListLog([]) { EraseLimit = 500 }), "EraseMany"),
        new(
            "forgets whose the entries are",
            () => Pair(new ListLog([]) { Leaves = e => e with { LeadId = "" } }),
            "EraseLead", "EraseMany", "EraseExact", "EraseKeepsIds"),
        new("erases entries without a lead", () => Pair(new ListLog([]) { TakesEmptyLead = true }), "EraseRefused"),
        new("erases in spite of its token", () => Pair(new ListLog([]) { IsDeaf = true }), "EraseCancelled"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Retention_PlantedFault_FailsItsCasesOnly(string fault) =>
        Faults.Single(f => f.Name == fault).ProveAsync("LogStore", LogStoreConformance.RetentionCases);

    private static RetainedLog Pair(ListLog log) => new(log, log);
}
