using System.Text;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>An engine with a GET endpoint 'in', to receive payloads with.</summary>
internal static class IncomingCalls
{
    public static ConnectEndpoint Endpoint { get; } = new()
    {
        Id = "in",
        Name = "In",
        ApiUrl = "https://x.example/",
        RequestMethod = RequestMethod.Get,
        Delimiter = ";",
    };

    public static async Task<ReceiveResult> ReceiveAsync(
        IncomingPayload payload, Adaptor? adaptor = null, ConnectEndpoint? endpoint = null, Action<ConvosoConnectOptions>? configure = null)
    {
        await using var engine = new Engine(configure);
        endpoint ??= Endpoint;
        if (adaptor is not null)
        {
            Adaptor saved = await engine.Adaptors.SaveAsync(adaptor with { Active = true }, Engine.Token);
            await engine.Endpoints.SaveAsync(endpoint with { AdaptorId = adaptor.Id }, Engine.Token);
            await engine.Adaptors.SaveAsync(saved with { Active = adaptor.Active }, Engine.Token);
        }
        else
        {
            await engine.Endpoints.SaveAsync(endpoint, Engine.Token);
        }

        return await engine.Client.ReceiveAsync("in", payload, Engine.Token);
    }

    public static IncomingPayload Form(string text, string query = "") => Of(Encoding.UTF8.GetBytes(text), "application/x-www-form-urlencoded", query);

    public static IncomingPayload Json(string text, string query = "") => Of(Encoding.UTF8.GetBytes(text), "application/json; charset=utf-8", query);

    public static IncomingPayload Of(byte[] body, string? contentType, string query = "") => new() { Body = body, ContentType = contentType, QueryString = query };

    /// <summary>The lead section as <c>name=text</c> lines, in order.</summary>
    public static string Fields(ReceiveResult result) =>
        result.Lead is null ? result.Error!.ToString() : string.Join('\n', result.Lead.Lead.Select(f => $"{f.Key}={f.Value}"));
}
