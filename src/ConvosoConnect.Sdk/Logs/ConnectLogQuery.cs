namespace ConvosoConnect.Sdk.Logs;

/// <summary>What to read of the log. Members that are null do not narrow; the others must all hold.</summary>
public sealed record ConnectLogQuery
{
    /// <summary>The page sizes that Convoso offers; any other is refused.</summary>
    public static IReadOnlyList<int> PageSizes { get; } = [20, 50, 100, 200, 500, 1000];

    /// <summary>The first day, in Pacific time, inclusive.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, in Pacific time, inclusive.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The endpoint's id, compared exactly.</summary>
    public string? EndpointId { get; init; }

    /// <summary>The origin, compared exactly.</summary>
    public string? Origin { get; init; }

    /// <summary>A phone number, whole or in part and punctuated at will, or text that the result contains, ignoring case.</summary>
    public string? Search { get; init; }

    /// <summary>Which page, from 1. Default 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>How many entries a page holds: one of <see cref="PageSizes"/>. Default 20.</summary>
    public int PageSize { get; init; } = 20;
}
