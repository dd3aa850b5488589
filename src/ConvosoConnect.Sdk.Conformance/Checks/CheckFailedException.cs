namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>A check did not hold; the case that made it adds its name.</summary>
internal sealed class CheckFailedException(string expected, string seen) : Exception($"Expected: {expected}. Seen: {seen}.")
{
    public string Expected { get; } = expected;

    public string Seen { get; } = seen;
}
