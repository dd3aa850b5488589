using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>The HTTP method that a template asks for.</summary>
public sealed class IntegratorMethodTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData("PUT", "PUT")]
    [InlineData("PATCH", "PATCH")]
    [InlineData("POST", "POST")]
    [InlineData("patch", "PATCH")]
    [InlineData(null, "POST")]
    public async Task SendAsync_TemplateSetsAMethod_IsSentLoggedAndPreviewed(string? set, string sent)
    {
        string url = receivers.Answer("""{"ok":1}""");
        await using Engine engine = With(request => request.Method = set is null ? request.Method : new HttpMethod(set));
        await engine.SaveAsync(Engine.Endpoint(url) with { ApiIntegrator = "Scripted" });

        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync();
        ConnectResult again = await engine.Client.SendAgainAsync(entry.Id, Engine.Lead, cancellationToken: Engine.Token);

        Assert.True(result.Succeeded, result.ToString());
        Assert.True(again.Succeeded, again.ToString());
        IReadOnlyList<SeenRequest> seen = receivers.Seen(url);
        Assert.Equal([sent, sent], seen.Select(r => r.Method));
        Assert.All(seen, r => Assert.Equal("""{"email":"ann@example.com","name":"Änn \"A\""}""", r.Text));
        Assert.All(seen, r => Assert.Equal("application/json", r.Header("Content-Type")));
        Assert.Equal(sent, entry.InputData!.Method);
        Assert.Equal(preview.Request, entry.InputData);
        await using var csv = new MemoryStream();
        await ConnectLogCsv.WriteAsync(engine.Log.StreamAsync(new ConnectLogQuery(), Engine.Token), csv, cancellationToken: Engine.Token);
        Assert.Contains($",{sent},{url},", System.Text.Encoding.UTF8.GetString(csv.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RequestMethod.Post, "DELETE", "set the method 'DELETE', which cannot be sent. Where the Request Method is POST, an integrator may set PUT or PATCH.")]
    [InlineData(RequestMethod.Post, "GET", "set the method 'GET', which cannot be sent. Where the Request Method is POST, an integrator may set PUT or PATCH.")]
    [InlineData(RequestMethod.Post, null, "set no method, which cannot be sent. Where the Request Method is POST, an integrator may set PUT or PATCH.")]
    [InlineData(RequestMethod.Get, "POST", "set the method 'POST', which cannot be sent. Where the Request Method is GET, an integrator cannot change it: set the Request Method to POST "
        + "if the lead is to be written.")]
    [InlineData(RequestMethod.Get, "PATCH", "set the method 'PATCH', which cannot be sent. Where the Request Method is GET, an integrator cannot change it: set the Request Method to POST "
        + "if the lead is to be written.")]
    public async Task SendAsync_TemplateSetsAMethodThatItMayNot_IsRefusedBeforeItIsSent(RequestMethod method, string? set, string sentence)
    {
        string url = receivers.Answer("{}");
        await using Engine engine = With(request => request.Method = set is null ? null! : new HttpMethod(set));
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(url) with { ApiIntegrator = "Scripted", RequestMethod = method });

        Assert.Equal((ConnectErrorKind.RequestInvalid, $"The integrator 'Scripted' {sentence}"), (result.Error!.Kind, result.Error.Message));
        Assert.Null(entry.InputData);
        Assert.Empty(receivers.Seen(url));
    }

    [Fact]
    public async Task SendAsync_GetEndpoint_StaysGet()
    {
        string url = receivers.Answer("""{"ok":1}""");
        HttpMethod? before = null;
        await using Engine engine = With(request => before = request.Method);
        await engine.SendAsync(Engine.Endpoint(url) with { ApiIntegrator = "Scripted", RequestMethod = RequestMethod.Get });

        Assert.Equal(HttpMethod.Get, before);
        Assert.Equal("GET", Assert.Single(receivers.Seen(url)).Method);
    }

    [Fact]
    public async Task SendAsync_RecordOfHubSpotV3_IsPatched()
    {
        string url = receivers.Answer("""{"id":"512","properties":{}}""");
        (ConnectResult result, ConnectLogEntry entry) = await Receivers.SendAsync(
            $"{url}/crm/v3/objects/contacts/{{email}}?idProperty=email", e => e with { ApiIntegrator = "HubSpot v3", ResponseKey = "" });

        Assert.Equal("512", result.Value);
        SeenRequest seen = Assert.Single(receivers.Seen(url));
        Assert.Equal(("PATCH", """{"properties":{"email":"ann@example.com","name":"Änn \"A\""}}"""), (seen.Method, seen.Text));
        Assert.EndsWith("/crm/v3/objects/contacts/ann%40example.com?idProperty=email", seen.Target, StringComparison.Ordinal);
        Assert.Equal("PATCH", entry.InputData!.Method);
    }

    private static Engine With(Action<IntegratorRequest> shape)
    {
        var template = new Scripted { OnShape = shape };
        return new Engine(build: b => b.Services.AddSingleton<IIntegratorTemplate>(template));
    }
}
