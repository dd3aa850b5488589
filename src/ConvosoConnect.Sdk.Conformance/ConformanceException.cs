namespace ConvosoConnect.Sdk.Conformance;

/// <summary>A case does not hold for what it was run against.</summary>
public sealed class ConformanceException : Exception
{
    internal ConformanceException(string caseName, string purpose, string expected, string seen, Exception? inner = null)
        : base($"{caseName} failed. Expected: {expected}. Seen: {seen}. The rule: {purpose}", inner) =>
        (CaseName, Expected, Seen) = (caseName, expected, seen);

    /// <summary>The <see cref="ConformanceCase{T}.Name"/> of the case.</summary>
    public string CaseName { get; }

    /// <summary>What the case expected.</summary>
    public string Expected { get; }

    /// <summary>What it saw instead; long values are cut.</summary>
    public string Seen { get; }
}
