using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>The one case about disposal: the run of each case disposes its subject once more.</summary>
internal static class DisposalCase
{
    public static ConformanceCase<T> For<T>(string prefix)
        where T : notnull => new(
            $"{prefix}.DisposeTwice",
            "A store that can be disposed may be disposed twice, as a container may do.",
            (subject, _) => Disposal.DisposeAsync(subject));
}
