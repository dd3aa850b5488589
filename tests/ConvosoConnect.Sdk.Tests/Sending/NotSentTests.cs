using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>What ends a send before the wire: each its own kind, one log entry, and nothing at the receiver.</summary>
public sealed class NotSentTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Fact]
    public async Task SendAsync_NoSuchEndpoint_SaysSo()
    {
        await using var engine = new Engine();
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync();

        Assert.Equal(ConnectErrorKind.EndpointNotFound, result.Error!.Kind);
        Assert.Contains("'crm'", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal("crm", entry.EndpointId);
        Assert.Equal("", entry.EndpointName);
        Assert.Equal("3105550142", entry.PrimaryPhone);
        Assert.Equal(DiagnosisVerdict.Failed, result.Diagnosis!.Steps[0].Verdict);
        Assert.All(result.Diagnosis.Steps.Skip(1), s => Assert.Equal(DiagnosisVerdict.NotReached, s.Verdict));
    }

    [Fact]
    public async Task SendAsync_InactiveEndpoint_IsLoggedAsNotSentAndPreviewShowsTheRequest()
    {
        string url = receivers.Answer("{}");
        await using var engine = new Engine();
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(url) with { Active = false });
        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal(ConnectErrorKind.EndpointInactive, result.Error!.Kind);
        Assert.Null(entry.InputData);
        Assert.Null(entry.StatusCode);
        Assert.Equal(ConnectErrorKind.EndpointInactive, entry.ErrorKind);
        Assert.Equal(ConnectErrorKind.EndpointInactive, preview.Error!.Kind);
        Assert.Equal(url, preview.Request!.Url);
        Assert.Empty(receivers.Seen(url));
    }

    [Theory]
    [InlineData("gone", "which does not exist")]
    [InlineData("map", "which is inactive")]
    public async Task SendAsync_NoUsableAdaptor_SaysSoForPostAndGet(string adaptorId, string named)
    {
        foreach (RequestMethod method in new[] { RequestMethod.Post, RequestMethod.Get })
        {
            string url = receivers.Answer("{}");
            await using var engine = new Engine(build: UncheckedEndpoints.Use(Engine.Endpoint(url) with { AdaptorId = adaptorId, RequestMethod = method }));
            await engine.Adaptors.SaveAsync(Engine.Adaptor with { Active = false }, Engine.Token);
            (ConnectResult result, _) = await engine.SendAsync();

            Assert.Equal(ConnectErrorKind.NoAdaptor, result.Error!.Kind);
            Assert.Contains(named, result.Error.Message, StringComparison.Ordinal);
            Assert.Equal(DiagnosisVerdict.Failed, result.Diagnosis!.Steps[4].Verdict);
            Assert.Empty(receivers.Seen(url));
        }
    }

    [Fact]
    public async Task SendAsync_TokenWithoutValue_NamesIt()
    {
        string url = receivers.Answer("{}");
        (ConnectResult result, _) = await Receivers.SendAsync(url, e => e with { ApiUrl = url + "/{zip}" });

        Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error!.Kind);
        Assert.Contains("{zip}", result.Error.Message, StringComparison.Ordinal);
        Assert.Empty(receivers.Seen(url));
    }

    [Fact]
    public async Task SendAsync_StoredEndpointIsInvalid_NamesEveryFault()
    {
        ConnectEndpoint stored = Engine.Endpoint("http://plain.example/") with
        {
            Version = 3,
            PostDataType = "YAML",
            AuthorizationHeader = null!,
            ApiAuthentication = "token=s3cret-token",
        };
        await using var engine = new Engine(o => o.AllowHttp = false, UncheckedEndpoints.Use(stored));
        await engine.Adaptors.SaveAsync(Engine.Adaptor, Engine.Token);

        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync();

        Assert.Equal(ConnectErrorKind.EndpointInvalid, result.Error!.Kind);
        Assert.All(["ApiUrl:", "PostDataType: 'YAML'", "RAW", "AuthorizationHeader: It is null"],
            text => Assert.Contains(text, result.Error.Message, StringComparison.Ordinal));
        Assert.Equal("CRM", entry.EndpointName);
        Assert.Equal(DiagnosisVerdict.Failed, result.Diagnosis!.Steps[0].Verdict);
    }

    [Fact]
    public async Task SendAsync_Misuse_ThrowsWithTheParametersName()
    {
        await using var engine = new Engine();
        IConvosoConnectClient client = engine.Client;

        Assert.Equal("endpointId", (await Assert.ThrowsAnyAsync<ArgumentException>(() => client.SendAsync("", Engine.Lead, Engine.Token))).ParamName);
        Assert.Equal("endpointId", (await Assert.ThrowsAnyAsync<ArgumentException>(() => client.SendAsync(null!, Engine.Lead, Engine.Token))).ParamName);
        Assert.Equal("lead", (await Assert.ThrowsAnyAsync<ArgumentException>(() => client.SendAsync("crm", null!, Engine.Token))).ParamName);
        Assert.Equal("lead", (await Assert.ThrowsAnyAsync<ArgumentException>(() => client.SendAsync("crm", new LeadRecord { CallLog = null! }, Engine.Token))).ParamName);
        Assert.Equal("Origin", (await Assert.ThrowsAnyAsync<ArgumentException>(() => client.SendAsync("crm", Engine.Lead, new SendOptions { Origin = "" }, Engine.Token))).ParamName);
        Assert.Equal("lead", (await Assert.ThrowsAnyAsync<ArgumentException>(() => client.PreviewAsync("crm", new LeadRecord { Lead = null! }, Engine.Token))).ParamName);
        Assert.Equal("payload", (await Assert.ThrowsAnyAsync<ArgumentException>(() => client.ReceiveAsync("crm", null!, Engine.Token))).ParamName);
        Assert.Equal(0, (await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Total);
    }

    [Fact]
    public async Task SendAsync_ResolverMakesAdaptorsAsItGoes_EachIsUsed()
    {
        string url = receivers.Answer("""{"ok":1}""");
        await using var engine = new Engine(build: b => b.UseAdaptorResolver<CountingResolver>());
        await engine.SendAsync(Engine.Endpoint(url));
        await engine.SendAsync();

        Assert.Equal(["""{"email_1":"ann@example.com"}""", """{"email_2":"ann@example.com"}"""], receivers.Seen(url).Select(r => r.Text));
    }

    private sealed class CountingResolver : IAdaptorResolver
    {
        private int _count;

        public ValueTask<AdaptorResolution> ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => new(AdaptorResolution.Found(
            new Adaptor { Name = "made", Fields = [new() { Field = "email", MappedTo = $"email_{++_count}" }] }));
    }
}
