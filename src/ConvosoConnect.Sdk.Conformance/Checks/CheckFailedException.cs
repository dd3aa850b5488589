namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>Thrown when a check fails. The case that made the check turns it into a <see cref="ConformanceException"/> with the case's name.</summary>
internal sealed class CheckFailedException(string expected, string seen, string? report = null)
    : Exception(report ?? $"Expected: {expected}. Seen: {seen}.")
{
    public string Expected { get; } = expected;

    public string Seen { get; } = seen;

    /// <summary>Several lines that say it all; null where one sentence does.</summary>
    public string? Report { get; } = report;
}
