using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.Benchmarks.Work;
using ConvosoConnect.Sdk.Sending.Requests;

namespace ConvosoConnect.Sdk.Benchmarks.Contenders;

/// <summary>The same request by what the framework offers.</summary>
internal static class Plain
{
    public const string AcceptEncoding = "gzip, deflate, br";

    public static string UserAgent { get; } = $"ConvosoConnect.Sdk/{typeof(RequestBuilder).Assembly.GetName().Version?.ToString(3)}";

    public static HttpRequestMessage Form(Workload workload) =>
        Message(new Uri(Format.Url), new FormUrlEncodedContent(Map(workload)), mediaType: null);

    public static HttpRequestMessage Json(Workload workload) =>
        Message(new Uri(Format.Url), new StringContent(JsonSerializer.Serialize(Map(workload)), Encoding.UTF8, "application/json"), mediaType: null);

    /// <summary>The lead under its destination keys.</summary>
    public static Dictionary<string, string?> Map(Workload workload)
    {
        var body = new Dictionary<string, string?>(workload.Keys.Length);
        foreach ((string field, string key) in workload.Keys)
        {
            body[key] = workload.Texts.GetValueOrDefault(field);
        }

        return body;
    }

    public static HttpRequestMessage Message(Uri url, HttpContent content, string? mediaType)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        message.Headers.TryAddWithoutValidation("Authorization", Format.Token);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", AcceptEncoding);
        if (mediaType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        return message;
    }

    /// <summary>A client over a handler, with the headers that every request has.</summary>
    public static HttpClient Client(HttpMessageHandler handler)
    {
        var client = new HttpClient(handler) { BaseAddress = new Uri(Format.Url[..^"leads/intake".Length]) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Format.Token);
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", AcceptEncoding);
        return client;
    }
}
