using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

public sealed class StatisticsFaultTests
{
    private static readonly IReadOnlyList<Fault<CountedLog>> Faults =
    [
        new("none", () => Counted(new ListLog([]))),
        new("none, and nothing is ever deleted", () => Counted(new ListLog([])) with { Retention = null }),
        new("counts what was received", () => Counted(new ListLog([]) { IsSend = _ => true }), "StatisticsCount", "StatisticsDeleted"),
        new("counts null results as failures", () => Counted(new ListLog([]) { IsFailure = e => e.Result is null }), "StatisticsCount", "StatisticsDeleted"),
        new("takes the latest for the last", () => Counted(new ListLog([]) { Order = e => e.Timestamp.UtcTicks }), "StatisticsCount", "StatisticsDeleted"),
        new(
            "counts hours of Kathmandu",
            () => Counted(new ListLog([]) { HourOf = t => new DateTimeOffset((t.UtcTicks + Quarter) / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour - Quarter, TimeSpan.Zero) }),
            "StatisticsCount", "StatisticsDeleted", "StatisticsRange", "StatisticsCrowd"),
        new("has the hour of the end too", () => Counted(new ListLog([]) { IsWithin = (hour, from, until) => hour >= from && hour <= until }), "StatisticsRange"),
        new("has the hour before the beginning", () => Counted(new ListLog([]) { IsWithin = (hour, from, until) => hour.AddHours(1) > from && hour < until }), "StatisticsRange"),
        new(
            "takes endpoints ignoring case",
            () => Counted(new ListLog([]) { IsEndpoint = (id, asked) => string.Equals(id, asked, StringComparison.OrdinalIgnoreCase) }),
            "StatisticsRange"),
        new("gives the oldest hour first", () => Counted(new ListLog([]) { Sort = hours => hours.OrderBy(h => h.Hour) }), "StatisticsRange"),
        new("loses one of a hundred", () => Counted(new ListLog([]) { IsSend = e => e.Direction == ConnectLogDirection.Out && e.Id % 100 != 99 }), "StatisticsCrowd"),
        new("keeps counting what was deleted", () => Counted(new ListLog([]) { Counted = [] }), "StatisticsDeleted"),
        new("reads in spite of its token", () => Counted(new ListLog([]) { IsDeaf = true }), "StatisticsCancelled"),
    ];

    private const long Quarter = 45 * TimeSpan.TicksPerMinute;

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Statistics_PlantedFault_FailsItsCasesOnly(string fault) =>
        Faults.Single(f => f.Name == fault).ProveAsync("LogStore", LogStoreConformance.StatisticsCases);

    private static CountedLog Counted(ListLog log) => new(log, log, log);
}
