using System.Text;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations;

/// <summary>Whatever stands in API URL and API Authentication is a problem in the list or can be sent; it is never an exception.</summary>
public sealed class UrlFuzzTests
{
    private const int Urls = 50_000;
    private const int Previews = 4_000;

    private static readonly string[] Beginnings =
        ["https://", "https://", "https://", "https://", "http://", "HTTPS://", "https:/", "https:", "https：//", "https:／／",
            "https://https://", "//", "", "ftp://", "https:?://", "h://"];

    private static readonly string[] Hosts =
        ["crm.example.com", "x", "bücher.example", "xn--bcher-kva.example", "127.0.0.1", "[::1]", "[fe80::1%25lo]",
            "１２７．０．０．１", "ⓛocalhost", "ﬁ.example", "ß.example", "日本。jp", "1.2.3.4.5", "0x7f.1"];

    /// <summary>Lookalikes of punctuation, marks without width, directions, halves, what IDN refuses, and what has a meaning in URLs.</summary>
    private static readonly string[] Pieces =
    [
        "：", "／", "．", "。", "｡", "＠", "？", "＃", "％", "＼", "［", "］", "｛", "｝", "℀", "℅", "⁄", "∕", "⸵", "﹕", "﹫", "︓",
        "\u202e", "\u200f", "\u061c", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060", "\u0301", "\u0338", "\u3000", "\u00a0", "\u2028", "\u0085",
        "\0", "\t", "\n", " ", "\u007f", "\uffff", "\ufffd", "\ue000", "😀", "\ud83d\ude00", "ʼ", "İ", "ı", "Ω", "א", "ا", "ก", "㍿", "½", "①",
        "%", "%2", "%zz", "%00", "%2e%2e", "%ff", "%F0%9F%98%80", "%252e", "[", "]", "[]", "{", "}", "{a}", "{email}", "{a=1}", "{api_key=1}", "{{", "}}",
        ":", ":0", ":80", ":65535", ":65536", ":99999999999", ":-1", ":x", "@", "a:b@", "#", "?", "?api_key=1", "?api_key={a}", "&", "=",
        "/", "//", "/..", "/./", "\\", "|", "^", "`", "\"", "'", "<", ">", "..", ".", "-", "_", "~", "xn--", "xn--a", "xn--zzzzzzz99999", "a.b", "www", "?token=abc&b=2",
    ];

    [Fact]
    public async Task Validate_AnyUrl_IsAListAndWhatPassesCanBeSent()
    {
        var random = new Random(20260308);
        var store = new UncheckedEndpoints(Engine.Endpoint("https://crm.example.com/"));
        await using var engine = new Engine(build: store.Use);
        await engine.Adaptors.SaveAsync(Engine.Adaptor, Engine.Token);
        EndpointValidator validator = engine.Services.GetRequiredService<EndpointValidator>();
        var failures = new List<string>();
        int passed = 0;
        for (int i = 0; i < Urls; i++)
        {
            ConnectEndpoint endpoint = Engine.Endpoint(Url(random)) with { ApiAuthentication = i % 3 == 0 ? Text(random, 4) : "api_key=s3cret-key", Version = i + 1 };
            try
            {
                IReadOnlyList<ValidationProblem> problems = validator.Validate(endpoint);
                Assert.All(problems, p => Assert.Contains(p.Field, (string[])["ApiUrl", "ApiAuthentication"]));
                if (problems.All(p => p.IsWarning) && ++passed <= Previews)
                {
                    store.Endpoint = endpoint;
                    await ExpectSendableAsync(engine, Lead(random));
                }
            }
#pragma warning disable CA1031 // Whatever is thrown is what this test looks for.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failures.Add($"{Show(endpoint.ApiUrl)} {Show(endpoint.ApiAuthentication)}: {exception.GetType().Name}: {exception.Message.Split('\n')[0]}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {Urls} threw, such as:\n{string.Join('\n', failures.Take(20))}");
        Assert.InRange(passed, Urls / 50, Urls);
    }

    [Theory]
    [InlineData("https://crm.example.com：8443/")]
    [InlineData("https://crm.example.com／leads")]
    [InlineData("https://crm.example.com？a=1")]
    [InlineData("https://ann＠crm.example.com/")]
    [InlineData("https:?://crm.example.com/")]
    public void Validate_HostThatCannotBeRead_IsAProblem(string url)
    {
        var problems = new List<ValidationProblem>();

        Assert.Null(UrlTemplate.Parse(url, "", allowHttp: false, problems));

        ValidationProblem problem = Assert.Single(problems);
        Assert.Equal(("ApiUrl", false), (problem.Field, problem.IsWarning));
        Assert.Contains("cannot be read as an address", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://crm\u202e.example.com/", "U+202E")]
    [InlineData("https://crm.example\u200b.com/leads", "U+200B")]
    [InlineData("https://crm.ex\u00adample.com", "U+00AD")]
    public void Validate_InvisibleCharacterInTheHost_IsNamed(string url, string character)
    {
        var problems = new List<ValidationProblem>();

        Assert.Null(UrlTemplate.Parse(url, "", allowHttp: false, problems));
        Assert.Contains($"the invisible character {character} in its host", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    private static async Task ExpectSendableAsync(Engine engine, LeadRecord lead)
    {
        ConnectPreview preview = await engine.Client.PreviewAsync("crm", lead, Engine.Token);
        if (preview.Error is { } error)
        {
            // A token without a value, or one that leads elsewhere.
            Assert.Equal(ConnectErrorKind.RequestInvalid, error.Kind);
            return;
        }

        var uri = new Uri(preview.Request!.Url);
        Assert.NotEmpty(uri.IdnHost);
        Assert.DoesNotContain("s3cret-key", preview.Request.Url, StringComparison.Ordinal);
    }

    private static LeadRecord Lead(Random random) => new()
    {
        Lead = new Dictionary<string, LeadValue> { ["email"] = Text(random, 3), ["first_name"] = Text(random, 2) },
    };

    private static string Url(Random random)
    {
        var url = new StringBuilder(Pick(random, Beginnings)).Append(random.Next(8) == 0 ? "" : Pick(random, Hosts));
        for (int i = random.Next(4); i > 0; i--)
        {
            url.Insert(random.Next(url.Length + 1), Piece(random));
        }

        url.Append(random.Next(3) switch { 0 => "", 1 => "/leads", _ => "/" + Text(random, 4) });
        if (random.Next(100) == 0)
        {
            url.Insert(random.Next(url.Length + 1), Pick(random, Pieces).PadRight(1, 'a')[..1], random.Next(9_000));
        }

        return url.ToString();
    }

    private static string Text(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => Piece(random)));

    private static string Piece(Random random) => random.Next(5) switch
    {
        0 => ((char)random.Next(0x10000)).ToString(), // Halves of surrogate pairs among them.
        1 => ((char)random.Next(0x20, 0x7F)).ToString(),
        _ => Pick(random, Pieces),
    };

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    private static string Show(string text) => string.Concat((text.Length > 200 ? text[..200] + "..." : text)
        .Select(c => c is > ' ' and < '\u007f' ? c.ToString() : $"\\u{(int)c:x4}"));
}
