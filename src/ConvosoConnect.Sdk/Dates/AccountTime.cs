namespace ConvosoConnect.Sdk.Dates;

/// <summary>A moment as the account's wall clock shows it.</summary>
/// <param name="Clock">The date and time on the wall clock.</param>
/// <param name="Offset">The account's offset from UTC at that moment.</param>
internal readonly record struct AccountTime(DateTime Clock, TimeSpan Offset)
{
    /// <summary>The moment in UTC, as ticks, because the first and last hours of the calendar may be outside the range of <see cref="DateTime"/> in UTC.</summary>
    public long UtcTicks => Clock.Ticks - Offset.Ticks;

    /// <summary>Unix seconds, rounded down as PHP does before 1970.</summary>
    public long UnixSeconds
    {
        get
        {
            (long seconds, long rest) = Math.DivRem(UtcTicks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
            return rest < 0 ? seconds - 1 : seconds;
        }
    }
}
