using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>Cases for the names of encoders, parsers and templates, which endpoints choose by name.</summary>
internal static class NameCases
{
    public static IEnumerable<ConformanceCase<T>> For<T>(string prefix, Func<T, string> nameOf)
        where T : notnull =>
    [
        new($"{prefix}.Name", "The name is text that a user can choose: one line, not blank, no white space at its ends, and not None.", (part, _) =>
        {
            string name = nameOf(part);
            Check.That(
                !string.IsNullOrWhiteSpace(name) && name == name.Trim() && !name.Any(char.IsControl) && !name.Equals(ApiIntegrators.None, StringComparison.OrdinalIgnoreCase),
                "a name that can be chosen",
                Show.Value(name));
            return Task.CompletedTask;
        }),
        new($"{prefix}.NameStable", "The name is always the same.", (part, _) =>
        {
            string name = nameOf(part);
            for (int i = 0; i < 3; i++)
            {
                Check.Equal("the name", name, nameOf(part));
            }

            return Task.CompletedTask;
        }),
    ];
}
