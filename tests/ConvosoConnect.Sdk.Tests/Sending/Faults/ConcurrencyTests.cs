using System.Text.Json;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

public sealed class ConcurrencyTests
{
    private const int Sends = 200;

    [Fact]
    public async Task SendAsync_200AtOnce_EachBodyAnswerAndEntryIsOfItsOwnLead()
    {
        LoopbackServer? server = null;
        server = await LoopbackServer.StartAsync(async context =>
        {
            // The response holds the lead's name, padded to different lengths so that buffers of different sizes go round.
            byte[] body = server!.Requests.Single(r => r.Headers["X-Lead"] == context.Request.Headers["X-Lead"]).Body;
            string name = JsonDocument.Parse(body).RootElement.GetProperty("name").GetString()!;
            await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { ok = name }));
        });
        await using LoopbackServer receiver = server;
        await using var engine = new Engine(build: HandlerOf.Added(async (send, request, token) =>
        {
            // A handler that reads the body, as one that signs it would.
            string text = await request.Content!.ReadAsStringAsync(token);
            request.Headers.Add("X-Lead", JsonDocument.Parse(text).RootElement.GetProperty("email").GetString());
            return await send();
        }));
        await engine.SaveAsync(Engine.Endpoint(server.Url));

        ConnectResult[] results = await Task.WhenAll(Enumerable.Range(0, Sends).Select(i => Task.Run(() => engine.Client.SendAsync("crm", Lead(i)))));

        Assert.Equal(Sends, server.Requests.Count);
        for (int i = 0; i < Sends; i++)
        {
            Assert.Equal(Name(i), results[i].Value);
            ConnectLogEntry entry = (await engine.Log.GetAsync(results[i].LogId!.Value, TestContext.Current.CancellationToken))!;
            Assert.Equal($"lead-{i}", entry.LeadId);
            Assert.Equal(Name(i).Length <= 1024 ? Name(i) : Name(i)[..1023] + "…", entry.Result);
            Assert.Equal($$"""{"email":"lead-{{i}}","name":"{{Name(i)}}"}""", entry.InputData!.Body);
            Assert.Equal(entry.InputData.Body, server.Requests.Single(r => r.Headers["X-Lead"] == $"lead-{i}").Text);
        }
    }

    private static string Name(int i) => $"{i}-{new string((char)('a' + (i % 26)), i * 37)}";

    private static LeadRecord Lead(int i) => new()
    {
        Id = $"lead-{i}",
        Lead = new Dictionary<string, LeadValue> { ["email"] = $"lead-{i}", ["first_name"] = Name(i) },
    };
}
