namespace ConvosoConnect.Sdk.Relational.Logs;

/// <summary>The numbers and texts that stand for members of an entry in columns that filters compare.</summary>
internal static class LogColumns
{
    /// <summary>The bit of <c>outcome</c> for an entry that has an error.</summary>
    public const int Failed = 1;

    /// <summary>The bit of <c>outcome</c> for an entry whose result is null.</summary>
    public const int WithoutResult = 2;

    public static int OutcomeOf(ConnectLogEntry entry) => (entry.ErrorKind is null ? 0 : Failed) | (entry.Result is null ? WithoutResult : 0);

    /// <summary>What stands before the first colon of an origin, or of the beginning of one; null where there is no colon.</summary>
    public static string? OriginKindOf(string origin)
    {
        int colon = origin.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : origin[..colon];
    }

    /// <summary>The hour of an instant, counted from the first hour of the calendar, UTC.</summary>
    public static long HourOf(long ticks) => ticks / TimeSpan.TicksPerHour;
}
