using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Redaction;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Redaction;

/// <summary>The work of a mask is bounded by the text's length: counted in steps, so that no busy machine makes a difference.</summary>
public sealed class CredentialMaskStepsTests
{
    // Four to six searches of two steps a character at most, as many layers of a step a character, and a dozen for each sign of an escape.
    private const int MostStepsPerCharacter = 60;
    private const int Length = 1 << 18;

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal);

    public static TheoryData<string, string> Hostile { get; } = Cross(
        ("backslashes", Repeat("\\")),
        ("backslashes and tokens", Repeat("\\\\\\\\tok\\n3cr3t-9\\")),
        ("percents", Repeat("%25")),
        ("percents of percents", Repeat("%252525")),
        ("entities", Repeat("&amp;amp;amp;")),
        ("open entities", Repeat("&")),
        ("long entities", Repeat("&#0000000000000000000000000;")),
        ("letters a", Repeat("a")),
        ("letters a in hexadecimal", Repeat("61")),
        ("letters a in Base64", Repeat("YWFh")),
        ("letters a, wrapped", Repeat("aaaaaaaaaaaaaaaa\r\n    ")),
        ("line breaks", Repeat("aaaaaaaa" + new string('\n', 100))),
        ("names", Repeat("pin=pin\":")),
        ("names and values", Repeat("pin=1234,")),
        ("tags", Repeat("<pin <p:in\n")),
        ("attributes", Repeat("<pin " + new string('p', 99))),
        ("NUL characters", Repeat("\0")),
        ("secrets", Repeat("secret-0-aaaaaaaaaaaaaaaab,")),
        ("prefixes of secrets", Repeat("secret-1-aaaaaaaaaaaaaaaa")),
        ("random letters", Random("abcdefghijklmnopqrstuvwxyz0123456789-")),
        ("random signs", Random("\\%&;#ux0125amp+/=\"")));

    private static Dictionary<string, IReadOnlyList<string>> SecretsOf { get; } = new()
    {
        ["one"] = ["S3cr3t-key/9"],
        ["of backslashes"] = [new string('\\', 64) + "x", "\\n\\n\\n\\n\\nabc\\", "\\\"\\\"\\\"\\\"\\\""],
        ["of one letter"] = [new string('a', 16) + "b", new string('a', 4000), new string('a', 8)],
        ["of signs"] = ["!&\\%&%\\\"'", "%25%25%25%25", "&amp;&amp;&amp;"],
        ["500"] = [.. Enumerable.Range(0, 500).Select(i => string.Create(CultureInfo.InvariantCulture, $"secret-{i}-aaaaaaaaaaaaaaaab"))],
        ["each the beginning of the next"] = [.. Enumerable.Range(8, 300).Select(i => new string('a', i))],
        ["with line breaks"] = ["aaaaaaaa\n\n\n\naaaaaaaa\n", "\r\n\r\naaaa"],
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Mask_AnyTextAndAnySecrets_TakesStepsInProportionToTheText(string text, string secrets)
    {
        var mask = new CredentialMask(SecretsOf[secrets], [new("pin", "1234"), new("p", "1"), new("in", "pin=pin")]);
        string hostile = Texts[text];
        string masked = mask.Mask(hostile, isCut: true, out long steps)!;
        Assert.InRange(steps, hostile.Length, (long)MostStepsPerCharacter * hostile.Length);
        Assert.InRange(masked.Length, 1, 2 * hostile.Length);
    }

    [Fact]
    public void Mask_TwiceTheText_TakesTwiceTheSteps()
    {
        var mask = new CredentialMask(SecretsOf["of backslashes"]);
        string once = Texts["backslashes and tokens"];
        mask.Mask(once, isCut: false, out long steps);
        mask.Mask(once + once, isCut: false, out long twice);
        Assert.InRange(twice, 1.9 * steps, 2.1 * steps);
    }

    private static TheoryData<string, string> Cross(params (string Name, string Text)[] texts)
    {
        var rows = new TheoryData<string, string>();
        foreach ((string name, string text) in texts)
        {
            Texts[name] = text;
            foreach (string secrets in (string[])["one", "of backslashes", "of one letter", "of signs", "500", "each the beginning of the next", "with line breaks"])
            {
                rows.Add(name, secrets);
            }
        }

        return rows;
    }

    private static string Repeat(string text) => new StringBuilder(Length).Insert(0, text, Length / text.Length).ToString();

    private static string Random(string letters) => string.Concat(new Random(42).GetItems<char>(letters, Length));
}
