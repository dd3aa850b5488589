using System.Globalization;
using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Helpers for the cases of the log.</summary>
internal static class LogCase
{
    /// <summary>Noon of a summer day in Pacific time, far from both ends of its day.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 6, 15, 19, 0, 0, TimeSpan.Zero);

    public static ConformanceCase<IConnectLogStore> New(string name, string purpose, Func<IConnectLogStore, CancellationToken, Task> body) =>
        new("LogStore." + name, purpose, body);

    public static ConnectLogEntry Entry(string? result = "ok", string phone = "") =>
        new() { Timestamp = Noon, EndpointId = "crm", EndpointName = "CRM", Result = result, PrimaryPhone = phone };

    /// <summary>Appends entries one after the other and returns them with their ids.</summary>
    public static async Task<List<ConnectLogEntry>> AppendAsync(this IConnectLogStore store, IEnumerable<ConnectLogEntry> entries, CancellationToken token)
    {
        var appended = new List<ConnectLogEntry>();
        foreach (ConnectLogEntry entry in entries)
        {
            appended.Add(entry with { Id = await store.AppendAsync(entry, token).ConfigureAwait(false) });
        }

        return appended;
    }

    /// <summary>Appends many entries and returns their ids in ascending order. It appends up to 32 at once, so that a store which commits in groups takes little time.</summary>
    public static async Task<long[]> AppendManyAsync(this IConnectLogStore store, int count, CancellationToken token)
    {
        long[] ids = new long[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = token },
            async (i, stop) => ids[i] = await store.AppendAsync(Entry($"result {i}"), stop).ConfigureAwait(false)).ConfigureAwait(false);
        Array.Sort(ids);
        return ids;
    }

    public static async Task<ConnectLogEntry> LoadAsync(this IConnectLogStore store, long id, CancellationToken token) =>
        Check.NotNull($"an entry under the id {id}", await store.GetAsync(id, token).ConfigureAwait(false));

    /// <summary>Checks which entries are on the first page of a query, in any order.</summary>
    public static async Task KeepsAsync(
        this IConnectLogStore store, ConnectLogQuery query, IEnumerable<ConnectLogEntry> expected, CancellationToken token, string? what = null)
    {
        ConnectLogPage page = await store.QueryAsync(query with { PageSize = 1000 }, token).ConfigureAwait(false);
        ConnectLogEntry[] wanted = [.. expected.OrderBy(e => e.Id)];
        ConnectLogEntry[] seen = [.. page.Entries.OrderBy(e => e.Id)];
        Check.That(
            wanted.Select(e => e.Id).SequenceEqual(seen.Select(e => e.Id)), $"{what ?? $"the entries kept by {Text(query)}"} = {Lines(wanted)}", Lines(seen));
        Check.That(
            !page.TotalIsExact || page.Total == wanted.Length,
            $"{wanted.Length} as the exact total of {what ?? $"the entries kept by {Text(query)}"}",
            page.Total.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The members of a query that are set, and its page unless it is the first.</summary>
    public static string Text(ConnectLogQuery query)
    {
        (string Name, object? Value)[] members =
        [
            (nameof(query.From), query.From?.ToString("O", CultureInfo.InvariantCulture)),
            (nameof(query.To), query.To?.ToString("O", CultureInfo.InvariantCulture)),
            (nameof(query.EndpointId), query.EndpointId),
            (nameof(query.Origin), query.Origin),
            (nameof(query.TimeZone), query.TimeZone?.Id),
            (nameof(query.OriginPrefix), query.OriginPrefix),
            (nameof(query.LeadId), query.LeadId),
            (nameof(query.IdempotencyKey), query.IdempotencyKey),
            (nameof(query.Outcome), query.Outcome),
            (nameof(query.ErrorKind), query.ErrorKind),
            (nameof(query.StatusCode), query.StatusCode),
            (nameof(query.Direction), query.Direction),
            (nameof(query.Search), query.Search),
            (nameof(query.After), query.After),
            (nameof(query.Before), query.Before),
            (nameof(query.Page), query.Page == 1 ? null : query.Page),
        ];
        string text = string.Join(", ", members.Where(m => m.Value is not null).Select(m => $"{m.Name} {Show.Value(m.Value)}"));
        return text.Length == 0 ? "a query without filters" : text;
    }

    public static async Task<List<ConnectLogEntry>> ReadAsync(IAsyncEnumerable<ConnectLogEntry> entries)
    {
        var read = new List<ConnectLogEntry>();
        await foreach (ConnectLogEntry entry in entries.ConfigureAwait(false))
        {
            read.Add(entry);
        }

        return read;
    }

    private static string Lines(ConnectLogEntry[] entries) => entries.Length == 0 ? "nothing" : string.Join(", ", entries.Take(20).Select(Line));

    private static string Line(ConnectLogEntry entry) =>
        $"#{Show.Value(entry.Id)} {Show.Value(entry.Result)}{(entry.PrimaryPhone.Length == 0 ? "" : " of " + Show.Value(entry.PrimaryPhone))} "
        + $"at {Show.Value(entry.Timestamp.ToUniversalTime())}";
}
