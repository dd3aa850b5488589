using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.AdaptorCases;

/// <summary>Cases that save adaptors and read them back unchanged.</summary>
internal static class AdaptorRoundTripCases
{
    private const string Prefix = "AdaptorStore.";

    public static IReadOnlyList<ConformanceCase<StorePair>> All { get; } =
    [
        new(Prefix + "RoundTrip", "Every member of an adaptor and of its rows comes back, the rows in their order.", (pair, token) =>
            ReturnsAsync(pair, AdaptorItems.New("id", "Name") with { Active = false, Fields = AdaptorItems.Rows }, token)),
        new(Prefix + "RoundTripUnicode", "Texts of all scripts come back character by character.", (pair, token) =>
            ReturnsAsync(pair, AdaptorItems.New("Ünï-😀", Texts.Unicode) with { Fields = [RowOf(Texts.Unicode), RowOf(Texts.Punctuation)] }, token)),
        new(Prefix + "WhiteSpaceKept", "White space is kept wherever it stands.", (pair, token) =>
            ReturnsAsync(pair, AdaptorItems.New("id", " two  spaces ") with { Fields = [RowOf(Texts.Spaced)] }, token)),
        new(Prefix + "EmptyRows", "An adaptor without rows comes back without rows.", (pair, token) =>
            ReturnsAsync(pair, AdaptorItems.New("id", "Name") with { Fields = [] }, token)),
        new(Prefix + "EqualRows", "Rows that are equal come back as often as they were given.", (pair, token) =>
            ReturnsAsync(pair, AdaptorItems.New("id", "Name") with { Fields = [RowOf("a"), RowOf("b"), RowOf("a"), RowOf("a")] }, token)),
        new(Prefix + "SectionsAndFormats", "Every section and every date format comes back.", (pair, token) =>
            ReturnsAsync(pair, AdaptorItems.New("id", "Name") with { Fields = [.. SectionsAndFormats()] }, token)),
        new(Prefix + "LongestValues", "Values of a million characters come back whole.", (pair, token) =>
            ReturnsAsync(pair, AdaptorItems.New(new string('i', 200), new string('日', 200)) with { Fields = [RowOf(Texts.Million), RowOf("short")] }, token)),
        new(Prefix + "ManyRows", "Two thousand rows come back in their order.", (pair, token) =>
            ReturnsAsync(pair, AdaptorItems.New("id", "Name") with { Fields = [.. Enumerable.Range(0, 2000).Select(i => RowOf($"key{i * 7919 % 2000}"))] }, token)),
        new(Prefix + "RowsReplaced", "A save replaces all rows: none of the old ones is left.", RowsReplaced),
        new(Prefix + "RowsCopied", "Changing the list that was given to Save does not change what is stored.", RowsCopied),
    ];

    private static FieldMapping RowOf(string text) => new() { Label = text, Field = text, MappedTo = text, DefaultValue = text };

    private static IEnumerable<FieldMapping> SectionsAndFormats() =>
        from section in Enum.GetValues<LeadSection>()
        from format in DateFormats.All.Append("")
        select RowOf($"{section}") with { Section = section, DateFormat = format };

    private static async Task RowsReplaced(StorePair pair, CancellationToken token)
    {
        Adaptor saved = await pair.Adaptors.SaveAsync(AdaptorItems.New("id", "Name") with { Fields = AdaptorItems.Rows }, token).ConfigureAwait(false);
        await ReturnsAsync(pair, saved with { Fields = [RowOf("only")] }, token).ConfigureAwait(false);
    }

    private static async Task RowsCopied(StorePair pair, CancellationToken token)
    {
        List<FieldMapping> rows = [RowOf("a"), RowOf("b")];
        Adaptor saved = await pair.Adaptors.SaveAsync(AdaptorItems.New("id", "Name") with { Fields = rows }, token).ConfigureAwait(false);
        rows[0] = RowOf("changed");
        rows.Add(RowOf("added"));
        Check.Sequence("the rows returned by Save", ["a", "b"], saved.Fields.Select(r => r.Field));
        Adaptor seen = Check.NotNull("the adaptor", await pair.Adaptors.GetAsync("id", token).ConfigureAwait(false));
        Check.Sequence("the rows stored", ["a", "b"], seen.Fields.Select(r => r.Field));
    }

    private static async Task ReturnsAsync(StorePair pair, Adaptor adaptor, CancellationToken token)
    {
        AdaptorItems.CheckSame(adaptor, await pair.Adaptors.SaveAsync(adaptor, token).ConfigureAwait(false));
        AdaptorItems.CheckSame(adaptor, Check.NotNull("the adaptor", await pair.Adaptors.GetAsync(adaptor.Id, token).ConfigureAwait(false)));
    }
}
