using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>The filters by how a call ended, by lead, by the beginning of the origin, and by direction.</summary>
internal static class OutcomeCases
{
    private static readonly string[] LeadIds = ["4711", "4712", "47", "4711 ", "l%", "LEAD", "lead", "", "é", "e\u0301"];
    private static readonly string[] Origins = ["Send", "workflow:1", "workflow:12", "workflow:2", "Workflow:1", "workflow", "work", "a_b:1", "aXb:1", "a%:1", ":", "", "日本:1"];
    private static readonly int?[] Statuses = [null, 200, 201, 302, 404, 500, 20, 2000];

    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        LogCase.New("FilterLead", "The filter by lead compares ids exactly; the empty id selects entries without a lead.", Lead),
        LogCase.New("FilterIdempotencyKey", "The filter by idempotency key compares it exactly and finds all entries that have it.", IdempotencyKey),
        LogCase.New("FilterOriginPrefix", "The filter by the beginning of the origin compares it exactly, character by character; no character is a wildcard.", OriginPrefix),
        LogCase.New("FilterOutcome", "An entry succeeded when it has no error kind, failed when it has one, and has a null result when its result is null.", Outcome),
        LogCase.New("FilterErrorKind", "The filter by error kind tells all kinds apart; successes have none.", ErrorKind),
        LogCase.New("FilterUnknownKind", "A kind that this version does not have is found as Unknown.", UnknownKind),
        LogCase.New("FilterStatus", "The filter by status compares the number; an entry without a response has none.", Status),
        LogCase.New("FilterDirection", "The filter by direction tells what was sent from what was received.", Direction),
        LogCase.New("FilterRefused", "A status, an outcome, a kind or a direction that does not exist, a beginning of more than 200 characters and an empty key, are refused with ArgumentException.", Refused),
    ];

    private static async Task Lead(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(LeadIds.Select(id => LogCase.Entry(id) with { LeadId = id }), token).ConfigureAwait(false);
        foreach (ConnectLogEntry entry in entries)
        {
            await store.KeepsAsync(new() { LeadId = entry.LeadId }, [entry], token).ConfigureAwait(false);
        }

        await store.KeepsAsync(new() { LeadId = "%" }, [], token).ConfigureAwait(false);
    }

    private static async Task IdempotencyKey(IConnectLogStore store, CancellationToken token)
    {
        string?[] keys = ["batch-1", "batch-1", "batch-10", "BATCH-1", "batch-%", " batch-1", null, new string('k', 255), "é"];
        List<ConnectLogEntry> entries = await store.AppendAsync(keys.Select(key => LogCase.Entry(key) with { IdempotencyKey = key }), token).ConfigureAwait(false);
        foreach (string key in keys.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await store.KeepsAsync(new() { IdempotencyKey = key }, entries.Where(e => e.IdempotencyKey == key), token).ConfigureAwait(false);
        }

        await store.KeepsAsync(new() { IdempotencyKey = "none" }, [], token).ConfigureAwait(false);
    }

    private static async Task OriginPrefix(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Origins.Select(origin => LogCase.Entry(origin) with { Origin = origin }), token).ConfigureAwait(false);
        foreach (string prefix in (string[])["workflow:", "workflow:1", "workflow", "w", "W", "workflow:12", "a_", "a_b:", "a%:", "%", "_", ":", "", "日", "日本:", "workflow:3", "x:"])
        {
            await store.KeepsAsync(new() { OriginPrefix = prefix }, entries.Where(e => e.Origin.StartsWith(prefix, StringComparison.Ordinal)), token).ConfigureAwait(false);
        }
    }

    private static async Task Outcome(IConnectLogStore store, CancellationToken token)
    {
        ConnectLogEntry[] given =
        [
            LogCase.Entry("accepted") with { StatusCode = 200 },
            LogCase.Entry("") with { StatusCode = 204 },
            LogCase.Entry("denied") with { StatusCode = 200, ErrorKind = ConnectErrorKind.Rejected },
            LogCase.Entry("") with { StatusCode = 500, ErrorKind = ConnectErrorKind.HttpStatus },
            LogCase.Entry(null) with { ErrorKind = default(ConnectErrorKind) },
            LogCase.Entry(null) with { ErrorKind = ConnectErrorKind.Timeout },
            LogCase.Entry(null),
        ];
        List<ConnectLogEntry> entries = await store.AppendAsync(given, token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Outcome = ConnectLogOutcome.Succeeded }, [entries[0], entries[1], entries[6]], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Outcome = ConnectLogOutcome.Failed }, entries[2..6], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Outcome = ConnectLogOutcome.NullResult }, entries[4..], token).ConfigureAwait(false);
    }

    private static async Task ErrorKind(IConnectLogStore store, CancellationToken token)
    {
        ConnectErrorKind[] kinds = Enum.GetValues<ConnectErrorKind>();
        List<ConnectLogEntry> entries = await store.AppendAsync(kinds.Select(kind => LogCase.Entry() with { ErrorKind = kind }), token).ConfigureAwait(false);
        await store.AppendAsync([LogCase.Entry()], token).ConfigureAwait(false);
        for (int i = 0; i < kinds.Length; i++)
        {
            await store.KeepsAsync(new() { ErrorKind = kinds[i] }, [entries[i]], token).ConfigureAwait(false);
        }
    }

    private static async Task UnknownKind(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(
            new ConnectErrorKind?[] { null, (ConnectErrorKind)999, ConnectErrorKind.Dns }.Select(kind => LogCase.Entry() with { ErrorKind = kind }), token).ConfigureAwait(false);
        await store.KeepsAsync(new() { ErrorKind = ConnectErrorKind.Unknown }, [entries[1]], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Outcome = ConnectLogOutcome.Failed }, entries[1..], token).ConfigureAwait(false);
    }

    private static async Task Status(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Statuses.Select(status => LogCase.Entry() with { StatusCode = status }), token).ConfigureAwait(false);
        foreach (int status in (int[])[100, 200, 201, 302, 404, 500, 999])
        {
            await store.KeepsAsync(new() { StatusCode = status }, entries.Where(e => e.StatusCode == status), token).ConfigureAwait(false);
        }
    }

    private static async Task Direction(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(
            Enumerable.Range(0, 6).Select(n => LogCase.Entry() with { Direction = (ConnectLogDirection)(n % 2) }), token).ConfigureAwait(false);
        foreach (ConnectLogDirection direction in Enum.GetValues<ConnectLogDirection>())
        {
            await store.KeepsAsync(new() { Direction = direction }, entries.Where(e => e.Direction == direction), token).ConfigureAwait(false);
        }
    }

    private static async Task Refused(IConnectLogStore store, CancellationToken token)
    {
        ConnectLogQuery[] queries =
        [
            new() { StatusCode = 99 },
            new() { StatusCode = 1000 },
            new() { StatusCode = -200 },
            new() { Outcome = (ConnectLogOutcome)9 },
            new() { ErrorKind = (ConnectErrorKind)999 },
            new() { Direction = (ConnectLogDirection)2 },
            new() { OriginPrefix = new string('w', 201) },
            new() { IdempotencyKey = "" },
        ];
        foreach (ConnectLogQuery query in queries)
        {
            await Check.ThrowsAsync<ArgumentException>("QueryAsync", async () => await store.QueryAsync(query, token).ConfigureAwait(false)).ConfigureAwait(false);
            await Check.ThrowsAsync<ArgumentException>("StreamAsync", () => LogCase.ReadAsync(store.StreamAsync(query, token))).ConfigureAwait(false);
        }
    }
}
