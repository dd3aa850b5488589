using System.Globalization;
using System.Text;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>
/// Random entries and random queries, answered a second time by going through all entries as the documentation of <see cref="ConnectLogQuery"/> reads. The environment variable
/// <c>CONVOSO_ORACLE</c> multiplies the number of queries, and seeds them anew by its value.
/// </summary>
internal static class LogOracle
{
    private const int Count = 50_000;
    private const int Queries = 500;
    private const int InFlight = 2_048;

    private static readonly TimeZoneInfo?[] Zones =
        [null, null, .. new[] { "America/Los_Angeles", "Asia/Kathmandu", "America/Santiago", "Europe/Berlin" }.Select(TimeZoneInfo.FindSystemTimeZoneById)];

    private static readonly DateTimeOffset First = new(2025, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Endpoints = ["crm", "CRM", "crm ", "sms", "é", "e\u0301", "a'b", "%", "dialler-12", ""];
    private static readonly string[] Origins = ["Send", "send", "Test", "workflow:1", "workflow:12", "workflow_1", "batch", "batch:", ":x", "日本:1", ""];
    private static readonly ConnectErrorKind?[] Kinds = [null, null, null, null, .. Enum.GetValues<ConnectErrorKind>()];
    private static readonly int?[] Statuses = [200, 200, 200, 201, 204, 404, 422, 500, null];

    private static readonly string[] Words =
    [
        "SUCCESS", "success", "accepted", "ERROR", "MISSING FIELD", "denied", "id-", "Straße", "STRASSE", "ſuccess", "\u212Aelvin", "kelvin", "İzmir", "ıi", "ΣΊΣΥΦΟΣ", "σίσυφος",
        "日本語", "😀", "😁", "100%", "lead_id", "a*b", "\"x\"", "it's", "\\", "\n", "\t", " ", "  ", "--", "AND", "q", "zz", "ẞ", "ǅ", "ﬁ",
    ];

    public static async Task CheckAsync(IConnectLogStore log, CancellationToken cancellationToken)
    {
        int factor = int.Parse(Environment.GetEnvironmentVariable("CONVOSO_ORACLE") ?? "1", CultureInfo.InvariantCulture);
        var random = new Random(factor);
        List<Known> entries = await FillAsync(log, random, cancellationToken);
        for (int n = 0; n < Queries * factor; n++)
        {
            ConnectLogQuery query = Query(random, entries);
            long[] expected = [.. entries.Where(Keeps(query)).Select(e => e.Entry.Id).OrderDescending()];
            ConnectLogPage page = await log.QueryAsync(query, cancellationToken);
            string seen = string.Create(CultureInfo.InvariantCulture, $"query {n}: {query}");
            Assert.True(expected.Skip((int)Math.Min(query.Skip, Count)).Take(query.PageSize).SequenceEqual(page.Entries.Select(e => e.Id)), $"Other entries came for {seen}.");
            Assert.True(page.TotalIsExact ? page.Total == expected.Length : page.Total < expected.Length, $"{page.Total} ({page.TotalIsExact}) for {expected.Length} by {seen}.");
            if (expected.Length is > 0 and < 3_000 && n % 5 == 0)
            {
                List<long> streamed = await log.StreamAsync(query, cancellationToken).Select(e => e.Id).ToListAsync(cancellationToken);
                Assert.True(expected.SequenceEqual(streamed), $"Other entries streamed for {seen}.");
            }
        }
    }

    private static async Task<List<Known>> FillAsync(IConnectLogStore log, Random random, CancellationToken cancellationToken)
    {
        var entries = new List<Known>(Count);
        foreach (int[] some in Enumerable.Range(0, Count).Chunk(InFlight))
        {
            ConnectLogEntry[] made = [.. some.Select(n => Entry(random, n))];
            long[] ids = await Task.WhenAll(made.Select(e => log.AppendAsync(e, cancellationToken).AsTask()));
            entries.AddRange(made.Zip(ids, (entry, id) => new Known(
                entry with { Id = id },
                string.Concat(entry.PrimaryPhone.Where(char.IsAsciiDigit)))));
        }

        return entries;
    }

    /// <summary>Days go on with the entries, but the clock of one in two hundred was wrong.</summary>
    private static ConnectLogEntry Entry(Random random, int n) => new()
    {
        Timestamp = First.AddMinutes(random.Next(200) == 0 ? random.Next(Count * 10) : (n * 10) + random.Next(10)).AddTicks(random.Next(10_000)),
        EndpointId = Pick(random, Endpoints),
        Origin = Pick(random, Origins),
        PrimaryPhone = Phone(random),
        Result = random.Next(20) switch { 0 => null, 1 => "", 2 => Text(random, 30), _ => Text(random, 4) },
        LeadId = random.Next(20) switch { 0 => "", 1 => "3105550142 success", _ => $"{random.Next(3_000)}" },
        IdempotencyKey = random.Next(4) == 0 ? $"batch-{random.Next(2_000)}" : null,
        Direction = (ConnectLogDirection)(random.Next(30) / 29),
        ErrorKind = Pick(random, Kinds),
        StatusCode = Pick(random, Statuses),
    };

    private static string Phone(Random random)
    {
        string digits = $"{random.Next(201, 240)}{random.Next(200, 230)}{random.Next(10_000):0000}";
        return random.Next(6) switch
        {
            0 => "",
            1 => $"+1 ({digits[..3]}) {digits[3..6]}-{digits[6..]}",
            2 => $"{digits[..3]}.{digits[3..6]}.{digits[6..]} ext. 7",
            3 => digits[^7..],
            _ => digits,
        };
    }

    private static string Text(Random random, int most)
    {
        var text = new StringBuilder();
        for (int n = random.Next(1, most + 1); n > 0; n--)
        {
            text.Append(random.Next(3) == 0 ? random.Next(0x100000).ToString("x5", CultureInfo.InvariantCulture) : Pick(random, Words)).Append(random.Next(2) == 0 ? " " : "");
        }

        return text.ToString();
    }

    private static ConnectLogQuery Query(Random random, List<Known> entries)
    {
        TimeZoneInfo? zone = Pick(random, Zones);
        DateOnly day = DayOf(Pick(random, entries).Entry, zone);
        string origin = Pick(random, Origins);
        return new()
        {
            TimeZone = zone,
            From = random.Next(3) == 0 ? day : null,
            To = random.Next(3) == 0 ? day.AddDays(random.Next(60) * random.Next(2)) : null,
            EndpointId = random.Next(4) == 0 ? Pick(random, Endpoints) : null,
            Origin = random.Next(5) == 0 ? Pick(random, Origins) : null,
            OriginPrefix = random.Next(8) == 0 ? origin[..random.Next(origin.Length + 1)] : null,
            LeadId = random.Next(8) == 0 ? Pick(random, entries).Entry.LeadId : null,
            IdempotencyKey = random.Next(12) == 0 ? $"batch-{random.Next(2_000)}" : null,
            Outcome = random.Next(6) == 0 ? Pick(random, Enum.GetValues<ConnectLogOutcome>()) : null,
            ErrorKind = random.Next(10) == 0 ? Pick(random, Enum.GetValues<ConnectErrorKind>()) : null,
            StatusCode = random.Next(10) == 0 ? Pick(random, Statuses) : null,
            Direction = random.Next(10) == 0 ? Pick(random, Enum.GetValues<ConnectLogDirection>()) : null,
            Search = Search(random, entries),
            After = random.Next(8) == 0 ? Pick(random, entries).Entry.Id : null,
            Before = random.Next(8) == 0 ? Pick(random, entries).Entry.Id : null,
            PageSize = random.Next(4) == 0 ? random.Next(1, 1_001) : 20,
            Page = random.Next(3) == 0 ? random.Next(1, 120) : 1,
        };
    }

    private static string? Search(Random random, List<Known> entries)
    {
        ConnectLogEntry entry = Pick(random, entries).Entry;
        string found = random.Next(3) == 0 ? entry.PrimaryPhone : entry.Result ?? " ";
        int length = Math.Min(found.Length, random.Next(4) == 0 ? random.Next(201) : random.Next(1, 12));
        int start = random.Next(found.Length - length + 1);
        string part = Whole(found.Substring(start, length));
        return random.Next(10) switch
        {
            0 or 1 or 2 => null,
            3 => part.ToUpperInvariant(),
            4 => part.ToLowerInvariant(),
            5 => Pick(random, Words),
            6 => string.Concat(part.Reverse().Where(c => !char.IsSurrogate(c))),
            _ => part,
        };
    }

    /// <summary>Without the half of a pair at either end: what a store keeps of such is its own affair.</summary>
    private static string Whole(string part)
    {
        string begun = part.Length > 0 && char.IsLowSurrogate(part[0]) ? part[1..] : part;
        return begun.Length > 0 && char.IsHighSurrogate(begun[^1]) ? begun[..^1] : begun;
    }

    private static Func<Known, bool> Keeps(ConnectLogQuery query)
    {
        string? search = string.IsNullOrWhiteSpace(query.Search) ? null : query.Search;
        string digits = string.Concat((search ?? "").Where(char.IsAsciiDigit));
        bool isPhone = digits.Length >= 3 && search!.All(c => char.IsAsciiDigit(c) || " ()-.+".Contains(c, StringComparison.Ordinal));
        string number = digits.Length == 11 && digits[0] == '1' ? digits[1..] : digits;
        return known =>
            ((query.From is null && query.To is null) || (DayOf(known.Entry, query.TimeZone) is var day && day >= (query.From ?? day) && day <= (query.To ?? day)))
            && (query.EndpointId is null || query.EndpointId == known.Entry.EndpointId)
            && (query.Origin is null || query.Origin == known.Entry.Origin)
            && (query.OriginPrefix is null || known.Entry.Origin.StartsWith(query.OriginPrefix, StringComparison.Ordinal))
            && (query.LeadId is null || query.LeadId == known.Entry.LeadId)
            && (query.IdempotencyKey is null || query.IdempotencyKey == known.Entry.IdempotencyKey)
            && (query.Outcome is null || Ended(query.Outcome.Value, known.Entry))
            && (query.ErrorKind is null || query.ErrorKind == known.Entry.ErrorKind)
            && (query.StatusCode is null || query.StatusCode == known.Entry.StatusCode)
            && (query.Direction is null || query.Direction == known.Entry.Direction)
            && (query.After is null || known.Entry.Id > query.After)
            && (query.Before is null || known.Entry.Id < query.Before)
            && (search is null || known.Entry.Result?.Contains(search, StringComparison.OrdinalIgnoreCase) == true || (isPhone && known.Digits.Contains(number, StringComparison.Ordinal)));
    }

    private static bool Ended(ConnectLogOutcome outcome, ConnectLogEntry entry) =>
        outcome == ConnectLogOutcome.NullResult ? entry.Result is null : outcome == ConnectLogOutcome.Succeeded == entry.ErrorKind is null;

    private static DateOnly DayOf(ConnectLogEntry entry, TimeZoneInfo? zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(entry.Timestamp, zone ?? Zones[2]!).DateTime);

    private static T Pick<T>(Random random, IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private sealed record Known(ConnectLogEntry Entry, string Digits);
}
