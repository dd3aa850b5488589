namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about the filters by endpoint and by origin, and about all filters together.</summary>
internal static class LogFilterCases
{
    private static readonly string[] Ids = ["crm", "CRM", "crm ", "cr", "c%", "crm-2", "", "é", "e\u0301"];

    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        LogCase.New("FilterEndpoint", "The filter by endpoint compares ids exactly.", (store, token) =>
            ExactAsync(store, (e, id) => e with { EndpointId = id }, (q, id) => q with { EndpointId = id }, token)),
        LogCase.New("FilterOrigin", "The filter by origin compares exactly.", (store, token) =>
            ExactAsync(store, (e, id) => e with { Origin = id }, (q, id) => q with { Origin = id }, token)),
        LogCase.New("FilterCombined", "An entry must match all members of a query.", Combined),
        LogCase.New("StreamFilters", "Stream gives the entries that Query gives.", StreamFilters),
    ];

    private static async Task ExactAsync(
        IConnectLogStore store, Func<ConnectLogEntry, string, ConnectLogEntry> set, Func<ConnectLogQuery, string, ConnectLogQuery> ask, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Ids.Select(id => set(LogCase.Entry(), id)), token).ConfigureAwait(false);
        for (int i = 0; i < Ids.Length; i++)
        {
            await store.KeepsAsync(ask(new(), Ids[i]), [entries[i]], token).ConfigureAwait(false);
        }

        await store.KeepsAsync(ask(new(), "%"), [], token).ConfigureAwait(false);
    }

    private static async Task Combined(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Mixed(), token).ConfigureAwait(false);
        foreach (ConnectLogQuery query in Queries(entries))
        {
            await store.KeepsAsync(query, entries.Where(query.Matches), token).ConfigureAwait(false);
        }
    }

    private static async Task StreamFilters(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Mixed(), token).ConfigureAwait(false);
        foreach (ConnectLogQuery query in Queries(entries))
        {
            List<ConnectLogEntry> seen = await LogCase.ReadAsync(store.StreamAsync(query, token)).ConfigureAwait(false);
            Checks.Check.Set($"the ids streamed by {LogCase.Text(query)}", entries.Where(query.Matches).Select(e => e.Id), seen.Select(e => e.Id));
        }
    }

    /// <summary>One entry for every combination of endpoint, origin, day, result and phone. The other members take turns.</summary>
    private static IEnumerable<ConnectLogEntry> Mixed() => Combinations().Select((entry, n) => entry with
    {
        LeadId = $"lead {n % 5}",
        Direction = (ConnectLogDirection)(n % 7 / 6),
        ErrorKind = entry.Result switch { "accepted" => null, null => ConnectErrorKind.Timeout, _ => n % 3 == 0 ? ConnectErrorKind.HttpStatus : ConnectErrorKind.Rejected },
        StatusCode = entry.Result switch { "accepted" => 200, null => null, _ => n % 3 == 0 ? 422 : 200 },
    });

    private static IEnumerable<ConnectLogEntry> Combinations() =>
        from endpoint in (string[])["crm", "sms"]
        from origin in (string[])["Send", "workflow:1"]
        from day in (int[])[0, 1, 2]
        from result in (string?[])["accepted", "denied", null]
        from phone in (string[])["3105550142", ""]
        select LogCase.Entry(result, phone) with { EndpointId = endpoint, Origin = origin, Timestamp = LogCase.Noon.AddDays(day) };

    private static IEnumerable<ConnectLogQuery> Queries(List<ConnectLogEntry> entries)
    {
        DateOnly day = new(2026, 6, 16);
        yield return new() { EndpointId = "crm", Origin = "workflow:1" };
        yield return new() { EndpointId = "sms", Search = "accepted" };
        yield return new() { Origin = "Send", Search = "310" };
        yield return new() { From = day, To = day, Search = "denied" };
        yield return new() { From = day, EndpointId = "crm", Origin = "Send" };
        yield return new() { EndpointId = "crm", Origin = "Send", From = day, To = day, Search = "accepted" };
        yield return new() { EndpointId = "crm", Origin = "Send", From = day, To = day, Search = "3105550142", After = entries[2].Id, Before = entries[^3].Id };
        yield return new() { EndpointId = "none", Search = "accepted" };
        yield return new() { After = entries[9].Id, Search = "denied" };
        yield return new() { OriginPrefix = "workflow:", Outcome = ConnectLogOutcome.Failed };
        yield return new() { LeadId = "lead 3", From = day, To = day };
        yield return new() { LeadId = "lead 2", Search = "310", EndpointId = "sms" };
        yield return new() { Outcome = ConnectLogOutcome.NullResult, Direction = ConnectLogDirection.In };
        yield return new() { Outcome = ConnectLogOutcome.Succeeded, Search = "accepted", StatusCode = 200, EndpointId = "crm" };
        yield return new() { ErrorKind = ConnectErrorKind.HttpStatus, StatusCode = 422, Search = "denied", Before = entries[^5].Id };
        yield return new() { ErrorKind = ConnectErrorKind.Rejected, OriginPrefix = "work", To = day };
        yield return new() { Outcome = ConnectLogOutcome.Succeeded, ErrorKind = ConnectErrorKind.Timeout };
        yield return new() { Direction = ConnectLogDirection.Out, LeadId = "lead 1", Origin = "Send", Outcome = ConnectLogOutcome.Failed, After = entries[4].Id };
    }
}
