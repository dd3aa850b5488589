namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>Thrown when a check fails. The case that made the check turns it into a <see cref="ConformanceException"/> with the case's name.</summary>
internal sealed class CheckFailedException(string expected, string seen) : Exception($"Expected: {expected}. Seen: {seen}.")
{
    public string Expected { get; } = expected;

    public string Seen { get; } = seen;
}
