using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.Dates;
using Microsoft.Extensions.Time.Testing;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Account clocks that stand still at the NOW of php-dates.php.</summary>
internal static class Clocks
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static AccountClock At(string zone = "America/Los_Angeles", string format = "Y-m-d H:i:s", DateTimeOffset? now = null) =>
        new(zone, new FakeTimeProvider(now ?? Now), format);

    public static MappingRules Rules(EmptyValues empty = EmptyValues.Send, string delimiter = ",", AccountClock? clock = null) =>
        new(empty, delimiter, clock ?? At());

    /// <summary>Formats one value; null when it is no date.</summary>
    public static string? Format(string format, LeadValue value, AccountClock? clock = null) =>
        RowDateFormat.Create(format, clock ?? At())!.TryFormat(value, out string text) ? text : null;
}
