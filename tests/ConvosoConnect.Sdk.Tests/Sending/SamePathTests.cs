using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>Preview, test, send and log show one and the same request, and it is what stands on the wire, to the byte.</summary>
public sealed class SamePathTests
{
    public static TheoryData<string, ConnectEndpoint> Endpoints()
    {
        ConnectEndpoint json = Engine.Endpoint("/leads?v=1&x=%41%2e./b") with
        {
            ApiAuthentication = "&api_key=k y&b=ü",
            AuthorizationHeader = "Content-length: 0|Content-type: application/vnd.acme+json|Authorization: OAuth T|X-Pipe: a\\|b",
        };
        return new TheoryData<string, ConnectEndpoint>
        {
            { "JSON", json },
            { "RAW", json with { PostDataType = "RAW", AuthorizationHeader = "" } },
            { "GET", json with { RequestMethod = RequestMethod.Get, AuthorizationHeader = "Accept: text/html" } },
            { "HubSpot v1", json with { ApiUrl = "/contacts/v1/contact/createOrUpdate/email/{email}/", ApiIntegrator = "HubSpot v1" } },
            { "HubSpot v3", json with { ApiUrl = "/crm/v3/objects/contacts", ApiIntegrator = "HubSpot v3", AuthorizationHeader = "Authorization: Bearer T" } },
            { "Blue Ink Digital", json with { ApiUrl = "/v2/solar/direct_post", ApiIntegrator = "Blue Ink Digital" } },
        };
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task PreviewTestSendAndLog_SameLead_ShowTheBytesOnTheWire(string name, ConnectEndpoint endpoint)
    {
        await using var wire = new WireTap();
        await using var engine = new Engine(o => o.MaskCredentials = false, b => b.UseLeads([Engine.Lead]));
        await engine.SaveAsync(endpoint with { Name = name, ApiUrl = wire.Url + endpoint.ApiUrl });

        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, TestContext.Current.CancellationToken);
        ConnectResult test = await engine.Client.TestAsync("crm", null, TestContext.Current.CancellationToken);
        (ConnectResult send, ConnectLogEntry entry) = await engine.SendAsync();

        Assert.Null(preview.Error);
        Assert.Equal(2, wire.Requests.Count);
        Assert.Equal(wire.Requests[0], wire.Requests[1]);
        Assert.Equal(wire.Requests[0], AsWire(preview.Request!));
        Assert.Equal(wire.Requests[0], AsWire(entry.InputData!));
        Assert.Equal(wire.Requests[0], AsWire((await engine.Log.GetAsync(test.LogId!.Value, TestContext.Current.CancellationToken))!.InputData!));
        Assert.NotNull(send.LogId);
    }

    [Fact]
    public async Task PreviewAsync_MaskedCredentials_DiffersFromTheWireInThemOnly()
    {
        await using var wire = new WireTap();
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(wire.Url + "/leads") with
        {
            ApiAuthentication = "api_key=k-123456&v=2",
            AuthorizationHeader = "Authorization: Bearer t-123456",
        });

        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, TestContext.Current.CancellationToken);
        (_, ConnectLogEntry entry) = await engine.SendAsync();

        string expected = wire.Requests.Single()
            .Replace("k-123456&v=2", "***&v=***", StringComparison.Ordinal)
            .Replace("Bearer t-123456", "***", StringComparison.Ordinal);
        Assert.Equal(expected, AsWire(preview.Request!));
        Assert.Equal(expected, AsWire(entry.InputData!));
    }

    [Fact]
    public async Task PreviewTestSendAndLog_IdempotencyHeader_DifferInItsKeyOnly()
    {
        await using var wire = new WireTap();
        await using var engine = new Engine(build: b => b.UseLeads([Engine.Lead]));
        await engine.SaveAsync(Engine.Endpoint(wire.Url + "/leads") with { Delivery = new() { IdempotencyHeader = "Idempotency-Key" } });

        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, TestContext.Current.CancellationToken);
        ConnectResult test = await engine.Client.TestAsync("crm", null, TestContext.Current.CancellationToken);
        (_, ConnectLogEntry entry) = await engine.SendAsync();

        ConnectInputData tested = (await engine.Log.GetAsync(test.LogId!.Value, TestContext.Current.CancellationToken))!.InputData!;
        string[] keys = [KeyOf(preview.Request!), KeyOf(tested), KeyOf(entry.InputData!)];
        Assert.All(keys, key => Assert.True(Guid.TryParseExact(key, "D", out _)));
        Assert.Equal(3, keys.Distinct().Count());
        Assert.Equal([AsWire(tested), AsWire(entry.InputData!)], wire.Requests);
        Assert.Equal(AsWire(tested).Replace(keys[1], "", StringComparison.Ordinal), AsWire(preview.Request!).Replace(keys[0], "", StringComparison.Ordinal));
        Assert.Equal(AsWire(tested).Replace(keys[1], "", StringComparison.Ordinal), AsWire(entry.InputData!).Replace(keys[2], "", StringComparison.Ordinal));
    }

    private static string KeyOf(ConnectInputData data) => Assert.Single(data.Headers, h => h.Key == "Idempotency-Key").Value;

    private static string AsWire(ConnectInputData data)
    {
        string target = data.Url[data.Url.IndexOf('/', "http://".Length)..];
        string headers = string.Concat(data.Headers.Select(h => $"{h.Key}: {h.Value}\r\n"));
        return $"{data.Method} {target} HTTP/1.1\r\n{headers}\r\n{data.Body}";
    }
}
