namespace ConvosoConnect.Sdk.Dates;

/// <summary>
/// Reads dates from text: <c>Y-m-d</c>, <c>Y-m-d H:i:s</c> and ISO 8601 (extended or basic, <c>T</c> or a space, fractions, an offset or none). It is stricter than PHP, which
/// accepts almost anything: a text that is not clearly a date is sent unchanged (our decision).
/// </summary>
internal ref struct DateReader
{
    // A longer text is not a date. The limit keeps megabytes of notes out of the parser.
    private const int MaxLength = 48;

    private ReadOnlySpan<char> _rest;

    private DateReader(ReadOnlySpan<char> text) => _rest = text;

    /// <summary>Reads a date.</summary>
    /// <param name="text">The text; spaces around it are ignored.</param>
    /// <param name="clock">The date and time as written.</param>
    /// <param name="offset">The offset from UTC; null when the text has none.</param>
    /// <returns>False when the text is not a valid date, such as MySQL's <c>0000-00-00 00:00:00</c> or February 30.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTime clock, out TimeSpan? offset)
    {
        offset = null;
        text = text.Trim();
        var reader = new DateReader(text);
        if (text.Length > MaxLength || !reader.Date(out clock))
        {
            clock = default;
            return false;
        }

        return reader._rest.IsEmpty || (reader.Time(ref clock) && reader.Offset(ref offset) && reader._rest.IsEmpty);
    }

    private bool Date(out DateTime date)
    {
        date = default;
        if (!Digits(4, out int year))
        {
            return false;
        }

        bool extended = Take('-');
        if (!Digits(2, out int month) || (extended && !Take('-')) || !Digits(2, out int day)
            || year is 0 || month is 0 or > 12 || day is 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day);
        return true;
    }

    // 24:00:00 and the leap second 23:59:60 are the next day's midnight, in ISO 8601 and in PHP.
    private bool Time(ref DateTime clock)
    {
        if (!(Take('T') || Take('t') || Take(' ')) || !Digits(2, out int hour))
        {
            return false;
        }

        bool extended = Take(':');
        if (!Digits(2, out int minute))
        {
            return false;
        }

        int second = 0;
        long fraction = 0;
        bool seconds = extended ? Take(':') : _rest is [>= '0' and <= '9', ..];
        if (seconds && (!Digits(2, out second) || !Fraction(out fraction)))
        {
            return false;
        }

        long ticks = (((hour * 60L) + minute) * 60 + second) * TimeSpan.TicksPerSecond + fraction;
        if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && ticks > TimeSpan.TicksPerDay) || !AccountClock.Fits(clock.Ticks + ticks))
        {
            return false;
        }

        clock = clock.AddTicks(ticks);
        return true;
    }

    private bool Fraction(out long ticks)
    {
        ticks = 0;
        if (!Take('.') && !Take(','))
        {
            return true;
        }

        int count = 0;
        long weight = TimeSpan.TicksPerSecond;
        for (; _rest is [>= '0' and <= '9', ..]; count++, _rest = _rest[1..])
        {
            weight /= 10;
            ticks += (_rest[0] - '0') * weight;
        }

        return count > 0;
    }

    private bool Offset(ref TimeSpan? offset)
    {
        Take(' ');
        if (_rest.IsEmpty)
        {
            return true;
        }

        if (Take('Z') || Take('z'))
        {
            offset = TimeSpan.Zero;
            return true;
        }

        bool west = Take('-');
        if ((!west && !Take('+')) || !Digits(2, out int hours))
        {
            return false;
        }

        int minutes = 0;
        if (!_rest.IsEmpty)
        {
            Take(':');
            if (!Digits(2, out minutes))
            {
                return false;
            }
        }

        var value = new TimeSpan(hours, minutes, 0);
        offset = west ? -value : value;
        return hours < 24 && minutes < 60;
    }

    private bool Take(char expected)
    {
        bool found = !_rest.IsEmpty && _rest[0] == expected;
        _rest = found ? _rest[1..] : _rest;
        return found;
    }

    private bool Digits(int count, out int value)
    {
        value = 0;
        if (_rest.Length < count)
        {
            return false;
        }

        foreach (char digit in _rest[..count])
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        _rest = _rest[count..];
        return true;
    }
}
