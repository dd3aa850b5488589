namespace ConvosoConnect.Sdk;

/// <summary>The date formats of an adaptor row: PHP patterns, as Convoso's help centre lists them.</summary>
public static class DateFormats
{
    /// <summary>The name of the format that an option sets.</summary>
    public const string SystemDefault = "System Default";

    /// <summary>All seventeen names, in Convoso's order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SystemDefault, "Y-m-d H:i:s", "Y-m-d", "m/d/Y", "D M j G:i:s T Y", "j-m-y", "Ymd", "m.d.y", "m/d/y g:i a", "m/d/y", "F j, Y, g:i a",
        "j, n, Y", @"Y-m-d\TH:i:s", "timestamp", "age", @"Ymd\THis\Z", "m/d/Y H:i:s",
    ];
}
