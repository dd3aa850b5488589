using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Deleting everything of one lead, when a person asks for it.</summary>
internal static class ErasureCases
{
    public static IReadOnlyList<ConformanceCase<RetainedLog>> All { get; } =
    [
        new("LogStore.EraseLead", "Erase deletes all entries of a lead and says how many; no search by any of their words finds them, and other leads keep theirs.", EraseLead),
        new("LogStore.EraseMany", "Erase deletes more than one batch, and the totals tell.", EraseMany),
        new("LogStore.EraseExact", "Erase compares the lead's id exactly.", EraseExact),
        new("LogStore.EraseKeepsIds", "The ids of erased entries are not given out again, and those after them stay.", EraseKeepsIds),
        new("LogStore.EraseRefused", "Erase without a lead's id is refused with ArgumentException and deletes nothing.", EraseRefused),
        new("LogStore.EraseCancelled", "Erase with a cancelled token ends with OperationCanceledException and deletes nothing.", EraseCancelled),
    ];

    private static async Task EraseLead(RetainedLog subject, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync(
            from days in (int[])[0, 3]
            from lead in (string[])["4711", "4712", ""]
            from result in (string?[])["reached " + lead, "über " + lead, null]
            select LogCase.Entry(result, lead == "4712" ? "3105550142" : "702555" + (lead + "0000")[..4]) with { LeadId = lead, Timestamp = LogCase.Noon.AddDays(days), EndpointId = "e" + lead },
            token).ConfigureAwait(false);
        await subject.Log.AppendAsync([LogCase.Entry("same phone", "7025554711") with { LeadId = "4713" }], token).ConfigureAwait(false);
        Check.Equal("the number erased", 6, await subject.Retention.EraseLeadAsync("4711", token).ConfigureAwait(false));
        foreach (ConnectLogEntry entry in entries.Where(e => e.LeadId == "4711"))
        {
            Check.That(await subject.Log.GetAsync(entry.Id, token).ConfigureAwait(false) is null, "null for an erased entry", "an entry");
        }

        ConnectLogEntry[] left = [.. await LogCase.ReadAsync(subject.Log.StreamAsync(new(), token)).ConfigureAwait(false)];
        Check.Set("the leads left", entries.Where(e => e.LeadId != "4711").Select(e => e.LeadId).Append("4713"), left.Select(e => e.LeadId));
        DateOnly day = new(2026, 6, 15);
        ConnectLogQuery[] queries =
        [
            new(), new() { LeadId = "4711" }, new() { Search = "4711" }, new() { Search = "reached 4711" }, new() { Search = "über" }, new() { Search = "ü" }, new() { Search = "7025554711" },
            new() { Search = "(702) 555" }, new() { EndpointId = "e4711" }, new() { From = day, To = day }, new() { Outcome = ConnectLogOutcome.NullResult }, new() { From = day.AddDays(3) },
        ];
        foreach (ConnectLogQuery query in queries)
        {
            await subject.Log.KeepsAsync(query, left.Where(query.Matches), token).ConfigureAwait(false);
        }

        Check.Equal("the number erased the second time", 0, await subject.Retention.EraseLeadAsync("4711", token).ConfigureAwait(false));
    }

    private static async Task EraseMany(RetainedLog subject, CancellationToken token)
    {
        await Parallel.ForAsync(0, 1_500, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = token }, async (i, stop) =>
            await subject.Log.AppendAsync(LogCase.Entry($"result {i}") with { LeadId = i % 3 == 0 ? "other" : "4711" }, stop).ConfigureAwait(false)).ConfigureAwait(false);
        Check.Equal("the number erased", 1_000, await subject.Retention.EraseLeadAsync("4711", token).ConfigureAwait(false));
        ConnectLogPage page = await subject.Log.QueryAsync(new() { PageSize = 1000 }, token).ConfigureAwait(false);
        Check.Equal("the total", 500, page.Total);
        Check.Set("the leads left", Enumerable.Repeat("other", 500), page.Entries.Select(e => e.LeadId));
    }

    private static async Task EraseExact(RetainedLog subject, CancellationToken token)
    {
        string[] ids = ["lead", "LEAD", "lead ", "lea", "l%", "%", "", "é"];
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync(ids.Select(id => LogCase.Entry(id) with { LeadId = id }), token).ConfigureAwait(false);
        foreach (string id in (string[])["lead", "%", "none"])
        {
            int left = entries.RemoveAll(e => e.LeadId == id);
            Check.Equal($"the number erased of {Show.Value(id)}", left, await subject.Retention.EraseLeadAsync(id, token).ConfigureAwait(false));
            await subject.Log.KeepsAsync(new(), entries, token).ConfigureAwait(false);
        }
    }

    private static async Task EraseKeepsIds(RetainedLog subject, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync(Enumerable.Range(0, 9).Select(n => LogCase.Entry($"{n}") with { LeadId = n % 2 == 0 ? "4711" : "4712" }), token)
            .ConfigureAwait(false);
        await subject.Retention.EraseLeadAsync("4711", token).ConfigureAwait(false);
        await subject.Log.KeepsAsync(new(), entries.Where(e => e.LeadId == "4712"), token).ConfigureAwait(false);
        long id = await subject.Log.AppendAsync(LogCase.Entry(), token).ConfigureAwait(false);
        Check.That(id > entries[^1].Id, $"an id above {entries[^1].Id}, the last one erased", $"{id}");
    }

    private static async Task EraseRefused(RetainedLog subject, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync([LogCase.Entry()], token).ConfigureAwait(false);
        await Check.ThrowsAsync<ArgumentException>("EraseLeadAsync", async () => await subject.Retention.EraseLeadAsync("", token).ConfigureAwait(false)).ConfigureAwait(false);
        await Check.ThrowsAsync<ArgumentException>("EraseLeadAsync", async () => await subject.Retention.EraseLeadAsync(null!, token).ConfigureAwait(false)).ConfigureAwait(false);
        await subject.Log.KeepsAsync(new(), entries, token).ConfigureAwait(false);
    }

    private static async Task EraseCancelled(RetainedLog subject, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync([LogCase.Entry() with { LeadId = "4711" }], token).ConfigureAwait(false);
        await Check.CancelledAsync(
            "EraseLeadAsync", async cancelled => await subject.Retention.EraseLeadAsync("4711", cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        await subject.Log.KeepsAsync(new(), entries, token).ConfigureAwait(false);
    }
}
