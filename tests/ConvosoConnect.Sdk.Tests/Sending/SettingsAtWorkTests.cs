using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>What options and changed configurations do to sends.</summary>
public sealed class SettingsAtWorkTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Fact]
    public async Task MaskCredentials_Off_LogsAndPreviewsInTheClearButNotInSentences()
    {
        string url = receivers.Answer("""{"ok":"no s3cret-key"}""");
        await using var engine = new Engine(o => o.MaskCredentials = false);
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(url) with
        {
            ApiAuthentication = "key=s3cret-key",
            AuthorizationHeader = "Authorization: Bearer t0ken-value",
            SuccessValues = ["yes"],
        });
        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal($"{url}?key=s3cret-key", entry.InputData!.Url);
        Assert.Contains(entry.InputData.Headers, h => h.Value == "Bearer t0ken-value");
        Assert.Contains("s3cret-key", entry.ResponseBody, StringComparison.Ordinal);
        Assert.Equal(entry.InputData.Url, preview.Request!.Url);
        Assert.DoesNotContain("s3cret-key", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompiledEndpointLimit_Exceeded_SendsAllTheSame()
    {
        string url = receivers.Answer("""{"ok":1}""");
        await using var engine = new Engine(o => o.CompiledEndpointLimit = 1);
        await engine.SaveAsync(Engine.Endpoint(url));
        for (int i = 0; i < 3; i++)
        {
            await engine.Endpoints.SaveAsync(Engine.Endpoint(url) with { Id = $"e{i}" }, Engine.Token);
        }

        for (int i = 0; i < 6; i++)
        {
            Assert.True((await engine.Client.SendAsync($"e{i % 3}", Engine.Lead, Engine.Token)).Succeeded);
        }

        Assert.Equal(6, receivers.Seen(url).Count);
    }

    [Fact]
    public async Task SaveAsync_BetweenSends_TheNextSendFollowsIt()
    {
        string first = receivers.Answer("""{"ok":1}""");
        string second = receivers.Answer("""{"ok":1}""");
        await using var engine = new Engine();
        await engine.SendAsync(Engine.Endpoint(first));
        await engine.SendAsync(Engine.Endpoint(second), Engine.Adaptor with { Fields = [new() { Field = "email", MappedTo = "mail" }] });

        Assert.Single(receivers.Seen(first));
        Assert.Equal("""{"mail":"ann@example.com"}""", Assert.Single(receivers.Seen(second)).Text);
    }

    [Theory]
    [InlineData(150)]
    [InlineData(200)]
    public async Task MaxRequestBytes_LongQueryOfGet_IsNotSent(int limit)
    {
        string url = receivers.Answer("{}");
        await using var engine = new Engine(o => o.MaxRequestBytes = limit);
        var lead = new LeadRecord { Lead = new Dictionary<string, LeadValue> { ["email"] = new string('x', 180) } };
        (ConnectResult result, _) = await engine.SendAsync(Engine.Endpoint(url) with { RequestMethod = RequestMethod.Get }, lead: lead);

        Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error!.Kind);
        Assert.Contains($"{limit} bytes", result.Error.Message, StringComparison.Ordinal);
        Assert.Empty(receivers.Seen(url));
    }

    [Fact]
    public async Task SendAsync_GetWithoutAdaptor_DiagnosisSaysSo()
    {
        string url = receivers.Answer("", "", 404);
        (ConnectResult result, ConnectLogEntry entry) = await Receivers.SendAsync(url, e => e with { RequestMethod = RequestMethod.Get, AdaptorId = "" });

        Assert.Equal(DiagnosisVerdict.NotReached, result.Diagnosis!.Steps[4].Verdict);
        Assert.Equal("The endpoint has no adaptor.", result.Diagnosis.Steps[4].Finding);
        Assert.Equal(url, entry.InputData!.Url);
        Assert.Null(entry.InputData.Body);
    }

    [Fact]
    public async Task SendAsync_CredentialAsDefaultValue_IsMaskedInTheLog()
    {
        string url = receivers.Answer("""{"ok":"s3cret-default"}""");
        await using var engine = new Engine();
        (_, ConnectLogEntry entry) = await engine.SendAsync(
            Engine.Endpoint(url), Engine.Adaptor with { Fields = [new() { Field = "none", MappedTo = "x, api_token", DefaultValue = "s3cret-default" }] });

        Assert.Equal("""{"x":"s3cret-default","api_token":"s3cret-default"}""", Assert.Single(receivers.Seen(url)).Text);
        Assert.Equal("""{"x":"***","api_token":"***"}""", entry.InputData!.Body);
        Assert.Equal("***", entry.Result);
    }

    [Fact]
    public async Task PreviewAsync_Ipv6Host_ShowsTheHostHeaderInBrackets()
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://[2001:db8::1]:8443/x"));
        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        Assert.Contains(preview.Request!.Headers, h => h is { Key: "Host", Value: "[2001:db8::1]:8443" });
    }

    [Fact]
    public async Task UseLogStore_OfTheApp_GetsTheEntries()
    {
        await using var engine = new Engine(build: b => b.UseLogStore<OneEntryLog>());
        ConnectResult result = await engine.Client.SendAsync("none", Engine.Lead, Engine.Token);

        Assert.Equal(42, result.LogId);
        Assert.Equal("none", ((OneEntryLog)engine.Services.GetRequiredService<IConnectLogStore>()).Last!.EndpointId);
    }

    private sealed class OneEntryLog : IConnectLogStore
    {
        public ConnectLogEntry? Last { get; private set; }

        public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
        {
            Last = entry;
            return new(42);
        }

        public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => new(Last);

        public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
