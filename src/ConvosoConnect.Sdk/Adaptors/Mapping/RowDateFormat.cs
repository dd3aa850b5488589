using System.Globalization;
using ConvosoConnect.Sdk.Dates;

namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>The date format of an adaptor row, compiled.</summary>
internal sealed class RowDateFormat
{
    private readonly AccountClock _clock;
    private readonly string _pattern;
    private readonly bool _printsZone;

    private RowDateFormat(AccountClock clock, string pattern)
    {
        _clock = clock;
        _pattern = pattern;
        _printsZone = pattern.Replace(@"\T", "", StringComparison.Ordinal).Contains('T', StringComparison.Ordinal);
    }

    /// <summary>Compiles a name of <see cref="DateFormats.All"/>; null for any other.</summary>
    public static RowDateFormat? Create(string name, AccountClock clock) =>
        name == DateFormats.SystemDefault ? new(clock, clock.SystemDateFormat) : DateFormats.All.Contains(name) ? new(clock, name) : null;

    /// <summary>Formats a date, or text that is one; false for anything else.</summary>
    public bool TryFormat(LeadValue value, out string text)
    {
        text = "";
        if (!value.TryGetDate(out DateTime clock, out TimeSpan? offset)
            && !(value.Kind == LeadValueKind.Text && DateReader.TryRead(value.ToText(","), out clock, out offset)))
        {
            return false;
        }

        AccountTime time;
        if (offset is null)
        {
            time = _clock.FromClock(clock);
        }
        else if (!_clock.TryFromOffset(clock, offset.Value, out time))
        {
            return false;
        }

        return TryFormat(time, out text);
    }

    private bool TryFormat(AccountTime time, out string text)
    {
        text = "";
        if (_pattern == DateFormats.Timestamp)
        {
            text = time.UnixSeconds.ToString(CultureInfo.InvariantCulture);
            return true;
        }

        if (_pattern == DateFormats.Age)
        {
            text = Age(DateOnly.FromDateTime(time.Clock), _clock.Today).ToString(CultureInfo.InvariantCulture);
            return true;
        }

        bool utc = _pattern == DateFormats.CompactUtc;
        if (utc && !AccountClock.Fits(time.UtcTicks))
        {
            return false;
        }

        Span<char> buffer = stackalloc char[64];
        string zone = _printsZone ? _clock.Abbreviation(time) : "";
        int length = DateWriter.Write(buffer, _pattern, utc ? new DateTime(time.UtcTicks) : time.Clock, zone);
        text = new string(buffer[..length]);
        return true;
    }

    // Only calendar dates are compared, so that a birthday begins at midnight. In common years, the birthday of somebody born on February 29 is March 1, as in PHP. A date in the
    // future gives a negative age, so that the mistake is visible (our decision).
    private static int Age(DateOnly date, DateOnly today)
    {
        if (date > today)
        {
            return -Age(today, date);
        }

        bool birthdayPassed = (today.Month, today.Day).CompareTo((date.Month, date.Day)) >= 0;
        return today.Year - date.Year - (birthdayPassed ? 0 : 1);
    }
}
