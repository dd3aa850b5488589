using System.Security.Cryptography;
using System.Text;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>A secret that stands in one place of a configuration and nowhere else, so that whoever finds it knows where it came from.</summary>
/// <param name="Slot">Where it is planted.</param>
internal sealed record Canary(string Slot)
{
    public static Canary ApiAuthentication { get; } = new("API Authentication");

    public static Canary UrlQuery { get; } = new("the URL's own query");

    public static Canary UrlToken { get; } = new("a URL token");

    public static Canary Bearer { get; } = new("a Bearer header");

    public static Canary Basic { get; } = new("the password of a Basic header");

    public static Canary OAuth { get; } = new("a parameter of an OAuth header");

    public static Canary Cookie { get; } = new("a cookie");

    public static Canary ApiKeyHeader { get; } = new("an x-api-key header");

    public static Canary Body { get; } = new("the body, by a default value");

    public static Canary TemplateHeader { get; } = new("a header of a template");

    public static Canary TemplateUrl { get; } = new("the URL of a template");

    public static Canary HandlerHeader { get; } = new("an authorization that an HTTP handler adds");

    public static Canary HandlerQuery { get; } = new("a query token that an HTTP handler adds");

    /// <summary>Those that the engine knows before a handler has run.</summary>
    public static IReadOnlyList<Canary> OfConfiguration { get; } =
        [ApiAuthentication, UrlQuery, UrlToken, Bearer, Basic, OAuth, Cookie, ApiKeyHeader, Body, TemplateHeader, TemplateUrl];

    public static IReadOnlyList<Canary> All { get; } = [.. OfConfiguration, HandlerHeader, HandlerQuery];

    /// <summary>Letters and digits that no encoding changes but Base64: a part of the secret that would show also where it was cut short.</summary>
    public string Core { get; } = "c" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Slot)))[..11];

    /// <summary>The core with characters that each encoding writes differently.</summary>
    public string Secret => $"{Core}/+<&>%'?{Core[..6]}";
}
