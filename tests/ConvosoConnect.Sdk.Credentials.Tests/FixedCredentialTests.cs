using System.Text;
using ConvosoConnect.Sdk.Credentials.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Credentials.Tests;

public sealed class FixedCredentialTests
{
    [Fact]
    public async Task Basic_Send_CarriesUserAndPasswordAndShowsNeither()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.AddBasicCredential("crm-login", "ann", "päss:word1"));

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url, "CRM-login"));

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        string pair = Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:päss:word1"));
        Assert.Equal($"Basic {pair}", receiver.Last.Header("Authorization"));
        Assert.Contains(sent.Entry.InputData!.Headers, h => h is { Key: "Authorization", Value: "***" });
        await lab.HoldsNoneAsync(sent, pair, "päss:word1");
    }

    [Fact]
    public async Task ApiKey_InAHeaderOfAnyName_IsMaskedWhereverTheReceiverRepeatsIt()
    {
        await using Receiver receiver = await Receiver.StartAsync((context, seen) =>
            Receiver.JsonAsync(context, 400, $$"""{"ok":null,"message":"{{seen.Header("Acme-Id")}} is unknown"}"""));
        await using var lab = new Lab(b => b.AddApiKey("acme", o => (o.Key, o.Header, o.Prefix) = ("k-12345678", "Acme-Id", "Key ")));

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url, "acme"));

        Assert.Equal("Key k-12345678", receiver.Last.Header("Acme-Id"));
        await lab.HoldsNoneAsync(sent, "k-12345678");
    }

    [Theory]
    [InlineData("/leads", "/leads?k=a%26b%20c")]
    [InlineData("/leads?x=1", "/leads?x=1&k=a%26b%20c")]
    public async Task ApiKey_InTheQuery_StandsLastAndIsMaskedInTheLog(string path, string target)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.AddApiKey("acme", o => (o.Key, o.QueryParameter) = ("a&b c", "k")));

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url + path, "acme"));

        Assert.Equal(target, receiver.Last.Target);
        Assert.EndsWith(target.Replace("a%26b%20c", "***", StringComparison.Ordinal), sent.Entry.InputData!.Url, StringComparison.Ordinal);
        ConnectPreview preview = await lab.Client.PreviewAsync("crm", Lab.Lead, Lab.Token);
        Assert.Equal(sent.Entry.InputData.Url, preview.Request!.Url);
    }

    [Fact]
    public async Task Preview_HeadersOfCredentials_StandMaskedBeforeThoseOfTheBody()
    {
        await using var lab = new Lab(b => b
            .AddBasicCredential("login", "ann", "password1")
            .AddStandardWebhooks("hooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        await lab.SaveAsync(Lab.Endpoint("http://crm.example/leads", "login, hooks"));

        ConnectPreview preview = await lab.Client.PreviewAsync("crm", Lab.Lead, Lab.Token);

        Assert.Null(preview.Error);
        Assert.Equal(
            ["Host", "User-Agent", "Accept-Encoding", "webhook-id", "webhook-timestamp", "webhook-signature", "Authorization", "Content-Type", "Content-Length"],
            preview.Request!.Headers.Select(h => h.Key));
        Assert.All(preview.Request.Headers.Skip(3).Take(4), h => Assert.Equal("***", h.Value));
    }

    [Fact]
    public async Task TypedHeader_OfTheSameName_IsReplacedWithAWarning()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.AddBasicCredential("login", "ann", "password1"));
        ConnectEndpoint endpoint = Lab.Endpoint(receiver.Url, "login") with { AuthorizationHeader = "Authorization: Bearer typed-token" };

        await lab.SendAsync(endpoint);
        ConnectPreview preview = await lab.Client.PreviewAsync("crm", Lab.Lead, Lab.Token);

        Assert.StartsWith("Basic ", receiver.Last.Header("Authorization"), StringComparison.Ordinal);
        Assert.Contains(preview.Warnings, w => w.Contains("The credential 'login' sets the header Authorization", StringComparison.Ordinal));
        Assert.Single(preview.Request!.Headers, h => h.Key == "Authorization");
    }

    [Fact]
    public async Task Name_ThatNobodyDefined_IsRefusedWithTheKnownOnes()
    {
        await using var lab = new Lab(b => b.AddBasicCredential("login", "ann", "password1").AddApiKey("acme", o => o.Key = "k-12345678"));

        var refused = await Assert.ThrowsAsync<ConnectValidationException>(() => lab.SaveAsync(Lab.Endpoint("https://crm.example/", "logn,login,LOGIN")));

        Assert.Equal(
            ["'logn' is not known. Known are: acme, login.", "'LOGIN' stands there twice. Name each credential once."],
            refused.Problems.Where(p => p.Field == "Credential").Select(p => p.Message));
    }

    [Fact]
    public async Task IdOfAnEndpoint_ThatHoldsASecretOfItsCredential_IsRefused()
    {
        await using var lab = new Lab(b => b.AddApiKey("acme", o => o.Key = "k-12345678"));

        var refused = await Assert.ThrowsAsync<ConnectValidationException>(() => lab.SaveAsync(Lab.Endpoint("https://crm.example/", "acme", id: "crm-k-12345678")));

        Assert.Contains(refused.Problems, p => p.Field == "Id");
    }

    [Fact]
    public async Task Handlers_OfTheApp_ApplyToTheClientOfACredential()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b
            .AddBasicCredential("login", "ann", "password1")
            .ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Stamp()).ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("X-Client", "yes"))));

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url, "login"));

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal(("stamp", "yes"), (receiver.Last.Header("X-App"), receiver.Last.Header("X-Client")));
    }

    [Fact]
    public async Task Guard_ForAnEndpointWithACredential_BlocksAsForAnyOther()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.AddBasicCredential("login", "ann", "password1"), configure: o => o.AllowedNetworks = []);

        var byAddress = await lab.SendAsync(Lab.Endpoint(receiver.Url, "login"));
        var byName = await lab.SendAsync(Lab.Endpoint(receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), "login", id: "name"));

        Assert.Equal((ConnectErrorKind.Blocked, ConnectErrorKind.Blocked), (byAddress.Result.Error?.Kind, byName.Result.Error?.Kind));
        Assert.Empty(receiver.All);
    }

    private sealed class Stamp : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-App", "stamp");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
