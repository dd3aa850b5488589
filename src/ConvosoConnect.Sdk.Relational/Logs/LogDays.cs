namespace ConvosoConnect.Sdk.Relational.Logs;

/// <summary>Pacific days as numbers. The core says where a day begins; the last day found is kept, since most entries are of the same day.</summary>
internal static class LogDays
{
    private static Span? _last;

    public static int Find(DateTimeOffset timestamp)
    {
        Span? last = Volatile.Read(ref _last);
        if (last is not null && timestamp.UtcTicks >= last.From && timestamp.UtcTicks < last.Until)
        {
            return last.Day;
        }

        // The Pacific day is the UTC day or the one before.
        DateOnly utc = DateOnly.FromDateTime(timestamp.UtcDateTime);
        for (int back = 0; ; back++)
        {
            DateOnly day = utc.DayNumber > back ? utc.AddDays(-back) : DateOnly.MinValue;
            (DateTimeOffset? from, DateTimeOffset? until) = new ConnectLogQuery { From = day, To = day }.UtcRange;
            if ((from is null || timestamp >= from) && (until is null || timestamp < until))
            {
                Volatile.Write(ref _last, new Span(day.DayNumber, from?.UtcTicks ?? 0, until?.UtcTicks ?? long.MaxValue));
                return day.DayNumber;
            }
        }
    }

    private sealed record Span(int Day, long From, long Until);
}
