using System.Globalization;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Endpoints;

/// <summary>The traps of the pipe-delimited Authorization Header, and what of it goes over the wire.</summary>
public sealed class AuthorizationHeaderTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" | |", "")]
    [InlineData("Content-type: application/json|Authorization: OAuth T", "Content-type=application/json;Authorization=OAuth T")]
    [InlineData(" X-A :  1 \t| X-B:2 ", "X-A=1;X-B=2")]
    [InlineData("X-Url: https://a.example:80/b", "X-Url=https://a.example:80/b")]
    [InlineData("X-A:", "X-A=")]
    [InlineData("X-A: a\\|b|X-B: c\\d\\\\|X-C: e", "X-A=a|b;X-B=c\\d\\|X-C: e")]
    [InlineData("X-A: 1|X-A: 2", "X-A=1;X-A=2")]
    [InlineData("X-A: a\tb", "X-A=a\tb")]
    [InlineData("!#$%&'*+-.^_`~: x", "!#$%&'*+-.^_`~=x")]
    [InlineData("X-A: 1|\r\nX-B: 2", "X-A=1;X-B=2")]
    public void Parse_GoodText_SplitsAtPipesAndFirstColons(string text, string lines)
    {
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        var problems = new List<ValidationProblem>();
        IReadOnlyList<HeaderLine> parsed = HeaderLine.Parse(text, problems);

        Assert.Empty(problems);
        Assert.Equal(lines, string.Join(';', parsed.Select(l => $"{l.Name}={l.Value}")));
    }

    public static TheoryData<string, string, string> Traps => new()
    {
        { "no colon", "Authorization s3cret", "Header 1 has no colon" },
        { "no colon in the second", "X-A: 1||Bearer s3cret", "Header 2 has no colon" },
        { "no name", ": s3cret", "Header 1: The name before the colon is missing" },
        { "space in the name", "X-A: 1|Content-Length: 0|Bearer s3cret: x", "Header 3: The name has the character U+0020 at position 7" },
        { "non-ASCII name", "Schlüssel: s3cret", "U+00FC at position 5" },
        { "line break in the name", "X\r\nB: s3cret", "U+000D at position 2" },
        { "brackets in the name", "{\"token\": \"s3cret\"}", "U+007B at position 1" },
        { "line break", "X-A: s3cret\r\nX-B: 1", "The value of X-A holds a line break" },
        { "line break at the end", "X-A: s3cret\n", "The value of X-A holds a line break" },
        { "folded line", "X-A: s3cret\r\n continued", "The value of X-A holds a line break" },
        { "NUL", "X-A: s3cret\0", "a control character" },
        { "DEL", "X-A: s3cret\u007f", "a control character" },
        { "line separator", "X-A: s3cret\u2028x", "non-ASCII" },
        { "non-ASCII value", "X-A: s3cret-é", "non-ASCII" },
        { "lone surrogate", "X-A: s3cret" + '\uD83D', "non-ASCII" },
        { "Host", "hOsT: s3cret.example", "Host follows from the API URL" },
    };

    [Theory]
    [MemberData(nameof(Traps))]
    public void Parse_Trap_IsAnErrorWithoutTheValue(string trap, string text, string sentence)
    {
        var problems = new List<ValidationProblem>();
        HeaderLine.Parse(text, problems);

        ValidationProblem problem = Assert.Single(problems, p => !p.IsWarning);
        Assert.True(problem.Message.Contains(sentence, StringComparison.Ordinal), $"{trap}: {problem.Message}");
        Assert.Equal("AuthorizationHeader", problem.Field);
        Assert.DoesNotContain("s3cret", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-length: 0")]
    [InlineData("TRANSFER-ENCODING: chunked")]
    [InlineData("expect: 100-continue")]
    public void Parse_ComputedHeader_IsDroppedWithAWarning(string text)
    {
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        var problems = new List<ValidationProblem>();

        Assert.Equal("X-A", Assert.Single(HeaderLine.Parse($"{text}|X-A: 1", problems)).Name);
        Assert.True(Assert.Single(problems).IsWarning);
    }

    [Fact]
    public async Task SendAsync_Headers_ArriveAsTyped()
    {
        string url = receivers.Answer("""{"ok":1}""");
        (_, var entry) = await Receivers.SendAsync(
            url, e => e with { AuthorizationHeader = "Content-length: 0|Content-type: application/json|Authorization: OAuth s3cret|X-A: a\\|b|X-A: c|User-Agent: mine" });

        SeenRequest seen = Assert.Single(receivers.Seen(url));
        Assert.Equal("application/json", seen.Headers["Content-Type"]);
        Assert.Equal("OAuth s3cret", seen.Headers["Authorization"]);
        Assert.Equal($"{seen.Body.Length}", seen.Headers["Content-Length"]);
        Assert.Equal("mine", seen.Headers["User-Agent"]);
        Assert.Equal(["a|b", "c"], seen.Headers["X-A"].Split(", ").SelectMany(v => v.Split(',')));
        Assert.DoesNotContain("s3cret", string.Join('|', entry.InputData!.Headers), StringComparison.Ordinal);
        Assert.Contains(entry.InputData.Headers, h => h is { Key: "Authorization", Value: "***" });
    }

    [Fact]
    public async Task PreviewAsync_BodyHeaderOnGet_IsWarnedOf()
    {
        await using var engine = new Engine();
        await engine.SaveAsync(
            Engine.Endpoint("https://x.example/") with { RequestMethod = RequestMethod.Get, AuthorizationHeader = "Content-type: text/plain|Content-length: 0" });
        var preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        Assert.Null(preview.Error);
        Assert.Contains(preview.Warnings, w => w.Contains("Content-type describes a body", StringComparison.Ordinal));
        Assert.Contains(preview.Warnings, w => w.Contains("Content-length is computed", StringComparison.Ordinal));
        Assert.DoesNotContain(preview.Request!.Headers, h => h.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase));
    }
}
