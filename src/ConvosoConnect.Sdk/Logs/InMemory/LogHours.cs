namespace ConvosoConnect.Sdk.Logs.InMemory;

/// <summary>Counts sends by endpoint and hour.</summary>
internal sealed class LogHours(DateTimeOffset from, DateTimeOffset until)
{
    private readonly Dictionary<(long Ticks, string EndpointId), ConnectLogHour> _hours = [];

    public IEnumerable<ConnectLogHour> NewestFirst => _hours.Values.OrderByDescending(h => h.Hour);

    /// <summary>Counts an entry; the newest come first.</summary>
    public void Add(ConnectLogEntry entry)
    {
        var hour = new DateTimeOffset(entry.Timestamp.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        if (hour < from || hour >= until)
        {
            return;
        }

        (long, string) key = (hour.Ticks, entry.EndpointId);
        ConnectLogHour counted = _hours.GetValueOrDefault(key) ?? new()
        {
            EndpointId = entry.EndpointId,
            Hour = hour,
            Sends = 0,
            Failures = 0,
            LastId = entry.Id,
            LastResult = entry.Result,
            LastStatusCode = entry.StatusCode,
            LastErrorKind = entry.ErrorKind,
        };
        _hours[key] = counted with { Sends = counted.Sends + 1, Failures = counted.Failures + (entry.ErrorKind is null ? 0 : 1) };
    }
}
