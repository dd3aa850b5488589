using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Step 7 of a send: the request goes out, the answer is read up to the cap, within the time limit.</summary>
internal sealed class Transport(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The name of the HTTP client that apps configure.</summary>
    public const string ClientName = "ConvosoConnect";

    /// <summary>Sends. What goes wrong is told in the answer; only the caller's own cancellation is thrown.</summary>
    public async Task SendAsync(BuiltRequest request, Answer answer, SendSettings settings, CancellationToken cancellationToken)
    {
        TimeSpan total = settings.RequestTimeout;
        if (request.Plan.Delivering is { } endpoint)
        {
            total = endpoint.Delivery!.TotalTimeout!.Value;
            answer.Attempts = new AttemptLog(request.Plan.Mask);
            request.Message.Options.Set(ConnectEndpoint.OfRequest, endpoint);
            request.Message.Options.Set(ConnectAttempt.Report, answer.Attempts.Add);
        }

        using var limit = new CancellationTokenSource(total, time);
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
        catch (Exception exception)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                // Also when the connection broke rather than noticed the cancellation. The caller's token, so that the caller knows it as its own.
                throw new OperationCanceledException("The caller cancelled the send.", exception, cancellationToken);
            }

            answer.Error = answer.Attempts?.EndedBy(exception) ?? (limit.IsCancellationRequested
                ? TransportFailure.TimedOut(request.Uri, settings, answer.StatusCode, request.Plan.Endpoint.Delivery?.TotalTimeout)
                : TransportFailure.Classify(exception, request.Uri, settings, answer.StatusCode));
        }
    }

    private static void ReadHead(HttpResponseMessage response, Answer answer)
    {
        HttpContentHeaders content = response.Content.Headers;
        MediaTypeHeaderValue? type = content.ContentType;
        answer.StatusCode = (int)response.StatusCode;
        answer.Reason = response.ReasonPhrase ?? "";

        // A type that cannot be read in full, such as "text/html; charset", still says what it is.
        answer.MediaType = type?.MediaType ?? First(content, "Content-Type")?.Split(';')[0].Trim();
        answer.Charset = type?.CharSet;
        answer.Location = First(response.Headers, "Location");
        answer.Challenge = First(response.Headers, "WWW-Authenticate");
        answer.RetryAfter = First(response.Headers, "Retry-After");

        static string? First(HttpHeaders headers, string name) =>
            headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;
    }
}
