namespace ConvosoConnect.Sdk.Logs;

/// <summary>A query prepared for many entries: its days and digits are computed once.</summary>
internal sealed class LogFilter
{
    private readonly ConnectLogQuery _query;
    private readonly DateTimeOffset? _from;
    private readonly DateTimeOffset? _until;
    private readonly string? _search;
    private readonly string? _digits;

    public LogFilter(ConnectLogQuery query)
    {
        _query = query;
        (_from, _until) = query.UtcRange;
        _search = string.IsNullOrWhiteSpace(query.Search) ? null : query.Search;
        _digits = query.SearchDigits;
    }

    /// <summary>Whether the filter depends on the id only.</summary>
    public bool IsByIdOnly => _from is null && _until is null && _search is null && _query is
    {
        EndpointId: null, Origin: null, OriginPrefix: null, LeadId: null, IdempotencyKey: null, Outcome: null, ErrorKind: null, StatusCode: null, Direction: null,
    };

    /// <summary>Whether an entry of this id may match.</summary>
    public bool KeepsId(long id) => (_query.After is null || id > _query.After) && (_query.Before is null || id < _query.Before);

    public bool Keeps(ConnectLogEntry entry) =>
        KeepsId(entry.Id)
        && (_from is null || entry.Timestamp >= _from)
        && (_until is null || entry.Timestamp < _until)
        && (_query.EndpointId is null || string.Equals(_query.EndpointId, entry.EndpointId, StringComparison.Ordinal))
        && (_query.Origin is null || string.Equals(_query.Origin, entry.Origin, StringComparison.Ordinal))
        && (_query.OriginPrefix is null || entry.Origin.StartsWith(_query.OriginPrefix, StringComparison.Ordinal))
        && (_query.LeadId is null || string.Equals(_query.LeadId, entry.LeadId, StringComparison.Ordinal))
        && (_query.IdempotencyKey is null || string.Equals(_query.IdempotencyKey, entry.IdempotencyKey, StringComparison.Ordinal))
        && (_query.Outcome is null || Ended(_query.Outcome.Value, entry))
        && (_query.ErrorKind is null || (entry.ErrorKind is { } kind && _query.ErrorKind == (Enum.IsDefined(kind) ? kind : ConnectErrorKind.Unknown)))
        && (_query.StatusCode is null || _query.StatusCode == entry.StatusCode)
        && (_query.Direction is null || _query.Direction == entry.Direction)
        && (_search is null || Finds(_search, entry));

    private static bool Ended(ConnectLogOutcome outcome, ConnectLogEntry entry) => outcome switch
    {
        ConnectLogOutcome.Succeeded => entry.ErrorKind is null,
        ConnectLogOutcome.Failed => entry.ErrorKind is not null,
        _ => entry.Result is null,
    };

    private bool Finds(string search, ConnectLogEntry entry) =>
        (_digits is not null && ConnectLogQuery.PhoneDigits(entry.PrimaryPhone).Contains(_digits, StringComparison.Ordinal))
        || entry.Result?.Contains(search, StringComparison.OrdinalIgnoreCase) == true;
}
