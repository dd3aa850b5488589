using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

public sealed class DraftTests(Receivers receivers) : IClassFixture<Receivers>
{
    private static readonly Adaptor Other = Engine.Adaptor with { Fields = [new FieldMapping { Field = "email", MappedTo = "mail" }] };

    [Fact]
    public async Task Draft_NothingSaved_PreviewAndTestAreTheSameRequest()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        var draft = new ConnectDraft { Endpoint = Engine.Endpoint(url) with { Id = "", AdaptorId = "" }, Adaptor = Other with { Id = "" } };

        ConnectPreview preview = await engine.Client.PreviewAsync(draft, Engine.Lead, cancellationToken: Engine.Token);
        ConnectResult result = await engine.Client.TestAsync(draft, Engine.Lead, cancellationToken: Engine.Token);

        Assert.Null(preview.Error);
        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("""{"mail":"ann@example.com"}""", preview.Request!.Body);
        Assert.Equal(preview.Request.Body, Assert.Single(receivers.Seen(url)).Text);
        ConnectLogEntry entry = (await engine.Log.GetAsync(result.LogId!.Value, Engine.Token))!;
        Assert.Equal(("(draft)", "Test"), (entry.EndpointId, entry.Origin));
        Assert.Empty(await engine.Endpoints.ListAsync(null, Engine.Token));
    }

    [Fact]
    public async Task Draft_OfSavedOnes_SendsWhatItSaysAndLeavesTheSavedOnesAlone()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        await engine.SendAsync(Engine.Endpoint(url));
        var draft = new ConnectDraft
        {
            Endpoint = (await engine.Endpoints.GetAsync("crm", Engine.Token))! with { PostDataType = "RAW" },
            Adaptor = Other with { Version = (await engine.Adaptors.GetAsync("map", Engine.Token))!.Version },
        };

        ConnectResult result = await engine.Client.TestAsync(draft, Engine.Lead, cancellationToken: Engine.Token);
        await engine.SendAsync();

        Assert.True(result.Succeeded, result.ToString());
        IReadOnlyList<SeenRequest> seen = receivers.Seen(url);
        Assert.Equal("mail=ann%40example.com", seen[1].Text);
        Assert.Equal(seen[0].Text, seen[2].Text);
        Assert.Equal("crm (draft)", (await engine.Log.GetAsync(result.LogId!.Value, Engine.Token))!.EndpointId);
    }

    [Fact]
    public async Task Draft_WithoutAdaptor_UsesTheEndpointsOwn()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://x.example"));

        ConnectResult result = await engine.Client.TestAsync(new ConnectDraft { Endpoint = Engine.Endpoint(url) }, Engine.Lead, cancellationToken: Engine.Token);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Contains("\"email\"", Assert.Single(receivers.Seen(url)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_ThatCouldNotBeSaved_IsTheErrorAndNothingIsSent()
    {
        string url = receivers.Answer("{}");
        await using var engine = new Engine();
        var draft = new ConnectDraft { Endpoint = Engine.Endpoint(url) with { ResponseDataType = "YAML" }, Adaptor = Engine.Adaptor };

        ConnectResult result = await engine.Client.TestAsync(draft, Engine.Lead, cancellationToken: Engine.Token);
        ConnectPreview preview = await engine.Client.PreviewAsync(draft, Engine.Lead, cancellationToken: Engine.Token);

        Assert.Equal(ConnectErrorKind.EndpointInvalid, result.Error!.Kind);
        Assert.Contains("'YAML' is not known", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(result.Error, preview.Error);
        Assert.Empty(receivers.Seen(url));
    }

    [Fact]
    public async Task Draft_Credentials_AreMasked()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        var draft = new ConnectDraft { Endpoint = Engine.Endpoint(url) with { ApiAuthentication = "api_key=s3cr3t-of-the-draft" }, Adaptor = Engine.Adaptor };

        ConnectResult result = await engine.Client.TestAsync(draft, Engine.Lead, cancellationToken: Engine.Token);

        ConnectLogEntry entry = (await engine.Log.GetAsync(result.LogId!.Value, Engine.Token))!;
        Assert.DoesNotContain("s3cr3t", entry.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("api_key=***", entry.InputData!.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestAsync_LeadGiven_IsLoggedAsTestWithWarnings()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(url), Engine.Adaptor with { Fields = [new FieldMapping { Field = "emial", MappedTo = "email" }] });

        ConnectResult result = await engine.Client.TestAsync("crm", Engine.Lead, new SendOptions { Origin = "mine", IdempotencyKey = "k" }, Engine.Token);

        Assert.Contains("emial", Assert.Single(result.Warnings), StringComparison.Ordinal);
        ConnectLogEntry entry = (await engine.Log.GetAsync(result.LogId!.Value, Engine.Token))!;
        Assert.Equal(("Test", "k", "4711"), (entry.Origin, entry.IdempotencyKey, entry.LeadId));
    }

    [Fact]
    public async Task Draft_NullOrEmpty_Throws()
    {
        await using var engine = new Engine();

        Assert.Equal("draft", (await Assert.ThrowsAnyAsync<ArgumentException>(() => engine.Client.TestAsync((ConnectDraft)null!, Engine.Lead, null, Engine.Token))).ParamName);
        Assert.Equal("draft", (await Assert.ThrowsAnyAsync<ArgumentException>(
            () => engine.Client.PreviewAsync(new ConnectDraft { Endpoint = null! }, Engine.Lead, null, Engine.Token))).ParamName);
    }
}
