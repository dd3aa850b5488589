using System.Net;
using System.Net.Http.Headers;

namespace ConvosoConnect.Sdk.Load;

/// <summary>What everything else is measured against: an HttpClient that posts a body which was made before, and reads the response.</summary>
internal sealed class BareClient(string url) : IContender
{
    private readonly HttpClient _client = NewClient();
    private readonly Uri _uri = new(url);
    private readonly byte[] _body = Leads.Body;

    public string Name => "Bare HttpClient, prebuilt body";

    /// <summary>A client that does no more than it is told.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        ActivityHeadersPropagator = null,
    });

    public async Task<bool> SendAsync(long n)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _uri) { Content = new ByteArrayContent(_body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _client.SendAsync(request).ConfigureAwait(false);
        byte[] answer = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK && answer.Length > 0;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
