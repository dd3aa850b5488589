using System.Net.Http.Headers;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Step 7 of a send: the request goes out, the answer is read up to the cap, within the time limit.</summary>
internal sealed class Transport(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The name of the HTTP client that apps configure.</summary>
    public const string ClientName = "ConvosoConnect";

    /// <summary>Sends. What goes wrong is told in the answer; only the caller's own cancellation is thrown.</summary>
    public async Task SendAsync(BuiltRequest request, Answer answer, SendSettings settings, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using HttpClient client = clients.CreateClient(ClientName);
            using HttpResponseMessage response =
                await client.SendAsync(request.Message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            ReadHead(response, answer);
            Stream stream = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await answer.ReadAsync(stream, settings.MaxResponseBytes, either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            answer.Error = exception is OperationCanceledException && limit.IsCancellationRequested
                ? TransportFailure.TimedOut(request.Uri, settings, answer.StatusCode)
                : TransportFailure.Classify(exception, request.Uri, settings);
        }
    }

    private static void ReadHead(HttpResponseMessage response, Answer answer)
    {
        MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
        answer.StatusCode = (int)response.StatusCode;
        answer.Reason = response.ReasonPhrase ?? "";
        answer.MediaType = type?.MediaType;
        answer.Charset = type?.CharSet;
        answer.Location = First("Location");
        answer.Challenge = First("WWW-Authenticate");
        answer.RetryAfter = First("Retry-After");

        string? First(string name) => response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;
    }
}
