using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Step 7 of a send: the request goes out, the answer is read up to the cap, within the time limit.</summary>
internal sealed class Transport(IHttpClientFactory clients, TimeLimits limits, TimeProvider time)
{
    /// <summary>The name of the HTTP client that apps configure.</summary>
    public const string ClientName = "ConvosoConnect";

    private readonly SharedClient _client = new(clients, time);

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

        CancellationTokenSource limit = limits.Start(total);
        CancellationTokenRegistration both = cancellationToken.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        try
        {
            using HttpResponseMessage response =
                await _client.Get().SendAsync(request.Message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            answer.SentAs = response.RequestMessage;
            ReadHead(response, answer);
            Stream stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await answer.ReadAsync(stream, settings.MaxResponseBytes, limit.Token).ConfigureAwait(false);
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
        finally
        {
            await both.DisposeAsync().ConfigureAwait(false);
            limits.End(limit);
        }
    }

    private static void ReadHead(HttpResponseMessage response, Answer answer)
    {
        answer.StatusCode = (int)response.StatusCode;
        answer.Reason = response.ReasonPhrase ?? "";
        (answer.ContentType, answer.MediaType, answer.Charset) = ContentTypeReader.Of(response.Content.Headers);
        if (answer.IsSuccess)
        {
            return;
        }

        answer.Location = First(response.Headers, "Location");
        answer.Challenge = First(response.Headers, "WWW-Authenticate");
        answer.RetryAfter = First(response.Headers, "Retry-After");

        static string? First(HttpHeaders headers, string name) =>
            headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;
    }
}
