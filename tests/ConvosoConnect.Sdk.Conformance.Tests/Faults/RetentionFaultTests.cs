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
        new("gives ids out again", () => Pair(new ListLog([]) { ReusesIds = true }), "PurgeKeepsIds"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Retention_PlantedFault_FailsItsCasesOnly(string fault) =>
        Faults.Single(f => f.Name == fault).ProveAsync("LogStore", LogStoreConformance.RetentionCases);

    private static RetainedLog Pair(ListLog log) => new(log, log);
}
