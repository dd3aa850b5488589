using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Reliability.Tests.Properties;

/// <summary>
/// Whatever a lead, an adaptor and an endpoint hold, decoders that are not ours get out of the request exactly what went in: System.Text.Json, the query
/// parser of ASP.NET Core, System.Uri and the header parsers of System.Net.Http.
/// </summary>
public sealed class RequestPropertyTests : IDisposable
{
    private const int Requests = 2_000;

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String,
        Gen.OneOf("", " ", "&", "=", "a&b=c", "+", "%41", "%", "?", "#", "/", "../", "\"", "\\", "'",
        "<", "\r\n", "\0", "\u2028", "é", "😀", "\ud800", "\udc00\ud800", "{tok}", "null"));

    // No adaptor holds a NUL or half a character; the values of a lead may.
    private static readonly Gen<string> Keys = Gen.OneOf(Texts, Gen.OneOf("email", "a[]", "a.b", "a b"))
        .Select(text => Valid(text).Replace(',', ';').Replace("\0", "", StringComparison.Ordinal).Trim()).Where(text => text.Length > 0);

    private static readonly Gen<Dictionary<string, string>> Fields = Gen.Dictionary(Keys, Texts)[1, 6];

    private readonly ServiceProvider _engine;

    public RequestPropertyTests()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect(options => options.MaskCredentials = false);
        _engine = services.BuildServiceProvider();
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Preview_AnyFieldsAsJson_JsonReaderGetsThemBack() => Fields.Sample(
        fields =>
        {
            ConnectInputData request = Preview(new ConnectEndpoint { PostDataType = "JSON" }, fields);

            using var body = JsonDocument.Parse(request.Body!);
            Assert.Equal(Expected(fields), body.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.GetString()!)));
        },
        iter: Requests,
        threads: 1);

    [Fact]
    public void Preview_AnyFieldsAsForm_QueryParserGetsThemBack() => Fields.Sample(
        fields =>
        {
            ConnectInputData request = Preview(new ConnectEndpoint { PostDataType = "RAW" }, fields);

            Assert.Equal(Merged(Expected(fields)), Parsed(request.Body!));
            Assert.All(request.Body!, c => Assert.InRange(c, '!', '~'));
        },
        iter: Requests,
        threads: 1);

    [Fact]
    public void Preview_AnyFieldsAsQuery_UriAndQueryParserGetThemBackAfterTheUrlsOwn() => Gen.Select(Fields, Texts, Texts).Sample(
        (fields, own, secret) =>
        {
            ConnectInputData request = Preview(
                new ConnectEndpoint
                {
                    RequestMethod = RequestMethod.Get,
                    ApiUrl = $"https://crm.example.com/leads?own={Uri.EscapeDataString(Valid(own))}",
                    ApiAuthentication = $"api_key={Uri.EscapeDataString(Valid(secret))}",
                },
                fields);

            var uri = new Uri(request.Url);
            Assert.Equal("crm.example.com", uri.Host);
            Assert.Equal(
                Merged([("own", Valid(own)), ("api_key", Valid(secret)), .. Expected(fields)]), Parsed(request.Url[(request.Url.IndexOf('?', StringComparison.Ordinal) + 1)..]));
            Assert.Null(request.Body);
        },
        iter: Requests,
        threads: 1);

    [Fact]
    public void Preview_AnyValueInAUrlToken_StaysOneSegmentAndOneParameter() => Texts
        .Where(text => !string.IsNullOrEmpty(text) && text is not ("." or ".."))
        .Sample(
            text =>
            {
                ConnectInputData request = Preview(
                    new ConnectEndpoint { PostDataType = "RAW", ApiUrl = "https://crm.example.com/a/{tok}/b?q={tok}&z=1" }, new() { ["tok"] = text });

                string path = request.Url["https://crm.example.com".Length..request.Url.IndexOf('?', StringComparison.Ordinal)];
                Assert.Equal(["", "a", Valid(text), "b"], path.Split('/').Select(Uri.UnescapeDataString));
                Assert.Equal(Merged([("q", Valid(text)), ("z", "1")]), Parsed(request.Url[(request.Url.IndexOf('?', StringComparison.Ordinal) + 1)..]));
                Assert.Equal("crm.example.com", new Uri(request.Url).Host);
            },
            iter: Requests,
            threads: 1);

    [Fact]
    public void Preview_AnyHeaders_ParsersOfTheFrameworkGetThemBack() => Gen.Select(
        Gen.String[Gen.Char['!', '~'], 1, 30].Select(text => text.Replace('|', 'I').Replace('\\', '/').Replace('"', '.').Replace(',', '.')),
        Gen.String[Gen.Char[' ', '~'], 0, 30].Select(text => text.Trim()),
        Gen.OneOf("Bearer", "Basic", "Token")).Sample(
        (token, free, scheme) =>
        {
            ConnectInputData request = Preview(
                new ConnectEndpoint { AuthorizationHeader = $"Authorization: {scheme} {token}| X-Free : {free.Replace("|", "\\|", StringComparison.Ordinal)} |X-Last:1" },
                new() { ["a"] = "b" });

            var authorization = AuthenticationHeaderValue.Parse(request.Headers.Single(h => h.Key == "Authorization").Value);
            Assert.Equal((scheme, token), (authorization.Scheme, authorization.Parameter));
            Assert.Equal(free, request.Headers.SingleOrDefault(h => h.Key == "X-Free").Value ?? "");
            Assert.Equal("1", request.Headers.Single(h => h.Key == "X-Last").Value);
        },
        iter: Requests,
        threads: 1);

    private ConnectInputData Preview(ConnectEndpoint endpoint, Dictionary<string, string> fields)
    {
        var adaptor = new Adaptor
        {
            Id = "map",
            Name = "Map",
            Fields = [.. fields.Keys.Select((key, index) => new FieldMapping { Section = LeadSection.Extra, Field = $"f{index}", MappedTo = key })],
        };
        var lead = new LeadRecord { Extra = fields.Values.Select((value, index) => (value, index)).ToDictionary(pair => $"f{pair.index}", pair => (LeadValue)pair.value) };
        ConnectPreview preview = PreviewAsync(
            endpoint with { Id = "crm", Name = "CRM", AdaptorId = "map", ApiUrl = endpoint.ApiUrl.Length > 0 ? endpoint.ApiUrl : "https://crm.example.com/" },
            adaptor, lead).GetAwaiter().GetResult();
        Assert.True(preview.Error is null, preview.Error?.Message);
        return preview.Request!;
    }

    private async Task<ConnectPreview> PreviewAsync(ConnectEndpoint endpoint, Adaptor adaptor, LeadRecord lead)
    {
        IAdaptorStore adaptors = _engine.GetRequiredService<IAdaptorStore>();
        IEndpointStore endpoints = _engine.GetRequiredService<IEndpointStore>();
        await adaptors.SaveAsync(adaptor with { Version = (await adaptors.GetAsync("map"))?.Version ?? 0 });
        await endpoints.SaveAsync(endpoint with { Version = (await endpoints.GetAsync("crm"))?.Version ?? 0 });
        return await _engine.GetRequiredService<IConvosoConnectClient>().PreviewAsync("crm", lead);
    }

    private static IEnumerable<(string, string)> Expected(Dictionary<string, string> fields) => fields.Select(field => (Valid(field.Key), Valid(field.Value)));

    /// <summary>The text as UTF-8 can hold it: half a character becomes U+FFFD.</summary>
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static List<(string, string)> Merged(IEnumerable<(string Key, string Value)> pairs) =>
        [.. pairs.GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => group.Select(pair => (group.Key, pair.Value))).OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    private static List<(string, string)> Parsed(string query) =>
        [.. QueryHelpers.ParseQuery(query).SelectMany(pair => pair.Value.Select(value => (pair.Key, value ?? ""))).OrderBy(pair => pair.Key, StringComparer.Ordinal)];
}
