namespace ConvosoConnect.Sdk.Conformance;

/// <summary>Thrown when a subject does not meet the requirement of a case.</summary>
public sealed class ConformanceException : Exception
{
    internal ConformanceException(string caseName, string purpose, string expected, string seen, Exception? inner = null, string? report = null)
        : base(report is null ? $"{caseName} failed. Expected: {expected}. Seen: {seen}. The rule: {purpose}" : $"{caseName} failed. {report}", inner) =>
        (CaseName, Expected, Seen) = (caseName, expected, seen);

    /// <summary>The <see cref="ConformanceCase{T}.Name"/> of the case.</summary>
    public string CaseName { get; }

    /// <summary>The value or behaviour that the case expected.</summary>
    public string Expected { get; }

    /// <summary>The value or behaviour that the case saw instead; long values are shortened.</summary>
    public string Seen { get; }
}
