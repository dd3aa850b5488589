using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about the search by result, whose text is never a pattern.</summary>
internal static class SearchCases
{
    private static readonly string Beginning = string.Concat(Enumerable.Range(0, 300).Select(n => $"{n}é日 "))[..1024];

    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        Search("SearchContains", "A search finds results that contain the text, wherever it stands, also inside a word and across words.",
            ["accepted", "not accepted", "accept", "acc epted"],
            ("cepted", [0, 1]), ("accepted", [0, 1]), ("t acc", [1]), ("accepted!", [])),
        Search("SearchCase", "A search ignores case.", ["Accepted", "ACCEPTED", "accepted", "denied"], ("aCCepted", [0, 1, 2]), ("DENIED", [3])),
        Search("SearchUnicodeCase", "A search ignores case beyond ASCII too, character by character: ß is not ss, and the Turkish İ and ı are not i.",
            ["ÄRGER", "ärger", "Straße", "strasse", "İzmir", "ızgara", "IZMIR", "Σίσυφος", "é", "e\u0301"],
            ("ärGER", [0, 1]), ("STRASSE", [3]), ("straße", [2]), ("İZM", [4]), ("izmir", [6]), ("IZG", []), ("ΣΊΣ", [7]), ("É", [8])),
        Search("SearchFolding", "A search ignores case by each character's own pair: the long ſ is no s, the Kelvin sign no k, and the capital ẞ no ß.",
            ["ſucceß", "success", "SUCCESS", "\u212Aelvin", "kelvin", "KELVIN", "GROẞ", "groß", "gross", "ﬁne", "fine", "ǅ", "ǆ"],
            ("success", [1, 2]), ("SUCCE", [1, 2]), ("ſucce", [0]), ("KELVIN", [4, 5]), ("\u212Aelvin", [3]), ("kelv", [4, 5]), ("groß", [7]), ("groẞ", [6]), ("GROSS", [8]), ("fine", [10]),
            ("ǆ", [11, 12])),
        Search("SearchPercent", "% stands for itself.", ["100% sure", "1000 sure", "sure"], ("%", [0]), ("100%", [0]), ("1%s", []), ("%sure%", [])),
        Search("SearchUnderscore", "_ stands for itself.", ["lead_id", "leadXid", "lead id"], ("d_i", [0]), ("_", [0]), ("___", [])),
        Search("SearchGlob", "*, ?, brackets and regular expressions stand for themselves.",
            ["a*b", "aXXb", "a?b", "[ab]", "a", "a.b", "^a$", "(a|b)"],
            ("a*b", [0]), ("a?b", [2]), ("[ab]", [3]), ("a.b", [5]), ("^a", [6]), ("(a|b)", [7]), ("[", [3]), ("*", [0])),
        Search("SearchQuotes", "Quotes and comments of query languages stand for themselves.",
            ["it's", "its", "say \"hi\"", "say hi", "a--b", "a/*b*/", "x'; DELETE FROM log; --"],
            ("it's", [0]), ("'", [0, 6]), ("\"hi\"", [2]), ("\"", [2]), ("--", [4, 6]), ("/*", [5]), ("'; DELETE", [6]), ("''", [])),
        Search("SearchBackslash", "Backslashes stand for themselves.", [@"C:\temp", @"C:\\temp", "C:/temp", @"\%", "%"],
            (@"\t", [0, 1]), (@"\\", [1]), (@"\", [0, 1, 3]), (@"\%", [3])),
        Search("SearchOperators", "Words and signs of full-text searches stand for themselves.",
            ["black AND white", "black white", "NOT found", "found", "a NEAR b", "-minus", "minus", "title:word", "(paren", "plus+", "a OR b"],
            ("black AND white", [0]), ("NOT found", [2]), ("NEAR", [4]), ("a NEAR b", [4]), ("-minus", [5]), ("title:word", [7]), ("(", [8]), ("plus+", [9]),
            ("a OR b", [10]), ("white black", []), ("AND", [0]), ("foun*", [])),
        Search("SearchShort", "Texts of one and two characters are found like longer ones.", ["ok", "k", "o", "no", "日本"],
            ("o", [0, 2, 3]), ("ok", [0]), ("本", [4]), ("7", [])),
        Search("SearchEmoji", "Characters beyond the BMP are found, and others of the same plane are not.",
            ["sent 😀", "sent 😁", "sent", "👩‍👩‍👧"], ("😀", [0]), ("t 😁", [1]), ("👧", [3]), ("😂", [])),
        Search("SearchSpaces", "Spaces in a search are compared like other characters, also at its ends.",
            ["a b", "a  b", "ab", " a"], ("a b", [0]), ("a  b", [1]), (" a", [3]), ("a ", [0, 1])),
        Search("SearchLines", "Line breaks and tabs in results and searches are characters like others.", ["one\ntwo", "one two", "one\r\ntwo", "a\tb"],
            ("one\ntwo", [0]), ("e\r\nt", [2]), ("two", [0, 1, 2]), ("a\tb", [3])),
        Search("SearchBlank", "A null, empty or blank search finds every entry.", ["a", "", null, " "],
            (null, [0, 1, 2, 3]), ("", [0, 1, 2, 3]), ("  ", [0, 1, 2, 3]), ("\t", [0, 1, 2, 3])),
        Search("SearchNull", "An entry without a result is not found by text.", [null, "", "null"], ("null", [2]), ("a", [])),
        Search("SearchLong", "Results are searched within their first 1,024 characters at least, however long they are; a search may have 200.",
            [Beginning[..^6] + "needle" + new string('x', 200_000), Beginning + Texts.Long(200_000), Beginning[..^1]],
            ("NEEDLE", [0]), (Beginning[^201..^1], [1, 2]), (Beginning[..200], [0, 1, 2]), (Beginning[^205..^6] + "!", [])),
        LogCase.New("SearchTooLong", "A search of more than 200 characters is refused with ArgumentException.", TooLong),
        LogCase.New("SearchOtherMembers", "A search looks at the result and the phone number only.", OtherMembers),
    ];

    private static ConformanceCase<IConnectLogStore> Search(
        string name, string purpose, string?[] results, params (string? Text, int[] Found)[] expectations) =>
        LogCase.New(name, purpose, async (store, token) =>
        {
            List<ConnectLogEntry> entries = await store.AppendAsync(results.Select(r => LogCase.Entry(r)), token).ConfigureAwait(false);
            foreach ((string? text, int[] found) in expectations)
            {
                await store.KeepsAsync(
                    new() { Search = text }, found.Select(i => entries[i]), token, $"the entries found by {Show.Value(text)}").ConfigureAwait(false);
            }
        });

    private static async Task TooLong(IConnectLogStore store, CancellationToken token)
    {
        ConnectLogQuery query = new() { Search = new string('a', 201) };
        await Check.ThrowsAsync<ArgumentException>("QueryAsync", async () => await store.QueryAsync(query, token).ConfigureAwait(false)).ConfigureAwait(false);
        await Check.ThrowsAsync<ArgumentException>("StreamAsync", () => LogCase.ReadAsync(store.StreamAsync(query, token))).ConfigureAwait(false);
    }

    private static async Task OtherMembers(IConnectLogStore store, CancellationToken token)
    {
        await store.AppendAsync(
            LogCase.Entry("ok") with
            {
                EndpointId = "needle",
                EndpointName = "needle",
                LeadId = "needle",
                Origin = "needle",
                ErrorKind = ConnectErrorKind.Rejected,
                ErrorMessage = "needle",
                ResponseBody = "needle 3105550142",
                InputData = new() { Method = "needle", Url = "needle", Headers = [new("needle", "needle")], Body = "needle 3105550142" },
            },
            token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Search = "needle" }, [], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Search = "3105550142" }, [], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Search = nameof(ConnectErrorKind.Rejected) }, [], token).ConfigureAwait(false);
    }
}
