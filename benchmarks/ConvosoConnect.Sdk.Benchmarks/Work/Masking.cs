using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Benchmarks.Runs;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Benchmarks.Work;

/// <summary>The masking of long texts that a receiver may have made to cost as much as can be, against few and many secrets.</summary>
internal static class Masking
{
    /// <summary>What the mask may take at most for a character, whatever the text and the secrets.</summary>
    public const double Nanoseconds = 50;

    public const int Length = 1 << 18;

    // What a check lets pass, so that a busy machine does not fail it.
    private const double Limit = 4 * Nanoseconds;
    private const string Prefix = "Mask, ";

    private static readonly (string Name, Func<string> Make)[] Texts =
    [
        ("letters", () => Random("abcdefghijklmnopqrstuvwxyz0123456789-")),
        ("letters, not ASCII", () => Random("äöüÄÖÜéабвгдеЖЗ漢字")),
        ("backslashes", () => Repeat("\\")),
        ("backslashes and tokens", () => Repeat("\\\\\\\\tok\\n3cr3t-9\\")),
        ("percents of percents", () => Repeat("%252525")),
        ("Base64 with percents of percents", () => Repeat("c2VjcmV0LTEyMy1h%2525")),
        ("Base64, wrapped", () => Repeat("c2VjcmV0LTEyMy1h\r\n    ")),
        ("entities of entities", () => Repeat("&amp;amp;amp;#x61;")),
        ("beginnings of secrets", () => Repeat("secret-1-aaaaaaaaaaaaaaaa%41")),
        ("names and values", () => Repeat("pin=1234,")),
        ("signs of escapes", () => Random("\\%&;#ux0125amp+/=\"")),
        ("percents and digits", () => Random("%%%2255\\\\ux0")),
    ];

    private static readonly (string Name, string[] Secrets)[] Secrets =
    [
        ("1 secret", ["S3cr3t-key/9"]),
        ("500 secrets", [.. Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"secret-{i}-aaaaaaaaaaaaaaaab"))]),
        ("500 random secrets", [.. RandomSecrets(500)]),
    ];

    public static IEnumerable<Job> Jobs =>
        from text in Texts
        let characters = text.Make()
        from secrets in Secrets
        let mask = new CredentialMask(secrets.Secrets, [new("pin", "1234")])
        select new Job($"{Prefix}{text.Name}, {secrets.Name}", Catalogue.Engine, () => mask.Mask(characters, isCut: true), () => mask.Mask(characters, isCut: true));

    /// <summary>Those that took the most when all were measured.</summary>
    public static IEnumerable<Job> ForCheck => Jobs.Where(job => job.Group.Contains("500 random", StringComparison.Ordinal)
        && (job.Group.Contains("digits", StringComparison.Ordinal) || job.Group.Contains("tokens", StringComparison.Ordinal)));

    /// <summary>Why the check does not pass; null when it does.</summary>
    public static string? Miss(Figure figure) => figure.Nanoseconds > Limit * Length
        ? FormattableString.Invariant($"{figure.Group}: {figure.Nanoseconds / Length:0} ns a character, and may take {Limit:0}.")
        : null;

    public static bool Is(string group) => group.StartsWith(Prefix, StringComparison.Ordinal);

    private static string Repeat(string text) => new StringBuilder(Length).Insert(0, text, Length / text.Length).ToString();

    private static string Random(string letters) => string.Concat(new Random(42).GetItems<char>(letters, Length));

    private static IEnumerable<string> RandomSecrets(int count)
    {
        var random = new Random(43);
        for (int i = 0; i < count; i++)
        {
            yield return string.Concat(random.GetItems<char>("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/%&\\é", 32));
        }
    }
}
