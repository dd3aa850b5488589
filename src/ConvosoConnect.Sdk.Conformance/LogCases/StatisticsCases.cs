using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Sends, failures and last result by endpoint and hour.</summary>
internal static class StatisticsCases
{
    private static readonly DateTimeOffset First = new(2026, 6, 15, 19, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<ConformanceCase<CountedLog>> All { get; } =
    [
        new("LogStore.StatisticsCount", "Statistics count sends and failures by endpoint and hour of UTC, and tell how the entry of the highest id ended. Received entries do not count.", Count),
        new("LogStore.StatisticsRange", "Statistics have the hours that begin within the range, the newest first, of one endpoint or of all.", Range),
        new("LogStore.StatisticsCrowd", "Statistics count every entry of many writers once.", Crowded),
        new("LogStore.StatisticsDeleted", "Statistics count what the log holds: what is purged or erased is taken off, and an hour without sends is gone.", Deleted),
        new("LogStore.StatisticsCancelled", "Statistics with a cancelled token end with OperationCanceledException.", Cancelled),
    ];

    private static async Task Count(CountedLog subject, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync(Mixed(), token).ConfigureAwait(false);
        await CountsAsync(subject, entries, token).ConfigureAwait(false);
    }

    private static async Task Range(CountedLog subject, CancellationToken token)
    {
        await subject.Log.AppendAsync(
            from hour in (int[])[0, 1, 2, 30]
            from endpoint in (string[])["crm", "CRM", "sms"]
            select LogCase.Entry() with { EndpointId = endpoint, Timestamp = First.AddHours(hour).AddMinutes(59) },
            token).ConfigureAwait(false);
        await HoursAsync(First, First.AddHours(2), null, "crm 0", "crm 1", "CRM 0", "CRM 1", "sms 0", "sms 1").ConfigureAwait(false);
        await HoursAsync(First.AddTicks(1), First.AddHours(2).AddTicks(1), "crm", "crm 1", "crm 2").ConfigureAwait(false);
        await HoursAsync(First.AddHours(1).ToOffset(new(5, 45, 0)), DateTimeOffset.MaxValue, "CRM", "CRM 1", "CRM 2", "CRM 30").ConfigureAwait(false);
        await HoursAsync(First, First, null).ConfigureAwait(false);
        await HoursAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, "none").ConfigureAwait(false);

        async Task HoursAsync(DateTimeOffset from, DateTimeOffset until, string? endpoint, params string[] expected)
        {
            List<ConnectLogHour> seen = await ReadAsync(subject.Statistics, from, until, endpoint, token).ConfigureAwait(false);
            Check.Set($"the hours of {Show.Value(endpoint)} from {from:O} until {until:O}", expected, seen.Select(h => $"{h.EndpointId} {(h.Hour - First).TotalHours}"));
            Check.Sequence("the hours, newest first", seen.Select(h => h.Hour).OrderDescending(), seen.Select(h => h.Hour));
        }
    }

    private static async Task Crowded(CountedLog subject, CancellationToken token)
    {
        await subject.Log.AppendManyAsync(1_000, token).ConfigureAwait(false);
        List<ConnectLogHour> seen = await ReadAsync(subject.Statistics, First, First.AddHours(1), null, token).ConfigureAwait(false);
        Check.Sequence("the sends of the hours", [1_000], seen.Select(h => h.Sends));
    }

    private static async Task Deleted(CountedLog subject, CancellationToken token)
    {
        if (subject.Retention is not { } retention)
        {
            return;
        }

        List<ConnectLogEntry> entries = await subject.Log.AppendAsync(Mixed(), token).ConfigureAwait(false);
        await retention.EraseLeadAsync("4711", token).ConfigureAwait(false);
        entries.RemoveAll(e => e.LeadId == "4711");
        await CountsAsync(subject, entries, token).ConfigureAwait(false);
        await retention.PurgeAsync(First.AddMinutes(90), token).ConfigureAwait(false);
        entries.RemoveAll(e => e.Timestamp < First.AddMinutes(90));
        await CountsAsync(subject, entries, token).ConfigureAwait(false);
        await retention.PurgeAsync(DateTimeOffset.MaxValue, token).ConfigureAwait(false);
        await CountsAsync(subject, [], token).ConfigureAwait(false);
        entries = await subject.Log.AppendAsync(Mixed().Take(3), token).ConfigureAwait(false);
        await CountsAsync(subject, entries, token).ConfigureAwait(false);
    }

    private static async Task Cancelled(CountedLog subject, CancellationToken token)
    {
        await subject.Log.AppendAsync([LogCase.Entry()], token).ConfigureAwait(false);
        await Check.CancelledAsync("ReadAsync", cancelled => ReadAsync(subject.Statistics, First, First.AddHours(1), null, cancelled)).ConfigureAwait(false);
    }

    /// <summary>Three hours of two endpoints; the clock does not go with the ids, and of each hour the last entry is of the lead 4711.</summary>
    private static IEnumerable<ConnectLogEntry> Mixed() =>
        from n in Enumerable.Range(0, 60)
        select LogCase.Entry(n % 5 == 0 ? null : $"Result {n}") with
        {
            Timestamp = First.AddMinutes(n * 47 % 180),
            EndpointId = n % 3 == 0 ? "sms" : "crm",
            LeadId = n % 4 == 0 || n > 48 ? "4711" : "4712",
            Direction = n % 7 == 0 ? ConnectLogDirection.In : ConnectLogDirection.Out,
            StatusCode = n % 5 == 0 ? null : n % 2 == 0 ? 200 : 500,
            ErrorKind = n % 5 == 0 ? ConnectErrorKind.Timeout : n % 2 == 0 ? null : ConnectErrorKind.HttpStatus,
        };

    private static async Task CountsAsync(CountedLog subject, List<ConnectLogEntry> entries, CancellationToken token)
    {
        var expected = entries.Where(e => e.Direction == ConnectLogDirection.Out)
            .GroupBy(e => (e.EndpointId, Hour: new DateTimeOffset(e.Timestamp.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero)))
            .Select(hour => (hour.Key.EndpointId, hour.Key.Hour, Sends: hour.Count(), Failures: hour.Count(e => e.ErrorKind is not null), Last: hour.MaxBy(e => e.Id)!))
            .Select(h => Line(new()
            {
                EndpointId = h.EndpointId,
                Hour = h.Hour,
                Sends = h.Sends,
                Failures = h.Failures,
                LastId = h.Last.Id,
                LastResult = h.Last.Result,
                LastStatusCode = h.Last.StatusCode,
                LastErrorKind = h.Last.ErrorKind,
            }));
        List<ConnectLogHour> seen = await ReadAsync(subject.Statistics, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null, token).ConfigureAwait(false);
        Check.Set("the statistics", expected, seen.Select(Line));
    }

    private static string Line(ConnectLogHour hour) =>
        $"{hour.EndpointId} {hour.Hour.UtcDateTime:O}: {hour.Sends} sends, {hour.Failures} failures, last {hour.LastId} {Show.Value(hour.LastResult)} {hour.LastStatusCode} {hour.LastErrorKind}";

    private static async Task<List<ConnectLogHour>> ReadAsync(
        IConnectLogStatistics statistics, DateTimeOffset from, DateTimeOffset until, string? endpointId, CancellationToken token)
    {
        var hours = new List<ConnectLogHour>();
        await foreach (ConnectLogHour hour in statistics.ReadAsync(from, until, endpointId, token).ConfigureAwait(false))
        {
            hours.Add(hour);
        }

        return hours;
    }
}
