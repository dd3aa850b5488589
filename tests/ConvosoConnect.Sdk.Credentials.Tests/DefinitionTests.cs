using System.Text;
using ConvosoConnect.Sdk.Credentials.Tests.Support;
using ConvosoConnect.Sdk.Sending.Credentials;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Credentials.Tests;

/// <summary>Credentials as the app defines them, in code and in configuration.</summary>
public sealed class DefinitionTests
{
    [Fact]
    public async Task Configuration_OfEveryKind_DefinesWhatCodeDoes()
    {
        await using ServiceProvider services = Build("""
            {
              "basic": { "Type": "Basic", "User": "ann", "Password": "password1" },
              "key": { "Type": "apikey", "Key": "k-12345678", "Header": "Acme-Id", "Prefix": "Key " },
              "query": { "Type": "ApiKey", "Key": "k-12345678", "QueryParameter": "k" },
              "hmac": { "Type": "HmacSignature", "Secret": "00ff", "SecretEncoding": "hex", "Algorithm": "Sha512", "Encoding": "Base64", "Header": "X-Sig",
                        "SignedContent": "{timestamp}.{body}", "Value": "v1={signature}", "TimestampHeader": "X-Time" },
              "hooks": { "Type": "StandardWebhooks", "Secrets": [ "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD" ] },
              "oauth": { "Type": "OAuthClientCredentials", "TokenUrl": "https://id.example/token", "ClientId": "app", "ClientSecret": "secret-1", "Scope": "a b",
                         "Audience": "crm", "Resource": "urn:crm", "ClientSecretInBody": true, "RefreshBefore": "00:02:00" },
              "refresh": { "Type": "OAuthRefreshToken", "TokenUrl": "https://id.example/token", "ClientId": "app", "RefreshToken": "refresh-1" },
              "cert": { "Type": "ClientCertificate", "File": "ann.pfx", "Password": "password2" },
              "egress-1": { "Type": "Proxy", "Url": "socks5://egress.example:1080", "User": "app", "Password": "password3" }
            }
            """);
        var endpoints = services.GetRequiredService<IEndpointStore>();
        var lead = new LeadRecord { Id = "1" };
        await services.GetRequiredService<IAdaptorStore>().SaveAsync(new Adaptor { Id = "map", Name = "Map" }, Lab.Token);

        foreach ((string name, string headers) in new[]
        {
            ("basic", "Authorization"), ("key", "Acme-Id"), ("query", ""), ("hmac", "X-Time,X-Sig"), ("hooks", "webhook-id,webhook-timestamp,webhook-signature"),
            ("oauth", "Authorization"), ("refresh", "Authorization"), ("cert", ""), ("egress-1", ""),
        })
        {
            await endpoints.SaveAsync(Lab.Endpoint("https://crm.example/", name, id: name), Lab.Token);
            ConnectPreview preview = await services.GetRequiredService<IConvosoConnectClient>().PreviewAsync(name, lead, Lab.Token);
            Assert.Null(preview.Error);
            Assert.Equal(headers, string.Join(',', preview.Request!.Headers.Where(h => h.Value == "***").Select(h => h.Key)));
            Assert.Equal(name == "query" ? "https://crm.example/?k=***" : "https://crm.example/", preview.Request.Url);
        }
    }

    [Theory]
    [InlineData("""{ "a": { "Type": "Bassic" } }""", "Connect:Credentials:a: The Type 'Bassic' is not known. Known are: Basic, ApiKey, HmacSignature,")]
    [InlineData("""{ "a": { "User": "ann" } }""", "Connect:Credentials:a: The Type is missing. Give one of Basic, ")]
    [InlineData("""{ "a": "Basic" }""", "Connect:Credentials:a: A single value was found where an object with settings is expected.")]
    [InlineData("""{ "a": { "Type": "Basic", "User": "a:b", "Pasword": "x" } }""", "Connect:Credentials:a:Pasword: There is no setting of that name. Known are: Hosts, Password, Type, User.")]
    [InlineData("""{ "a": { "Type": "Basic", "User": "a:b", "Password": "x" } }""", "User has a colon, which separates it from the password.")]
    [InlineData("""{ "a,b": { "Type": "Proxy", "Url": "http://p.example" } }""", "The name of a credential has 1 to 100 characters, no comma,")]
    [InlineData("""{ "a": { "Type": "Proxy", "Url": "ftp://p.example" } }""", "Url is not an absolute URL that begins with http or https or socks5")]
    [InlineData("""{ "a": { "Type": "OAuthClientCredentials", "TokenUrl": "/token" } }""", "TokenUrl is not an absolute URL that begins with https or http ")]
    [InlineData("""{ "a": { "Type": "StandardWebhooks", "Secrets": [ "whsec_###" ] } }""", "Secrets[0] is not whsec_ followed by Base64.")]
    [InlineData("""{ "a": { "Type": "StandardWebhooks" } }""", "Secrets has 0 entries; give one, or the new and the old one while a receiver changes.")]
    [InlineData("""{ "a": { "Type": "HmacSignature", "Secret": "xyz", "SecretEncoding": "Hex" } }""", "Secret is not Hex as SecretEncoding says.")]
    [InlineData("""{ "a": { "Type": "HmacSignature", "Secret": "x", "SignedContent": "{boddy}" } }""", "SignedContent has the token {boddy}. Known are: {body}, {timestamp},")]
    [InlineData("""{ "a": { "Type": "HmacSignature", "Secret": "x", "Value": "}{" } }""", "Value has a brace without its counterpart.")]
    [InlineData("""{ "a": { "Type": "HmacSignature", "Secret": "x", "Algorithm": "MD5" } }""", "'MD5' is not one of Sha256, Sha512, Sha384, Sha1.")]
    [InlineData("""{ "a": { "Type": "ClientCertificate", "File": "a.pfx", "Pem": "x" } }""", "Give exactly one of File, Pem and Thumbprint.")]
    [InlineData("""{ "a": { "Type": "ApiKey", "Key": "k\n" } }""", "Key has a control character, such as a line break at its end. Remove it.")]
    [InlineData("""{ "a": { "Type": "ApiKey", "Key": "k", "Header": "X Key" } }""", "Header is not the name of a header")]
    public async Task Configuration_WithAFault_StopsTheStartInOneSentence(string json, string expected)
    {
        await using ServiceProvider services = Build(json);

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(refused.Failures, failure => failure.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Configuration_WithANameOfTheCode_StopsTheStart()
    {
        await using ServiceProvider services = Build("""{ "CRM": { "Type": "Basic", "User": "ann", "Password": "x" } }""", b => b.AddApiKey("crm", o => o.Key = "k"));

        var refused = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal("The credential 'CRM' is defined in the code and in the configuration of this app. Remove one of them, or give it another name.", refused.Message);
    }

    [Fact]
    public async Task Configuration_WithoutThePackage_IsAnUnknownKey()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddConvosoConnect(Section("{}"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(refused.Failures, failure => failure.StartsWith("Connect:Credentials: There is no setting of that name.", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_ImpossibleDefinitions_AreRefusedAtOnce()
    {
        ConvosoConnectBuilder builder = new ServiceCollection().AddConvosoConnect().AddApiKey("crm", o => o.Key = "k");

        Assert.Contains("'CRM' is defined as ApiKey already", Assert.Throws<ArgumentException>(() => builder.AddBasicCredential("CRM", "a", "b")).Message, StringComparison.Ordinal);
        Assert.Contains("no comma", Assert.Throws<ArgumentException>(() => builder.AddBasicCredential("a,b", "a", "b")).Message, StringComparison.Ordinal);
        Assert.Contains("Password is missing", Assert.Throws<ArgumentException>(() => builder.AddBasicCredential("a", "a", null!)).Message, StringComparison.Ordinal);
        Assert.Contains("Key is missing", Assert.Throws<ArgumentException>(() => builder.AddApiKey("a", _ => { })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => builder.AddApiKey("a", null!));
        Assert.Contains("Secrets[0] is not", Assert.Throws<ArgumentException>(() => builder.AddStandardWebhooks("a", null!)).Message, StringComparison.Ordinal);
        Assert.Contains("TokenUrl is not", Assert.Throws<ArgumentException>(() => builder.AddOAuthRefreshToken("a", _ => { })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_TheSameNameAndKindTwice_IsTheLastOne()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.UseCredentials().AddApiKey("crm", o => o.Key = "first").AddApiKey("CRM", o => o.Key = "second").UseCredentials());

        await lab.SendAsync(Lab.Endpoint(receiver.Url, "crm"));

        Assert.Equal("second", receiver.Last.Header("X-Api-Key"));
    }

    [Fact]
    public async Task Hosts_OfACredential_AreTheOnlyOnesThatGetIt()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        string local = receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var lab = new Lab(b => b
            .AddApiKey("crm", o => o.Key = "k-12345678")
            .RestrictCredential("CRM", "*.crm.example", "localhost")
            .ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Detour(receiver.Url))));

        var refused = await Assert.ThrowsAsync<ConnectValidationException>(() => lab.SaveAsync(Lab.Endpoint("https://crm.example.evil.example/", "crm")));
        var sent = await lab.SendAsync(Lab.Endpoint(local, "crm"));
        var detour = await lab.SendAsync(Lab.Endpoint(local + "/detour", "crm", id: "detour"));

        const string expected = "The credential 'crm' is for *.crm.example, localhost only, and this endpoint leads to ";
        Assert.StartsWith(expected + "crm.example.evil.example.", refused.Problems.Single(p => p.Field == "Credential").Message, StringComparison.Ordinal);
        Assert.Equal("k-12345678", receiver.All.Single().Header("X-Api-Key"));
        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.StartsWith($"CredentialFailed: {expected}127.0.0.1.", detour.Result.Error!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_InTheConfigurationOrForNobody_AreChecked()
    {
        await using ServiceProvider services = Build("""{ "crm": { "Type": "ApiKey", "Key": "k", "Hosts": [ "crm.example" ] } }""");
        await using ServiceProvider wrong = Build("""{ "crm": { "Type": "ApiKey", "Key": "k", "Hosts": [ "https://crm.example" ] } }""");
        await using ServiceProvider unknown = Build("""{ "crm": { "Type": "ApiKey", "Key": "k" } }""", b => b.RestrictCredential("crn", "crm.example"));
        var validator = services.GetRequiredService<Endpoints.EndpointValidator>();

        Assert.DoesNotContain(validator.Validate(Lab.Endpoint("https://CRM.example./a", "crm")), p => p.Field == "Credential");
        Assert.Contains(validator.Validate(Lab.Endpoint("https://a.crm.example/", "crm")), p => p.Field == "Credential" && !p.IsWarning);
        Assert.Contains(
            Assert.Throws<OptionsValidationException>(() => wrong.GetRequiredService<IStartupValidator>().Validate()).Failures,
            failure => failure.StartsWith("Connect:Credentials:crm: Hosts has 'https://crm.example', which is not a host name.", StringComparison.Ordinal));
        await using ServiceProvider empty = Build("""{ "crm": { "Type": "ApiKey", "Key": "k", "Hosts": [] } }""");
        Assert.Contains(
            Assert.Throws<OptionsValidationException>(() => empty.GetRequiredService<IStartupValidator>().Validate()).Failures,
            failure => failure.StartsWith("Connect:Credentials:crm: Hosts is empty", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>("hosts", () => Build("""{ "crm": { "Type": "ApiKey", "Key": "k" } }""", b => b.RestrictCredential("crm")));
        Assert.Equal(
            "RestrictCredential names 'crn', which is not defined. Defined are: crm.",
            Assert.Throws<InvalidOperationException>(() => unknown.GetRequiredService<IStartupValidator>().Validate()).Message);
    }

    [Fact]
    public async Task Credential_OfTheApp_IsAskedForEachAttempt()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.AddCredential<Ticket>().AddCredential<Ticket>());

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url, "ticket"));
        var broken = await lab.SendAsync(Lab.Endpoint(receiver.Url + "/broken", "ticket", id: "broken"));

        Assert.Equal("ticket-00000001", receiver.Last.Header("X-Ticket"));
        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal((ConnectErrorKind.CredentialFailed, "The credential 'ticket' failed: InvalidTimeZoneException: no ***. Nothing was sent to the receiver."),
            (broken.Result.Error!.Kind, broken.Result.Error.Message));
        Assert.Single(receiver.All);
        await lab.HoldsNoneAsync(sent, "ticket-0000");
        await lab.HoldsNoneAsync(broken, "ticket-0000");
    }

    private static ServiceProvider Build(string json, Action<ConvosoConnectBuilder>? more = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        ConvosoConnectBuilder builder = services.AddConvosoConnect(Section(json)).UseCredentials();
        more?.Invoke(builder);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static IConfigurationSection Section(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Connect": { "ConnectTimeout": "00:00:05", "Credentials": {{(json == "{}" ? """{ "a": { "Type": "Basic" } }""" : json)}} } }""")))
        .Build().GetSection("Connect");

    /// <summary>Sends one path to another host.</summary>
    private sealed class Detour(string url) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = request.RequestUri!.AbsolutePath == "/detour" ? new Uri(url) : request.RequestUri;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Ticket : IEndpointCredential
    {
        private int _number;

        public string Name => "ticket";

        public CredentialContract Contract { get; } = new() { Headers = ["X-Ticket"] };

        public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken)
        {
            string ticket = $"ticket-{Interlocked.Increment(ref _number):D8}";
            request.AddSecret(ticket);
            request.SetHeader("X-Ticket", ticket);
            return request.Message.RequestUri!.AbsolutePath == "/broken" ? throw new InvalidTimeZoneException($"no {ticket}.") : default;
        }
    }
}
