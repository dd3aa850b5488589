namespace ConvosoConnect.Sdk;

/// <summary>
/// The date formats of an adaptor row: PHP patterns, as Convoso's help centre lists them. The examples show 5 March 2026, 14:07:09 in Los Angeles.
/// </summary>
public static class DateFormats
{
    /// <summary>The format that the option <c>SystemDateFormat</c> names.</summary>
    public const string SystemDefault = "System Default";

    /// <summary><c>2026-03-05 14:07:09</c>; the default of the option <c>SystemDateFormat</c>.</summary>
    public const string DateAndTime = "Y-m-d H:i:s";

    /// <summary><c>2026-03-05</c>.</summary>
    public const string Date = "Y-m-d";

    /// <summary><c>03/05/2026</c>.</summary>
    public const string SlashDate = "m/d/Y";

    /// <summary><c>Thu Mar 5 14:07:09 PST 2026</c>, as the Unix command <c>date</c> prints it.</summary>
    public const string UnixDate = "D M j G:i:s T Y";

    /// <summary><c>5-03-26</c>.</summary>
    public const string ShortDashDate = "j-m-y";

    /// <summary><c>20260305</c>.</summary>
    public const string CompactDate = "Ymd";

    /// <summary><c>03.05.26</c>.</summary>
    public const string ShortDotDate = "m.d.y";

    /// <summary><c>03/05/26 2:07 pm</c>.</summary>
    public const string ShortSlashDateAndTime = "m/d/y g:i a";

    /// <summary><c>03/05/26</c>.</summary>
    public const string ShortSlashDate = "m/d/y";

    /// <summary><c>March 5, 2026, 2:07 pm</c>.</summary>
    public const string LongDateAndTime = "F j, Y, g:i a";

    /// <summary><c>5, 3, 2026</c>.</summary>
    public const string CommaDate = "j, n, Y";

    /// <summary><c>2026-03-05T14:07:09</c>.</summary>
    public const string IsoDateAndTime = @"Y-m-d\TH:i:s";

    /// <summary><c>1772748429</c>: Unix seconds.</summary>
    public const string Timestamp = "timestamp";

    /// <summary><c>26</c>, for instance, for a date of birth in 2000: the full years from the date until today.</summary>
    public const string Age = "age";

    /// <summary><c>20260305T220709Z</c>: converted to UTC (our decision).</summary>
    public const string CompactUtc = @"Ymd\THis\Z";

    /// <summary><c>03/05/2026 14:07:09</c>.</summary>
    public const string SlashDateAndTime = "m/d/Y H:i:s";

    /// <summary>All seventeen names, in Convoso's order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SystemDefault, DateAndTime, Date, SlashDate, UnixDate, ShortDashDate, CompactDate, ShortDotDate, ShortSlashDateAndTime, ShortSlashDate,
        LongDateAndTime, CommaDate, IsoDateAndTime, Timestamp, Age, CompactUtc, SlashDateAndTime,
    ];
}
