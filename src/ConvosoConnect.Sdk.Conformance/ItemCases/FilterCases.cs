using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>Cases for the filters by name and state, with the sample. They run for a read-only store too.</summary>
internal static class FilterCases<T>
    where T : class
{
    public static IReadOnlyList<ItemCase<T>> All { get; } =
    [
        Named("FilterName", "The name filter keeps names that contain the text, wherever it stands.", ("lph", "a b"), ("der", "letter underscore"), ("no such", "")),
        Named("FilterNameEmpty", "An empty name filter keeps everything.", ("", string.Join(' ', SampleName.All.Select(n => n.Id)))),
        Named("FilterNameCase", "The name filter ignores case.", ("ZULU", "zulu"), ("zulu", "zulu"), ("ALPHA", "a b")),
        Named(
            "FilterNameUnicode",
            "The name filter ignores case beyond ASCII too, character by character: ß is not ss, and the Turkish İ and ı are not i.",
            ("ÄRGER", "lower upper"), ("STRASSE", "lower"), ("STRAßE", "upper"), ("İZ", "dotted"), ("IZMIR", "plain"), ("ız", "dotless"), ("😀", "emoji")),
        Named("FilterNamePercent", "% in the name filter stands for itself.", ("%", "percent"), ("100%", "percent"), ("1%s", "")),
        Named("FilterNameUnderscore", "_ in the name filter stands for itself.", ("_", "underscore"), ("r_s", "underscore")),
        Named(
            "FilterNameLiterals",
            "Quotes, backslash, brackets, * and ? in the name filter stand for themselves.",
            ("'", "quotes"), ("\"", "quotes"), ("\\", "quotes"), ("[set]", "marks"), ("[", "marks"), ("*", "marks"), ("?", "marks"), ("^", "")),
        new("FilterNone", "A filter without members keeps everything.", (store, token) => KeepsAsync(store, null, null, string.Join(' ', SampleName.All.Select(n => n.Id)), token)),
        new("FilterActive", "The filter by state keeps the active or the inactive items.", Active),
        new("FilterNameAndActive", "An item must match both name and state.", NameAndActive),
    ];

    private static ItemCase<T> Named(string name, string purpose, params (string Text, string Ids)[] expectations) =>
        new(name, purpose, async (store, token) =>
        {
            foreach ((string text, string ids) in expectations)
            {
                await KeepsAsync(store, text, null, ids, token).ConfigureAwait(false);
            }
        });

    private static async Task Active(ItemStore<T> store, CancellationToken token)
    {
        foreach (bool active in (bool[])[true, false])
        {
            await KeepsAsync(store, null, active, string.Join(' ', SampleName.All.Where(n => n.Active == active).Select(n => n.Id)), token).ConfigureAwait(false);
        }
    }

    private static async Task NameAndActive(ItemStore<T> store, CancellationToken token)
    {
        await KeepsAsync(store, "under", true, "underscore", token).ConfigureAwait(false);
        await KeepsAsync(store, "under", false, "letter", token).ConfigureAwait(false);
        await KeepsAsync(store, "alpha", false, "", token).ConfigureAwait(false);
    }

    private static async Task KeepsAsync(ItemStore<T> store, string? name, bool? active, string ids, CancellationToken token)
    {
        IReadOnlyList<T> seen = await store.ListAsync(name, active, token).ConfigureAwait(false);
        Check.Set(
            $"the ids kept by name {Show.Value(name)} and state {active?.ToString() ?? "any"}",
            ids.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            seen.Select(i => store.Key(i).Id));
    }
}
