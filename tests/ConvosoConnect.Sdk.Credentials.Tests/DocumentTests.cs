using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Credentials.Tests;

/// <summary>docs/credentials.md says what the code does, and its examples are the code below.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public async Task Examples_AsTheyStandInTheDocument_DefineTheSameNames()
    {
        var services = new ServiceCollection();
        services.AddLogging();

        // The example begins here.
        services.AddConvosoConnect()
            .AddBasicCredential("crm-login", "ann", "secret")
            .AddApiKey("acme", o => o.Key = "secret")
            .AddHmacSignature("shop", o =>
            {
                o.Secret = "secret";
                o.SignedContent = "{timestamp}.{body}";
                o.Value = "t={timestamp},v1={signature}";
            })
            .AddStandardWebhooks("hooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .AddOAuthClientCredentials("crm-token", o =>
            {
                o.TokenUrl = "https://id.example/connect/token";
                o.ClientId = "app";
                o.ClientSecret = "secret";
            })
            .AddOAuthRefreshToken("books", o =>
            {
                o.TokenUrl = "https://id.example/oauth/token";
                o.ClientId = "app";
                o.RefreshToken = "secret";
            })
            .AddClientCertificate("bank", o => (o.File, o.Password) = ("bank.pfx", "secret"))
            .AddProxy("egress-1", o => o.Url = "http://egress.example:3128");

        // The example ends here.
        string text = await ReadAsync("docs/credentials.md");
        string here = await ReadAsync("tests/ConvosoConnect.Sdk.Credentials.Tests/DocumentTests.cs");
        Assert.Contains(Plain(here.Split("// The example begins here.")[1].Split("// The example ends here.")[0]), Plain(text), StringComparison.Ordinal);

        string json = text.Split("```json")[1].Split("```")[0];
        var fromJson = new ServiceCollection();
        fromJson.AddLogging().AddConvosoConnect(new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build().GetSection("Connect")).UseCredentials();
        string[] names = [.. JsonDocument.Parse(json).RootElement.GetProperty("Connect").GetProperty("Credentials").EnumerateObject().Select(p => p.Name)];
        foreach (ServiceCollection each in new[] { services, fromJson })
        {
            await using ServiceProvider provider = each.BuildServiceProvider();
            provider.GetRequiredService<IStartupValidator>().Validate();
            ConnectEndpoint endpoint = new() { Id = "a", Name = "A", ApiUrl = "https://crm.example/", RequestMethod = RequestMethod.Get, Credential = string.Join(',', names) };
            Assert.DoesNotContain(provider.GetRequiredService<Endpoints.EndpointValidator>().Validate(endpoint), p => !p.IsWarning);
        }
    }

    [Fact]
    public async Task Table_OfTheKinds_NamesEachOption()
    {
        string[] rows = [.. (await ReadAsync("docs/credentials.md")).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

        Holds("ApiKey", typeof(ApiKeyOptions));
        Holds("HmacSignature", typeof(HmacSignatureOptions));
        Holds("ClientCertificate", typeof(ClientCertificateOptions));
        Holds("Proxy", typeof(ProxyOptions));
        Holds("OAuthClientCredentials", typeof(OAuthOptions), nameof(OAuthOptions.RefreshToken));

        void Holds(string kind, Type options, string? except = null)
        {
            string row = rows.Single(r => r.StartsWith($"| `{kind}` ", StringComparison.Ordinal));
            Assert.All(options.GetProperties().Where(p => p.Name != except), p => Assert.Contains($"`{p.Name}`", row, StringComparison.Ordinal));
        }
    }

    private static string Plain(string text) => White().Replace(text, "");

    private static Task<string> ReadAsync(string path)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ConvosoConnect.Sdk.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return File.ReadAllTextAsync(Path.Combine(folder, path), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
