using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>The case that disposes a store twice: once itself, and once at the end of the run, as every case does.</summary>
internal static class DisposalCase
{
    public static ConformanceCase<T> For<T>(string prefix)
        where T : notnull => new(
            $"{prefix}.DisposeTwice",
            "A store that can be disposed may be disposed twice, as a container may do.",
            (subject, _) => Disposal.DisposeAsync(subject));
}
