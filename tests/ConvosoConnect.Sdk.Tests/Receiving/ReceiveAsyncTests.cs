using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Receiving;

public sealed class ReceiveAsyncTests
{
    private static readonly Adaptor Map = new()
    {
        Id = "map",
        Name = "Map",
        Fields =
        [
            new() { Field = "id", MappedTo = "voip_customer_id" },
            new() { Section = LeadSection.CallLog, Field = "call_log_id", MappedTo = "voip_call_id" },
            new() { Field = "phone_number", MappedTo = "phone_1, phone_2" },
            new() { Field = "state", MappedTo = "state", DefaultValue = "NV" },
            new() { Section = LeadSection.Extra, Field = "agent_email", MappedTo = "agent" },
            new() { Field = "city" },
        ],
    };

    [Fact]
    public async Task ReceiveAsync_Adaptor_MapsBackWithDefaultsAndNamesUnusedKeys()
    {
        ReceiveResult result = await IncomingCalls.ReceiveAsync(
            new IncomingPayload { QueryString = "?voip_customer_id=7&voip_call_id=99&phone_2=555&phone_1=&city=Reno&z=1&agent=a@x.example&Z=2" }, Map);

        Assert.True(result.Succeeded);
        Assert.Equal("7", result.Lead.Id);
        Assert.Equal("id=7\nphone_number=555\nstate=NV", IncomingCalls.Fields(result));
        Assert.Equal("99", result.Lead.CallLog["call_log_id"].ToString());
        Assert.Equal("a@x.example", result.Lead.Extra["agent_email"].ToString());
        Assert.Equal(["city", "z", "Z"], result.UnusedKeys);
    }

    [Fact]
    public async Task ReceiveAsync_NoAdaptor_PassesThroughNameForName()
    {
        ReceiveResult result = await IncomingCalls.ReceiveAsync(IncomingCalls.Json("""{"id":7,"x":true}""", "q=1"));

        Assert.Equal("7", result.Lead!.Id);
        Assert.Equal(["q", "id", "x"], result.Lead.Lead.Keys);
        Assert.Equal(true, result.Lead.Lead["x"]);
        Assert.Empty(result.Lead.CallLog);
        Assert.Empty(result.UnusedKeys);
    }

    [Fact]
    public async Task ReceiveAsync_EndpointThatCannotReceive_SaysWhy()
    {
        var payload = new IncomingPayload { QueryString = "a=1" };
        await using var engine = new Engine();
        ReceiveResult unknown = await engine.Client.ReceiveAsync("in", payload, Engine.Token);
        Expect(unknown, ConnectErrorKind.EndpointNotFound, "no endpoint 'in'");
        Expect(await IncomingCalls.ReceiveAsync(payload, endpoint: IncomingCalls.Endpoint with { Active = false }), ConnectErrorKind.EndpointInactive, "'In' is inactive");
        Expect(
            await IncomingCalls.ReceiveAsync(payload, Map, IncomingCalls.Endpoint with { RequestMethod = RequestMethod.Post }),
            ConnectErrorKind.EndpointInvalid,
            "Only GET endpoints receive");
        Expect(await IncomingCalls.ReceiveAsync(payload, Map with { Active = false }), ConnectErrorKind.NoAdaptor, "inactive");
        await using var orphaned = new Engine(build: UncheckedEndpoints.Use(IncomingCalls.Endpoint with { AdaptorId = "gone" }));
        Expect(await orphaned.Client.ReceiveAsync("in", payload, Engine.Token), ConnectErrorKind.NoAdaptor, "'gone'");
    }

    [Fact]
    public async Task ReceiveAsync_StoreThrows_IsAppFailedAndCancellationIsThrown()
    {
        await using var broken = new Engine(build: b => b.UseEndpointStore<FailingStores>());
        Expect(await broken.Client.ReceiveAsync("in", new IncomingPayload(), Engine.Token), ConnectErrorKind.AppFailed, FailingStores.Reason);

        await using var engine = new Engine();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Client.ReceiveAsync("in", new IncomingPayload(), new CancellationToken(true)));
    }

    [Fact]
    public async Task SendAsync_ThenReceiveAsync_GivesTheSameFieldsBack()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":1}""");
        await using var engine = new Engine();
        await engine.Adaptors.SaveAsync(Map, Engine.Token);
        await engine.Endpoints.SaveAsync(IncomingCalls.Endpoint with { ApiUrl = server.Url + "/hook", AdaptorId = "map", ResponseKey = "ok" }, Engine.Token);
        var lead = new LeadRecord
        {
            Id = "4711",
            Lead = new Dictionary<string, LeadValue> { ["id"] = "4711", ["phone_number"] = "+1 (310) 555-0142", ["state"] = "ÄÖ & 漢=\U0001F600%2B" },
            CallLog = new Dictionary<string, LeadValue> { ["call_log_id"] = "99" },
            Extra = new Dictionary<string, LeadValue> { ["agent_email"] = "a+b@x.example" },
        };

        ConnectResult sent = await engine.Client.SendAsync("in", lead, Engine.Token);
        string query = server.Single.Target[server.Single.Target.IndexOf('?', StringComparison.Ordinal)..];
        ReceiveResult received = await engine.Client.ReceiveAsync("in", new IncomingPayload { QueryString = query }, Engine.Token);
        ReceiveResult form = await engine.Client.ReceiveAsync("in", IncomingCalls.Form(query[1..]), Engine.Token);

        Assert.True(sent.Succeeded, sent.ToString());
        foreach (ReceiveResult back in new[] { received, form })
        {
            Assert.Equal("4711", back.Lead!.Id);
            Assert.Equal(lead.Lead.OrderBy(f => f.Key), back.Lead.Lead.OrderBy(f => f.Key));
            Assert.Equal(lead.CallLog, back.Lead.CallLog);
            Assert.Equal(lead.Extra, back.Lead.Extra);
            Assert.Empty(back.UnusedKeys);
        }
    }

    private static void Expect(ReceiveResult result, ConnectErrorKind kind, string sentence)
    {
        Assert.False(result.Succeeded);
        Assert.Null(result.Lead);
        Assert.Equal(kind, result.Error.Kind);
        Assert.Contains(sentence, result.Error.Message, StringComparison.Ordinal);
    }
}
