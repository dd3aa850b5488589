using System.Net;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>A request as the wire would have got it. The body is null when there is none.</summary>
internal sealed record RecordedRequest(string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body);

/// <summary>Keeps each request and gives the response of the example; nothing leaves the process.</summary>
internal sealed class RecordingHandler(CannedResponse response) : HttpMessageHandler
{
    private readonly List<RecordedRequest> _requests = [];

    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[]? body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<KeyValuePair<string, string>> headers =
            from header in request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated.AsEnumerable() ?? [])
            where !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
            select new KeyValuePair<string, string>(header.Key, header.Value.ToString());
        lock (_requests)
        {
            _requests.Add(new(request.Method.Method, request.RequestUri?.AbsoluteUri ?? "", [.. headers], body));
        }

        var message = new HttpResponseMessage((HttpStatusCode)response.Status) { RequestMessage = request, Content = new ByteArrayContent(response.Body) };
        foreach ((string name, string value) in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
