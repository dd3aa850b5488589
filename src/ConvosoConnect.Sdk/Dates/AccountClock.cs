namespace ConvosoConnect.Sdk.Dates;

/// <summary>The account's time zone, today's date in it, and the format that <c>System Default</c> stands for.</summary>
internal sealed class AccountClock
{
    private readonly TimeZoneInfo _zone;
    private readonly TimeProvider _time;
    private readonly ZoneAbbreviations _abbreviations;

    /// <summary>Creates a clock.</summary>
    /// <param name="timeZone">An IANA time-zone id.</param>
    /// <param name="time">The source of today's date.</param>
    /// <param name="systemDateFormat">Any name of <see cref="DateFormats.All"/> but <see cref="DateFormats.SystemDefault"/>.</param>
    /// <exception cref="TimeZoneNotFoundException">The machine has no time zone of this id.</exception>
    /// <exception cref="ArgumentException">The date format is unknown.</exception>
    public AccountClock(string timeZone, TimeProvider time, string systemDateFormat)
    {
        if (systemDateFormat == DateFormats.SystemDefault || !DateFormats.All.Contains(systemDateFormat))
        {
            throw new ArgumentException(
                $"The system date format '{systemDateFormat}' is unknown. Use one of: {string.Join(" | ", DateFormats.All.Skip(1))}.",
                nameof(systemDateFormat));
        }

        _zone = TimeZones.Find(timeZone) ?? throw new TimeZoneNotFoundException($"This machine knows no time zone '{timeZone}'.");
        _time = time;
        _abbreviations = ZoneAbbreviations.Find(timeZone);
        SystemDateFormat = systemDateFormat;
    }

    /// <summary>The format that <see cref="DateFormats.SystemDefault"/> stands for.</summary>
    public string SystemDateFormat { get; }

    /// <summary>Today's date in the account's time zone.</summary>
    public DateOnly Today
    {
        get
        {
            DateTime utc = _time.GetUtcNow().UtcDateTime;
            return DateOnly.FromDateTime(new DateTime(utc.Ticks + OffsetAt(utc.Ticks).Ticks));
        }
    }

    /// <summary>
    /// Reads a time of the account's wall clock as PHP does. A time that a daylight-saving change skips moves forward by the gap. Of a time that occurs twice, the first is taken
    /// west of Greenwich and the second east of it, because PHP begins with the offset that holds if the wall clock is read as UTC.
    /// </summary>
    public AccountTime FromClock(DateTime clock)
    {
        TimeSpan guess = OffsetAt(clock.Ticks);
        long guessed = clock.Ticks - guess.Ticks;
        TimeSpan offset = OffsetAt(guessed);
        long utc = clock.Ticks - offset.Ticks;
        if (utc < guessed && OffsetAt(utc) != offset)
        {
            utc = guessed;
        }

        TimeSpan actual = OffsetAt(utc);
        return new AccountTime(new DateTime(utc + actual.Ticks), actual);
    }

    /// <summary>Converts a moment to the account's wall clock; false when the result is outside the years 1 to 9999.</summary>
    public bool TryFromOffset(DateTime clock, TimeSpan offset, out AccountTime time)
    {
        long utc = clock.Ticks - offset.Ticks;
        TimeSpan actual = OffsetAt(utc);
        bool fits = Fits(utc + actual.Ticks);
        time = fits ? new AccountTime(new DateTime(utc + actual.Ticks), actual) : default;
        return fits;
    }

    /// <summary>Gives the zone's abbreviation at a moment, as PHP's <c>T</c> prints it: <c>PST</c>, or <c>+0545</c> for a zone without abbreviations.</summary>
    public string Abbreviation(AccountTime time) => _abbreviations.At(time.Offset);

    /// <summary>Whether ticks are a valid <see cref="DateTime"/>.</summary>
    internal static bool Fits(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;

    private TimeSpan OffsetAt(long utcTicks) =>
        _zone.GetUtcOffset(new DateTime(Math.Clamp(utcTicks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc));
}
