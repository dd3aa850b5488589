using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

public sealed class LogFaultTests
{
    private static readonly IReadOnlyList<Fault<IConnectLogStore>> Faults =
    [
        new("pages by offset", LogFaults.PagesByOffset, "CursorWhileAppending"),
        new("streams by offset", LogFaults.StreamsByOffset, "StreamSnapshot"),
        new("streams one page", () => LogFaults.Streams((right, query, token) => right.StreamAsync(query, token).Take(1000)), "StreamAll"),
        new(
            "streams without the filter",
            () => LogFaults.Streams((right, query, token) =>
            {
                right.StreamAsync(query, token);
                return right.StreamAsync(new(), token);
            }),
            "StreamFilters"),
        new(
            "ignores the token of a stream",
            () => LogFaults.Streams((right, query, _) => right.StreamAsync(query, CancellationToken.None)),
            "StreamCancelled"),
        new(
            "ignores the token of a reader",
            () => LogFaults.Streams((right, query, token) => new DeafStream(right.StreamAsync(query, token), token)),
            "StreamWithCancellation"),
        new(
            "shows the oldest first",
            () => LogFaults.Shows(p => ConnectLogPage.Create([.. p.Entries.Reverse()], p.Total, p.TotalIsExact)),
            "NewestFirst", "Pages", "PageSizes", "TotalsMany", "AfterAndBefore", "CursorWhileAppending"),
        new(
            "orders by timestamp",
            () => LogFaults.Shows(p => ConnectLogPage.Create([.. p.Entries.OrderByDescending(e => e.Timestamp)], p.Total, p.TotalIsExact)),
            "NewestFirst"),
        new("counts the page", () => LogFaults.Shows(p => ConnectLogPage.Create(p.Entries, p.Entries.Count, p.TotalIsExact)), "Totals", "TotalsMany"),
        new("says that there are more", () => LogFaults.Shows(p => ConnectLogPage.Create(p.Entries, p.Total, totalIsExact: false)), "Empty", "Totals", "TotalsMany"),
        new(
            "includes the entry of the cursor",
            () => LogFaults.Asks(q => q.Before is > 0 and < long.MaxValue ? q with { Before = q.Before + 1 } : q),
            "Before", "Totals", "AfterAndBefore", "CursorWhileAppending"),
        new("ignores After", () => LogFaults.Asks(q => q with { After = null }), "After", "Totals", "AfterAndBefore", "FilterCombined"),
        new(
            "takes any page size",
            () => LogFaults.Asks(q => q with { PageSize = q.PageSize is >= 1 and <= ConnectLogQuery.MaxPageSize ? q.PageSize : 20, Page = Math.Max(1, q.Page) }),
            "PagingRefused"),
        new(
            "knows Convoso's page sizes only",
            () => LogFaults.Asks(q => q.PageSize is >= 1 and <= ConnectLogQuery.MaxPageSize ? q with { PageSize = ConnectLogQuery.PageSizes.First(s => s >= q.PageSize) } : q),
            "PageSizes"),
        new(
            "takes days for UTC days",
            () => LogFaults.Keeps(q => q with { From = null, To = null }, (q, e) => Days(q, e.Timestamp.UtcDateTime)),
            "PacificDay", "SpringDay", "AutumnDay", "RangeByInstant", "ZoneDay", "ZoneSpringDay", "ZoneAutumnDay"),
        new(
            "takes each Pacific day for 24 hours",
            () => LogFaults.Keeps(q => q with { From = null, To = null }, (q, e) => Days(q, e.Timestamp.UtcDateTime.AddHours(IsSummer(q) ? -7 : -8))),
            "SpringDay", "AutumnDay", "ZoneDay", "ZoneSpringDay", "ZoneAutumnDay"),
        new("knows one time zone", () => LogFaults.Asks(q => q with { TimeZone = null }), "ZoneDay", "ZoneSpringDay", "ZoneAutumnDay"),
        new(
            "counts the hours that the days touch",
            () => LogFaults.Keeps(
                q => q with { From = null, To = null },
                (q, e) => q.Matches(e with { Timestamp = Floor(e.Timestamp) }) || q.Matches(e with { Timestamp = Floor(e.Timestamp).AddTicks(TimeSpan.TicksPerHour - 1) })),
            "ZoneDay"),
        new(
            "takes the clock of the entry",
            () => LogFaults.Appends(e => e with { Timestamp = new(e.Timestamp.DateTime, TimeSpan.Zero) }),
            "TimestampPrecision", "RangeByInstant"),
        new(
            "takes % for a wildcard",
            () => LogFaults.SearchesText((text, search) => Like.Contains(text, search, any: "%")),
            "SearchPercent", "SearchBackslash"),
        new(
            "takes _ for a wildcard",
            () => LogFaults.SearchesText((text, search) => Like.Contains(text, search, one: "_")),
            "SearchUnderscore"),
        new(
            "takes * for a wildcard",
            () => LogFaults.SearchesText((text, search) => Like.Contains(text, search, any: "*")),
            "SearchGlob", "SearchOperators"),
        new(
            "doubles quotes",
            () => LogFaults.SearchesText((text, search) => Like.Contains(text, search.Replace("'", "''", StringComparison.Ordinal))),
            "SearchQuotes"),
        new(
            "takes AND for an operator",
            () => LogFaults.SearchesText((text, search) => search.Split(" AND ").All(word => Like.Contains(text, word))),
            "SearchOperators"),
        new(
            "searches with case",
            () => LogFaults.SearchesText((text, search) => text?.Contains(search, StringComparison.Ordinal) == true),
            "SearchCase", "SearchUnicodeCase", "SearchFolding", "SearchLong"),
        new("ignores the case of ASCII only", () => LogFaults.SearchesText(Like.AsciiContains), "SearchUnicodeCase", "SearchFolding"),
        new("finds three characters at least", () => LogFaults.SearchesText((text, search) => search.Length >= 3 && Like.Contains(text, search)),
            "SearchPercent", "SearchUnderscore", "SearchGlob", "SearchQuotes", "SearchBackslash", "SearchOperators", "SearchShort", "SearchEmoji", "SearchSpaces",
            "SearchUnicodeCase", "SearchFolding"),
        new(
            "cuts a search that is too long",
            () => LogFaults.Asks(q => q with { Search = q.Search?[..Math.Min(q.Search.Length, ConnectLogQuery.MaxSearchLength)] }),
            "SearchTooLong"),
        new("trims searches", () => LogFaults.Asks(q => q with { Search = q.Search?.Trim() }), "SearchSpaces"),
        new(
            "searches the beginning of results",
            () => LogFaults.SearchesText((text, search) => Like.Contains(text?[..Math.Min(text.Length, 1_023)], search)),
            "SearchLong"),
        new(
            "searches the response too",
            () => LogFaults.Searches((search, e) => new ConnectLogQuery { Search = search }.Matches(e) || Like.Contains(e.ResponseBody, search)),
            "SearchOtherMembers"),
        new(
            "compares phone numbers as text",
            () => LogFaults.SearchesPhones((phone, search, _) => Like.Contains(phone, search)),
            "PhonePunctuation", "PhoneCountryCode", "PhonePart", "PhoneOddEntries", "PhoneOrResult"),
        new(
            "finds the beginning of phone numbers only",
            () => LogFaults.SearchesPhones((phone, _, digits) => ConnectLogQuery.PhoneDigits(phone).StartsWith(digits, StringComparison.Ordinal)),
            "PhonePunctuation", "PhoneCountryCode", "PhonePart", "PhoneOddEntries", "PhoneOrResult"),
        new(
            "compares leads ignoring case",
            () => LogFaults.Keeps(q => q with { LeadId = null }, (q, e) => q.LeadId is null || q.LeadId.Equals(e.LeadId, StringComparison.OrdinalIgnoreCase)),
            "FilterLead"),
        new("takes the empty lead for any", () => LogFaults.Asks(q => q.LeadId is "" ? q with { LeadId = null } : q), "FilterLead"),
        new("forgets the filter by idempotency key", () => LogFaults.Asks(q => q.IdempotencyKey is "" ? q : q with { IdempotencyKey = null }), "FilterIdempotencyKey"),
        new(
            "takes the beginning of an origin for a pattern",
            () => LogFaults.Keeps(q => q with { OriginPrefix = null }, (q, e) => q.OriginPrefix is null || Starts(e.Origin, q.OriginPrefix)),
            "FilterOriginPrefix"),
        new(
            "compares the beginning of origins ignoring case",
            () => LogFaults.Keeps(
                q => q.OriginPrefix?.Length > ConnectLogQuery.MaxOriginPrefixLength ? q : q with { OriginPrefix = null },
                (q, e) => q.OriginPrefix is null || e.Origin.StartsWith(q.OriginPrefix, StringComparison.OrdinalIgnoreCase)),
            "FilterOriginPrefix"),
        new(
            "takes a null result for the failure",
            () => LogFaults.Keeps(q => q with { Outcome = null }, (q, e) => q.Outcome is null || q.Outcome != ConnectLogOutcome.Succeeded == e.Result is null),
            "FilterOutcome", "FilterUnknownKind", "FilterCombined"),
        new(
            "takes 2xx for a success",
            () => LogFaults.Keeps(q => q with { Outcome = null }, (q, e) => q.Outcome switch
            {
                null => true,
                ConnectLogOutcome.Succeeded => e.StatusCode is >= 200 and < 300,
                ConnectLogOutcome.Failed => e.StatusCode is not (>= 200 and < 300),
                _ => e.Result is null,
            }),
            "FilterOutcome", "FilterUnknownKind", "FilterCombined", "TotalsMany"),
        new(
            "finds kinds by their number",
            () => LogFaults.Keeps(q => q with { ErrorKind = null }, (q, e) => q.ErrorKind is null || q.ErrorKind == e.ErrorKind),
            "FilterUnknownKind"),
        new(
            "takes successes for the first kind",
            () => LogFaults.Keeps(q => q with { ErrorKind = null }, (q, e) => q.ErrorKind is null || q.ErrorKind == (e.ErrorKind ?? default) || (q.ErrorKind == ConnectErrorKind.Unknown && (int?)e.ErrorKind > 900)),
            "FilterErrorKind"),
        new(
            "tells classes of status apart",
            () => LogFaults.Keeps(q => q with { StatusCode = null }, (q, e) => q.StatusCode is null || q.StatusCode / 100 == e.StatusCode / 100),
            "FilterStatus"),
        new("ignores the direction", () => LogFaults.Asks(q => Enum.IsDefined(q.Direction ?? default) ? q with { Direction = null } : q), "FilterDirection", "FilterCombined"),
        new("asks for any status", () => LogFaults.Asks(q => q.StatusCode is < 100 or > 999 ? q with { StatusCode = null } : q), "FilterRefused"),
        new(
            "loses the direction",
            () => LogFaults.Appends(e => e with { Direction = ConnectLogDirection.Out }),
            "FilterDirection", "FilterCombined", "StreamFilters", "RoundTrip", "RoundTripUnicode", "WhiteSpaceKept", "EmptyAgainstNull", "QueryRoundTrip"),
        new(
            "gives ids out of order",
            LogFaults.SwapsIds,
            "IdsAscend", "HundredWriters", "NewestFirst", "Pages", "Totals", "After", "Before", "AfterAndBefore", "CursorWhileAppending"),
        new("breaks when it is cancelled", LogFaults.BreaksWhenCancelled, "CancelledMidway"),
        new(
            "calls a total exact that it has cut",
            () => LogFaults.Shows(p => ConnectLogPage.Create(p.Entries, Math.Min(p.Total, 1_000))),
            "TotalsMany"),
        new("guesses totals", () => LogFaults.Shows(p => p.Total > 1_000 ? ConnectLogPage.Create(p.Entries, p.Total * 2, totalIsExact: false) : p), "TotalsMany"),
        new(
            "folds to capitals",
            () => LogFaults.SearchesText((text, search) => text?.ToUpperInvariant().Contains(search.ToUpperInvariant(), StringComparison.Ordinal) == true),
            "SearchFolding"),
        new(
            "folds to small letters",
            () => LogFaults.SearchesText((text, search) => text?.ToLowerInvariant().Contains(search.ToLowerInvariant(), StringComparison.Ordinal) == true),
            "SearchFolding"),
        new("repeats ids in a crowd", LogFaults.RepeatsIds, "HundredWriters"),
        new("trims results", () => LogFaults.Appends(e => e with { Result = e.Result?.Trim() }), "WhiteSpaceKept", "SearchSpaces"),
        new(
            "takes empty for null",
            () => LogFaults.Appends(e => e with { ResponseBody = e.ResponseBody is "" ? null : e.ResponseBody }),
            "EmptyAgainstNull"),
        new(
            "cuts at 64 KB",
            () => LogFaults.Appends(e => e with { ResponseBody = e.ResponseBody is { Length: > 65_536 } text ? text[..65_536] : e.ResponseBody }),
            "LargeValues"),
        new(
            "keeps microseconds",
            () => LogFaults.Appends(e => e with { Timestamp = e.Timestamp.AddTicks(-(e.Timestamp.Ticks % 10)) }),
            "TimestampPrecision"),
        new(
            "rounds to milliseconds",
            () => LogFaults.Appends(e => e with { Timestamp = new DateTimeOffset((e.Timestamp.Ticks + 5_000) / 10_000 * 10_000, e.Timestamp.Offset) }),
            "TimestampPrecision", "PacificDay", "SpringDay", "AutumnDay", "ZoneDay", "ZoneSpringDay", "ZoneAutumnDay", "WidestRange"),
        new(
            "keeps durations in milliseconds",
            () => LogFaults.Appends(e => e with { Duration = TimeSpan.FromMilliseconds((long)e.Duration.TotalMilliseconds) }),
            "Numbers"),
        new("keeps the caller's headers", LogFaults.KeepsCallersHeaders, "HeadersCopied"),
        new("keeps the caller's attempts", LogFaults.KeepsCallersAttempts, "AttemptsCopied"),
        new(
            "keeps waits to the millisecond",
            () => LogFaults.Appends(e => e with { Attempts = [.. e.Attempts.Select(a => a with { Wait = TimeSpan.FromMilliseconds((long)a.Wait.TotalMilliseconds) })] }),
            "AttemptsKept"),
        new("ignores the cancellation of an append", () => LogFaults.IgnoresCancellation(append: true), "AppendCancelled"),
        new("ignores the cancellation of a read", () => LogFaults.IgnoresCancellation(read: true), "ReadCancelled"),
        new(
            "chokes on U+0000",
            () => LogFaults.Appends(e => e.Result?.Contains('\0') == true ? throw new FormatException("invalid byte sequence") : e),
            "OddCharacters"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task LogStore_PlantedFault_FailsItsCasesOnly(string fault) => Faults.Single(f => f.Name == fault).ProveAsync("LogStore", LogStoreConformance.Cases);

    private static bool Days(ConnectLogQuery query, DateTime clock)
    {
        var day = DateOnly.FromDateTime(clock);
        return (query.From is null || day >= query.From) && (query.To is null || day <= query.To);
    }

    private static DateTimeOffset Floor(DateTimeOffset instant) => new(instant.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);

    private static bool Starts(string origin, string prefix) =>
        prefix.Length <= origin.Length && prefix.Zip(origin).All(pair => pair.First == '_' || pair.First == pair.Second);

    private static bool IsSummer(ConnectLogQuery query) => (query.From ?? query.To) is { Month: > 3 and < 11 };
}
