using System.Buffers;
using System.Globalization;
using ConvosoConnect.Sdk.Dates;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk;

/// <summary>
/// Selects entries of the log: an entry must match every member that is not null. The methods of this type define the details, so that all stores give the same results: a store
/// in memory calls <see cref="Matches"/>, a store with a query language translates <see cref="UtcRange"/>, <see cref="SearchDigits"/> and <see cref="Skip"/>.
/// </summary>
public sealed record ConnectLogQuery
{
    private static readonly SearchValues<char> PhoneText = SearchValues.Create("0123456789 ()-.+");

    /// <summary>The most entries that a page may hold.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>The most characters that <see cref="Search"/> may have (our decision).</summary>
    public const int MaxSearchLength = 200;

    /// <summary>The page sizes that Convoso offers, for a page to show. Every size from 1 to <see cref="MaxPageSize"/> is possible (our decision).</summary>
    public static IReadOnlyList<int> PageSizes { get; } = [20, 50, 100, 200, 500, MaxPageSize];

    /// <summary>The most characters that <see cref="OriginPrefix"/> may have (our decision).</summary>
    public const int MaxOriginPrefixLength = 200;

    /// <summary>The first day, inclusive, in <see cref="TimeZone"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, inclusive, in <see cref="TimeZone"/>.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// The time zone of <see cref="From"/> and <see cref="To"/>. Null, the default, is Pacific time; the stores that come with the engine put that of the option
    /// <c>LogTimeZone</c> in the place of null.
    /// </summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>The endpoint's id, compared exactly.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The origin, compared exactly.</summary>
    public string? Origin { get; init; }

    /// <summary>
    /// How the origin begins, compared exactly: <c>workflow:</c> finds <c>workflow:12</c>. At most <see cref="MaxOriginPrefixLength"/> characters. The database stores find
    /// one with a colon by an index.
    /// </summary>
    public string? OriginPrefix { get; init; }

    /// <summary>The lead's id, compared exactly; empty selects entries without a lead.</summary>
    public string? LeadId { get; init; }

    /// <summary>The key of the send, compared exactly; see <see cref="ConnectLogEntry.IdempotencyKey"/>. Not empty.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether the call succeeded, failed, or has no result.</summary>
    public ConnectLogOutcome? Outcome { get; init; }

    /// <summary>The error's kind.</summary>
    public ConnectErrorKind? ErrorKind { get; init; }

    /// <summary>The HTTP status, from 100 to 999.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Whether the lead was sent or received.</summary>
    public ConnectLogDirection? Direction { get; init; }

    /// <summary>
    /// A phone number, whole or in part and with any punctuation, or a text that the result contains, ignoring case. It is never a pattern: <c>%</c>, <c>_</c> and <c>*</c> stand
    /// for themselves. When it is null, empty or blank, it is ignored. At most <see cref="MaxSearchLength"/> characters. A database store finds fewer than three characters
    /// by comparing entry after entry, which is slow in a large log: limit it with the token.
    /// </summary>
    public string? Search { get; init; }

    /// <summary>
    /// Selects only entries with a higher id than this. To follow the log, read all of them, then ask with the highest id seen: the stores that come with the engine show ids in
    /// their order, also when several instances append, so that every entry is seen once.
    /// </summary>
    public long? After { get; init; }

    /// <summary>Selects only entries with a lower id than this. To read deep pages as cheaply as the first, set it to the id of the last entry seen and ask for page 1.</summary>
    public long? Before { get; init; }

    /// <summary>The number of the page, counted from 1. Default 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>How many entries a page holds at most: from 1 to <see cref="MaxPageSize"/>. Default 20.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>How many entries come before the page. It is a <see cref="long"/>, because high page numbers overflow an <see cref="int"/>.</summary>
    public long Skip => ((long)Page - 1) * PageSize;

    /// <summary>
    /// The range as UTC instants: from the first instant of <see cref="From"/> (inclusive) until the first instant after <see cref="To"/> (exclusive). Days are those of
    /// <see cref="TimeZone"/>, so they last 23 or 25 hours when daylight saving begins or ends. A day begins with its first instant, also where the clock skips midnight or
    /// comes to it twice (our decision). Null means that there is no bound; <see cref="DateOnly.MinValue"/> and <see cref="DateOnly.MaxValue"/> also give no bound.
    /// </summary>
    public (DateTimeOffset? From, DateTimeOffset? Until) UtcRange => (
        From is { } from && from > DateOnly.MinValue ? ZoneDay.Start(from, TimeZone ?? PacificTime.Zone) : null,
        To is { } to && to < DateOnly.MaxValue ? ZoneDay.Start(to.AddDays(1), TimeZone ?? PacificTime.Zone) : null);

    /// <summary>
    /// The digits that <see cref="PhoneDigits"/> of an entry's primary phone must contain for the search to find it by number; null when the search is not a phone number. A
    /// phone number has three digits or more and otherwise only spaces and <c>( ) - . +</c>. The country code 1 of an eleven-digit search is dropped, so that
    /// <c>+1 (310) 555-0142</c> also finds <c>3105550142</c> (our decision). An entry whose result contains <see cref="Search"/> is found as well.
    /// </summary>
    public string? SearchDigits
    {
        get
        {
            if (string.IsNullOrEmpty(Search) || Search.AsSpan().ContainsAnyExcept(PhoneText))
            {
                return null;
            }

            string digits = PhoneDigits(Search);
            return digits.Length < 3 ? null : digits is ['1', .. { Length: 10 } national] ? national : digits;
        }
    }

    /// <summary>Gives the digits 0 to 9 of a text in their order. Phone numbers are compared in this form.</summary>
    /// <param name="text">A phone number in any form; null counts as empty.</param>
    /// <returns>The digits; empty when there are none.</returns>
    public static string PhoneDigits(string? text) =>
        string.IsNullOrEmpty(text) ? "" : text.AsSpan().ContainsAnyExceptInRange('0', '9') ? string.Concat(text.Where(char.IsAsciiDigit)) : text;

    /// <summary>Refuses a query that no store can answer. For a streamed read, which has no pages, use <see cref="ValidateFilter"/>.</summary>
    /// <exception cref="ArgumentException">The page size is below 1 or above <see cref="MaxPageSize"/>, the page is below 1, or <see cref="ValidateFilter"/> refuses the
    /// filter.</exception>
    public void Validate()
    {
        ValidateFilter();
        if (PageSize is < 1 or > MaxPageSize)
        {
            Refuse($"The page size {PageSize} is not possible; choose one from 1 to {MaxPageSize}.", nameof(PageSize));
        }

        if (Page < 1)
        {
            Refuse($"The page {Page} does not exist; the first page is 1.", nameof(Page));
        }
    }

    /// <summary>The part of <see cref="Validate"/> that does not concern paging.</summary>
    /// <exception cref="ArgumentException"><see cref="From"/> is after <see cref="To"/>, <see cref="Search"/> or <see cref="OriginPrefix"/> is too long,
    /// <see cref="IdempotencyKey"/> is empty, <see cref="StatusCode"/> is no status, or <see cref="Outcome"/>, <see cref="ErrorKind"/> or <see cref="Direction"/> is a number without a name.</exception>
    public void ValidateFilter()
    {
        if (From > To)
        {
            Refuse($"The first day {From:yyyy-MM-dd} is after the last day {To:yyyy-MM-dd}; swap them or leave one out.", nameof(From));
        }

        if (Search?.Length > MaxSearchLength)
        {
            Refuse($"The search text has {Search.Length} characters; at most {MaxSearchLength} can be searched for. Search for a part of it.", nameof(Search));
        }

        if (OriginPrefix?.Length > MaxOriginPrefixLength)
        {
            Refuse($"The beginning of the origin has {OriginPrefix.Length} characters; at most {MaxOriginPrefixLength} are compared. Give fewer of them.", nameof(OriginPrefix));
        }

        if (IdempotencyKey?.Length == 0)
        {
            Refuse($"The idempotency key is empty, and no entry has an empty one. Leave it null for any.", nameof(IdempotencyKey));
        }

        if (StatusCode is < 100 or > 999)
        {
            Refuse($"The status {StatusCode} is no HTTP status; choose one from 100 to 999.", nameof(StatusCode));
        }

        RefuseUnnamed(Outcome, nameof(Outcome));
        RefuseUnnamed(ErrorKind, nameof(ErrorKind));
        RefuseUnnamed(Direction, nameof(Direction));
    }

    /// <summary>Whether an entry matches this query. Paging is ignored.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>True when the entry matches every member that is not null.</returns>
    public bool Matches(ConnectLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new LogFilter(this).Keeps(entry);
    }

    private static void RefuseUnnamed<T>(T? value, string member)
        where T : struct, Enum
    {
        if (value is { } given && !Enum.IsDefined(given))
        {
            Refuse($"The {member} {Convert.ToInt64(given, CultureInfo.InvariantCulture)} does not exist; choose one of {string.Join(", ", Enum.GetNames<T>())}.", member);
        }
    }

    private static void Refuse(FormattableString sentence, string member) =>
        throw new ArgumentException(sentence.ToString(CultureInfo.InvariantCulture), member);
}
