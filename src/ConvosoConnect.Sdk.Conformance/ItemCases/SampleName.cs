namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>Id, name and state of one item of the sample. The names differ in details that a filter may treat wrongly.</summary>
internal sealed record SampleName(string Id, string Name, bool Active)
{
    public static IReadOnlyList<SampleName> All { get; } =
    [
        new("b", "alpha", true),
        new("a", "alpha", true),
        new("zulu", "Zulu", false),
        new("percent", "100% sure", true),
        new("thousand", "1000 sure", true),
        new("underscore", "under_score", true),
        new("letter", "underXscore", false),
        new("upper", "Ärger Straße", true),
        new("lower", "ärger strasse", false),
        new("dotted", "İzmir", true),
        new("dotless", "ızgara", true),
        new("plain", "izmir", true),
        new("emoji", "😀 leads", true),
        new("quotes", "a'b\"c\\d", true),
        new("marks", "[set] *star?", true),
    ];
}
