using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about the search by phone number, which compares digits and ignores punctuation.</summary>
internal static class PhoneCases
{
    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        Phone("PhonePunctuation", "Punctuation is ignored in the search and in the entry.",
            ["3105550142", "(310) 555-0142", "310.555.0142", "310-555-0143", ""],
            ("3105550142", [0, 1, 2]), ("(310) 555-0142", [0, 1, 2]), ("310 555 0142", [0, 1, 2]), ("0143", [3])),
        Phone("PhoneCountryCode", "The country code 1 of an eleven-digit search is not needed in the entry.",
            ["3105550142", "13105550142", "+1 (310) 555-0142", "2105550142"],
            ("+1 (310) 555-0142", [0, 1, 2]), ("13105550142", [0, 1, 2]), ("1310", [1, 2])),
        Phone("PhonePart", "A part of the number is enough: its beginning, its middle or its end, from three digits on.",
            ["3105550142", "4243100555"], ("310", [0, 1]), ("3105", [0]), ("55501", [0]), ("142", [0]), ("424 310", [1]), ("9999", [])),
        Phone("PhoneShort", "Fewer than three digits are searched in the result only.", ["3105550142", "12"], ("42", []), ("3", []), ("1-2", []), ("12", [])),
        Phone("PhoneNoNumber", "A search with other characters than digits, spaces and ( ) - . + is not a phone number.",
            ["3105550142"], ("310x", []), ("tel 310", []), ("310%", []), ("310_", []), ("*310", []), ("310,555", []), ("\u0663\u0661\u0660", [])),
        Phone("PhoneOddEntries", "Phone numbers of other forms are compared by their ASCII digits.",
            ["+44 20 7946 0958 ext. 12", "unknown", "\u0663\u0661\u0660", "1", "555 5555 5555 5555 5555 5555"],
            ("209580", []), ("442079460958", [0]), ("095812", [0]), ("310", []), ("5555555555555555", [4])),
        LogCase.New("PhoneOrResult", "A search of digits finds entries by number and by result alike.", PhoneOrResult),
    ];

    private static ConformanceCase<IConnectLogStore> Phone(string name, string purpose, string[] phones, params (string Text, int[] Found)[] expectations) =>
        LogCase.New(name, purpose, async (store, token) =>
        {
            List<ConnectLogEntry> entries = await store.AppendAsync(phones.Select(p => LogCase.Entry("ok", p)), token).ConfigureAwait(false);
            foreach ((string text, int[] found) in expectations)
            {
                await store.KeepsAsync(
                    new() { Search = text }, found.Select(i => entries[i]), token, $"the entries found by {Show.Value(text)}").ConfigureAwait(false);
            }
        });

    private static async Task PhoneOrResult(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(
            [LogCase.Entry("id 555014", "2025550142"), LogCase.Entry("ok", "3105550142"), LogCase.Entry("(555) 014"), LogCase.Entry(null, "5550149999")],
            token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Search = "555014" }, [entries[0], entries[1], entries[3]], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Search = "(555) 014" }, entries, token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Search = "id 555014" }, entries[..1], token).ConfigureAwait(false);
    }
}
