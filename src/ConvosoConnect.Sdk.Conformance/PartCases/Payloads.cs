using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>Mapped leads, usual and odd.</summary>
internal static class Payloads
{
    public static Payload Common => From(("email", "ann@example.com"), ("first_name", "Änn"), ("count", 1234567L), ("rate", 1234.5m), ("active", true));

    /// <summary>The payloads. They are made new each time, so that their keys hold no cached forms.</summary>
    public static IEnumerable<(string What, Payload Payload)> All =>
    [
        ("a common payload", Common),
        ("an empty payload", Payload.Empty),
        ("empty values", From(("email", default), ("name", ""))),
        ("numbers and booleans", From(("a", 0L), ("b", -1.50m), ("c", 1e300), ("d", long.MinValue), ("e", false))),
        ("texts of all scripts", From(("email", Texts.Unicode), (Texts.Unicode, "value"), ("Ünï-😀", "x"))),
        ("punctuation", From(("email", Texts.Punctuation), ("a&b=c", "1"), ("\"quoted\"", "2"), ("a.b.c", "3"), ("a[0]", "4"), ("{x}", "5"))),
        ("line breaks and control characters", From(("email", Texts.Spaced), ("a\r\nb", "\0\u0001\u001f\u007f\u2028"))),
        ("lone surrogates", From(("email", $"a{Texts.LoneSurrogate}b"), ("x" + Texts.LoneSurrogate, Texts.LoneSurrogate))),
        ("a key without a name", From(("", "value"), (" ", "blank"))),
        ("a value of a million characters", From(("email", Texts.Million), ("notes", "short"))),
        ("a thousand keys", new Payload(Enumerable.Range(0, 1000).Select(i => new PayloadField(new PayloadKey($"key_{i}"), $"value {i}")))),
    ];

    private static Payload From(params (string Key, LeadValue Value)[] fields) => new(fields.Select(f => new PayloadField(new PayloadKey(f.Key), f.Value)));
}
