using ConvosoConnect.Sdk.Endpoints;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Endpoints;

/// <summary>The traps of an API URL, and how it is put together.</summary>
public sealed class ApiUrlTests
{
    [Theory]
    [InlineData("crm.example.com/leads", "cannot be read as an address")]
    [InlineData("/leads", "cannot be read as an address")]
    [InlineData("//crm.example.com/leads", "cannot be read as an address")]
    [InlineData("https:/crm.example.com", "cannot be read as an address")]
    [InlineData("https:crm.example.com", "cannot be read as an address")]
    [InlineData("https://", "cannot be read as an address")]
    [InlineData("https:///leads", "cannot be read as an address")]
    [InlineData("https://crm.example.com:99999/", "cannot be read as an address")]
    [InlineData("https://crm example.com/", "cannot be read as an address")]
    [InlineData("https://[::1/", "cannot be read as an address")]
    [InlineData("file:///etc/passwd", "cannot be read as an address")]
    [InlineData("ftp://crm.example.com/", "begins with ftp:")]
    [InlineData("javascript://crm.example.com/%0aalert(1)", "begins with javascript:")]
    [InlineData("gopher://crm.example.com/", "begins with gopher:")]
    [InlineData("http://crm.example.com/", "begins with http, which sends leads and credentials in the clear")]
    [InlineData("HTTP://crm.example.com/", "begins with http, which sends")]
    [InlineData("https://ann:s3cret@crm.example.com/", "user name or password")]
    [InlineData("https://ann@crm.example.com/", "user name or password")]
    [InlineData("https://@crm.example.com/", "user name or password")]
    [InlineData("https://:@crm.example.com/", "user name or password")]
    [InlineData("https://crm.example.com/#top", "fragment")]
    [InlineData("https://crm.example.com/a?b#", "fragment")]
    [InlineData("https://{host}/leads", "token in its host")]
    [InlineData("https://crm.{domain}:8443/", "token in its host")]
    [InlineData("{url}", "cannot be read as an address")]
    [InlineData("https://crm.example.com/{", "brace at position 25")]
    [InlineData("https://crm.example.com/}", "brace at position 25")]
    [InlineData("https://crm.example.com/{}", "brace at position 25")]
    [InlineData("https://crm.example.com/{a}{b", "brace at position 28")]
    [InlineData("https://crm.example.com/{{a}}", "brace at position 25")]
    [InlineData("https://crm.example.com/{a/b}", "brace at position 25")]
    [InlineData("https://crm.example.com/{a?b}", "brace at position 25")]
    [InlineData("https://crm.example.com\\leads", "backslash")]
    [InlineData("https://crm.example.com/a\nb", "line break")]
    [InlineData("https://crm.example.com/a\0b", "control character")]
    [InlineData("https://crm.example.com/a\tb", "control character")]
    [InlineData("https://crm.example.com/a\u2028b", "line break")]
    [InlineData("https://crm.example.com/a\u0085b", "control character")]
    public void Parse_Trap_IsRefusedWithASentenceAndNoSecret(string url, string sentence)
    {
        var problems = new List<ValidationProblem>();

        Assert.Null(UrlTemplate.Parse(url, "key=s3cret", allowHttp: false, problems));
        ValidationProblem problem = Assert.Single(problems);
        Assert.Equal("ApiUrl", problem.Field);
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Length_IsBoundedAt8000()
    {
        string url = "https://crm.example.com/" + new string('a', 8000 - 24);
        var problems = new List<ValidationProblem>();

        Assert.NotNull(UrlTemplate.Parse(url, "", false, problems));
        Assert.Null(UrlTemplate.Parse(url + "a", "", false, problems));
        Assert.Contains("8001 characters", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  https://crm.example.com/a \r\n", "", "https://crm.example.com/a")]
    [InlineData("https://crm.example.com", "", "https://crm.example.com/")]
    [InlineData("https://crm.example.com?a=1", "k=v", "https://crm.example.com/?a=1&k=v")]
    [InlineData("https://crm.example.com/a", "?k=v&l=w", "https://crm.example.com/a?k=v&l=w")]
    [InlineData("https://crm.example.com/a?", "&k=v", "https://crm.example.com/a?k=v")]
    [InlineData("https://crm.example.com/a?x=1&", "k=v", "https://crm.example.com/a?x=1&k=v")]
    [InlineData("https://crm.example.com/a?x=1", "k=a b+c%20d%zz\"é#1", "https://crm.example.com/a?x=1&k=a%20b+c%20d%25zz%22%C3%A9%231")]
    [InlineData("https://crm.example.com/a/../b/./c//d", "", "https://crm.example.com/a/../b/./c//d")]
    [InlineData("https://crm.example.com/%7Bplain%7D?a[]=1", "", "https://crm.example.com/%7Bplain%7D?a[]=1")]
    [InlineData("https://crm.example.com/a%", "", "https://crm.example.com/a%25")]
    [InlineData("https://crm.example.com/Ä b|c", "", "https://crm.example.com/%C3%84%20b%7Cc")]
    [InlineData("https://bücher.example/a", "", "https://bücher.example/a")]
    [InlineData("https://[::1]:8443/a", "", "https://[::1]:8443/a")]
    [InlineData("https://10.0.0.1:80/a", "", "https://10.0.0.1:80/a")]
    [InlineData("HTTPS://CRM.example.com/A", "", "HTTPS://CRM.example.com/A")]
    [InlineData("https://crm.example.com/a@b?c=d@e", "", "https://crm.example.com/a@b?c=d@e")]
    public void Compose_AsTyped_KeepsWhatIsLegal(string url, string credentials, string expected)
    {
        var problems = new List<ValidationProblem>();
        UrlTemplate template = UrlTemplate.Parse(url, credentials, false, problems)!;

        Assert.Empty(problems);
        Assert.Null(template.Compose(_ => null, "", int.MaxValue, out string? composed));
        Assert.Equal(expected, composed);
        Assert.True(Uri.TryCreate(composed, UriKind.Absolute, out _));
    }

    [Theory]
    [InlineData("a b/c?d&e#f%g", "a%20b%2Fc%3Fd%26e%23f%25g")]
    [InlineData("é漢\U0001F600", "%C3%A9%E6%BC%A2%F0%9F%98%80")]
    [InlineData("{b}", "%7Bb%7D")]
    [InlineData("..a", "..a")]
    [InlineData("%2e%2e", "%252e%252e")]
    public void Compose_TokenValue_IsEncodedWhole(string value, string encoded)
    {
        UrlTemplate template = UrlTemplate.Parse("https://x.example/p/{a}/q?v={a}&w={b c}", "k=1", false, [])!;

        Assert.Equal(["a", "a", "b c"], template.Tokens);
        Assert.Null(template.Compose(key => key == "a" ? value : "2", "z=3", int.MaxValue, out string? url));
        Assert.Equal($"https://x.example/p/{encoded}/q?v={encoded}&w=2&k=1&z=3", url);
    }

    [Theory]
    [InlineData("https://x.example/p/{a}/q", ".")]
    [InlineData("https://x.example/p/{a}", "..")]
    [InlineData("https://x.example/p/.{a}/q", ".")]
    [InlineData("https://x.example/../{a}/q", "..")]
    public void Compose_TokenThatLeadsElsewhere_IsRefused(string url, string value)
    {
        UrlTemplate template = UrlTemplate.Parse(url, "", false, [])!;

        Assert.Contains("another path", template.Compose(_ => value, "", int.MaxValue, out string? composed), StringComparison.Ordinal);
        Assert.DoesNotContain("k=", composed, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_TokenWithoutValue_IsNamed()
    {
        UrlTemplate template = UrlTemplate.Parse("https://x.example/{zip}", "", false, [])!;

        Assert.Contains("{zip}", template.Compose(_ => "", "", int.MaxValue, out _), StringComparison.Ordinal);
        Assert.Contains("{zip}", template.Compose(_ => null, "", int.MaxValue, out _), StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_LoneSurrogate_IsReplaced()
    {
        UrlTemplate template = UrlTemplate.Parse("https://x.example/" + '\uD83D' + "/{a}", "k=" + '\uDE00', false, [])!;

        Assert.Null(template.Compose(_ => "x" + '\uD83D', "", int.MaxValue, out string? url));
        Assert.Equal("https://x.example/%EF%BF%BD/x%EF%BF%BD?k=%EF%BF%BD", url);
    }
}
