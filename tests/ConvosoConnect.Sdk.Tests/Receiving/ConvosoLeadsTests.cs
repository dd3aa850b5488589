using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Receiving;

/// <summary>The lead source for Convoso's leads/search, against a server that speaks the shapes seen in the field.</summary>
public sealed class ConvosoLeadsTests(Receivers receivers) : IClassFixture<Receivers>
{
    private const string Token = "s3cret-token";

    [Theory]
    [InlineData("""{"success":true,"data":{"total":"1","entries":[{"id":"7","email":"a@x.example"}]}}""")]
    [InlineData("""{"success":true,"data":{"total":1,"entries":[{"id":7,"email":"a@x.example"}]}}""")]
    [InlineData("""{"success":true,"data":[{"id":"7","email":"a@x.example"}]}""")]
    [InlineData("""{"success":true,"results":[{"id":7,"email":"a@x.example"}]}""")]
    [InlineData("""{"data":{"results":[{"lead_id":7,"email":"a@x.example"}]}}""")]
    [InlineData("\uFEFF{\"data\":[null,5,{\"id\":\"7\",\"email\":\"a@x.example\"}]}")]
    public async Task GetAsync_EveryKnownShape_IsUnderstood(string body)
    {
        string url = receivers.Answer(body);
        LeadRecord? lead = await AskAsync(url, source => source.GetAsync("7", Engine.Token));

        Assert.Equal("7", lead!.Id);
        Assert.Equal("a@x.example", lead.Lead["email"].ToString());
        SeenRequest seen = Assert.Single(receivers.Seen(url));
        Assert.Equal("POST", seen.Method);
        Assert.Equal("application/x-www-form-urlencoded", seen.Headers["Content-Type"]);
        Assert.Equal($"auth_token={Token}&lead_id=7&limit=1", seen.Text);
    }

    [Fact]
    public async Task GetRecentAsync_TakesTheNewestOfAPage()
    {
        string url = receivers.Answer("""
            {"success":true,"data":{"entries":[
              {"id":1,"created_at":"2026-01-01 00:00:00"},
              {"id":2,"created_at":"2025-01-01 00:00:00","modified_at":"2026-05-05 00:00:00"},
              {"id":3,"created_at":"2026-02-02 00:00:00","modified_at":""},
              {"id":4}]}}
            """);

        Assert.Equal("2", (await AskAsync(url, source => source.GetRecentAsync(Engine.Token)))!.Id);
        Assert.Equal($"auth_token={Token}&offset=0&limit=50", Assert.Single(receivers.Seen(url)).Text);
    }

    [Fact]
    public async Task GetAsync_TypedMembers_KeepTheirKind()
    {
        string url = receivers.Answer("""{"data":[{"id":7,"n":12345678901,"d":1.50,"t":true,"f":false,"e":null,"o":{"a":[1]},"s":"x"}]}""");
        IReadOnlyDictionary<string, LeadValue> fields = (await AskAsync(url, source => source.GetAsync("7", Engine.Token)))!.Lead;

        Assert.Equal(12345678901L, fields["n"]);
        Assert.Equal("1.50", fields["d"].ToString());
        Assert.Equal(true, fields["t"]);
        Assert.Equal(false, fields["f"]);
        Assert.True(fields["e"].IsEmpty);
        Assert.Equal("""{"a":[1]}""", fields["o"].ToString());
    }

    [Theory]
    [InlineData("""{"success":true,"data":{"total":"0","entries":[]}}""")]
    [InlineData("""{"success":true,"data":{"entries":[{"id":"8"}]}}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("5")]
    public async Task GetAsync_NotThere_IsNull(string body)
    {
        Assert.Null(await AskAsync(receivers.Answer(body), source => source.GetAsync("7", Engine.Token)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AskAsync(receivers.Answer(body), source => source.GetAsync("", Engine.Token)));
    }

    [Theory]
    [InlineData(200, """{"success":false,"text":"Invalid token s3cret-token"}""", "success: false")]
    [InlineData(200, "<html><title>Sign in</title></html>", "not JSON")]
    [InlineData(200, "", "not JSON")]
    [InlineData(200, """{"data":""", "not JSON")]
    [InlineData(500, """{"data":[{"id":7}]}""", "answered 500")]
    [InlineData(401, "", "answered 401")]
    public async Task TestAsync_SearchFails_IsAppFailedWithOneEntryAndNoToken(int status, string body, string sentence)
    {
        string url = receivers.Answer(body, "text/html", status);
        string target = receivers.Answer("{}");
        await using Engine engine = Start(url);
        await engine.SaveAsync(Engine.Endpoint(target));

        ConnectResult result = await engine.Client.TestAsync("crm", "7", Engine.Token);

        Assert.Equal(ConnectErrorKind.AppFailed, result.Error!.Kind);
        Assert.Contains(sentence, result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("The lead source failed", result.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Total);
        Assert.Empty(receivers.Seen(target));
    }

    [Fact]
    public async Task TestAsync_LeadFound_IsSentThroughTheEndpoint()
    {
        string url = receivers.Answer("""{"data":{"entries":[{"id":7,"email":"a@x.example","first_name":"Ann","phone_number":3105550142}]}}""");
        string target = receivers.Answer("""{"ok":"yes"}""");
        await using Engine engine = Start(url);
        await engine.SaveAsync(Engine.Endpoint(target));

        ConnectResult result = await engine.Client.TestAsync("crm", "7", Engine.Token);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("""{"email":"a@x.example","name":"Ann"}""", Assert.Single(receivers.Seen(target)).Text);
        Assert.Equal("3105550142", (await engine.Log.GetAsync(result.LogId!.Value, Engine.Token))!.PrimaryPhone);
    }

    [Fact]
    public async Task GetAsync_PlainHttpThatIsNotAllowed_SendsNoToken()
    {
        string url = receivers.Answer("""{"data":[{"id":7}]}""");
        await using Engine engine = Start(url, allowHttp: false);
        var source = engine.Services.GetRequiredService<ILeadSource>();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await source.GetAsync("7", Engine.Token));

        Assert.Contains("in the clear", exception.Message, StringComparison.Ordinal);
        Assert.Empty(receivers.Seen(url));
    }

    [Fact]
    public async Task GetAsync_RedirectOrHugeAnswer_IsNotFollowedNorRead()
    {
        string second = receivers.Answer("""{"data":[{"id":7}]}""");
        string first = receivers.Answer("", "", 307, ("Location", second));
        string huge = receivers.Answer(Encoding.UTF8.GetBytes("""{"data":[{"id":7,"x":" """ + new string('x', 2_000_000) + "\"}]}"), "application/json");

        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(first, source => source.GetAsync("7", Engine.Token)));
        Assert.Empty(receivers.Seen(second));
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(huge, source => source.GetAsync("7", Engine.Token)));
        Assert.Contains("MaxResponseBytes", exception.Message, StringComparison.Ordinal);
    }

    private static Engine Start(string url, bool allowHttp = true) =>
        new(o => o.AllowHttp = allowHttp, b => b.UseConvosoLeads(Token, new Uri(url)));

    private static async Task<LeadRecord?> AskAsync(string url, Func<ILeadSource, ValueTask<LeadRecord?>> ask)
    {
        await using Engine engine = Start(url);
        return await ask(engine.Services.GetRequiredService<ILeadSource>());
    }
}
