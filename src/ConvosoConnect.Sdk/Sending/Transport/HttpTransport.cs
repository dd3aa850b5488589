using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Step 7 of a send: the request goes out, the answer is read up to the cap, within the time limit.</summary>
internal sealed class HttpTransport(IHttpClientFactory clients, SendGate gate, TimeProvider time)
{
    /// <summary>The name of the HTTP client that apps configure.</summary>
    public const string ClientName = "ConvosoConnect";

    private readonly CachedHttpClient _client = new(clients, time);

    /// <summary>
    /// Has the HTTP client made before a send first waits: a container that is being disposed meanwhile makes none any more. What goes wrong is told when the request is to
    /// go out, and the client is asked for again.
    /// </summary>
    public void Prepare()
    {
        try
        {
            _client.Get();
        }
#pragma warning disable CA1031 // See above: whatever the app's handlers throw as they are made.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Sends. What goes wrong is told in the call's answer; only the caller's own cancellation is thrown.</summary>
    public async Task SendAsync(Call call, BuiltRequest request)
    {
        Answer answer = call.Answer;
        TimeLimit limit = call.Limit;
        Address(request, answer, limit);
        try
        {
            await limit.WaitAsync(ExchangeAsync(request.Message, answer, call.Settings.MaxResponseBytes, limit.Token)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            SendProgress progress = ProgressOf(request, answer, exception);
            answer = limit.LeftBehind is null ? answer : call.LeaveAnswer();
            answer.Progress = progress;
            if (limit.IsCancelledByCaller)
            {
                // Also when the connection broke rather than noticed the cancellation.
                throw new OperationCanceledException("The caller cancelled the send.", exception);
            }

            answer.Error = ErrorOf(exception, request.Uri, call, answer);
        }
    }

    private ConnectError ErrorOf(Exception exception, Uri uri, Call call, Answer answer) =>
        call.Limit.IsStopped || (gate.IsShut && answer.Progress == SendProgress.NotSent) ? TransportFailure.Stopped(uri, answer)
        : DeliveryRefusedException.In(exception) is { } refused ? answer.Attempts?.ErrorOf(refused) ?? new(refused.Kind, refused.Message)
        : answer.Repeated is { } repeated ? OfFirst(repeated, uri, call.Settings, answer)
        : call.Limit.IsReached ? Exhaustion.Explain(TransportFailure.TimedOut(uri, call.Limit.Length, call.LimitName, answer), call.Limit)
        : TransportFailure.Classify(exception, uri, call.Settings, answer);

    /// <summary>
    /// How far a request came that got no answer. That nothing was sent is said only where no byte can have left. A handler of the app may send a request of its own making
    /// instead, so one that is not known, or a body that somebody took before the wire, counts as sent.
    /// </summary>
    private SendProgress ProgressOf(in BuiltRequest request, Answer answer, Exception exception)
    {
        bool isAtTheWire = answer.CloseWire();
        int notLeft = DestinationBlockedException.In(exception) is { } blocked && answer.WasKeptBackBy(blocked) ? 1 : 0;
        return TimesSent(answer) > notLeft || (!isAtTheWire && request.IsRead) ? SendProgress.MayHaveArrived
            : isAtTheWire ? SendProgress.AtTheWire
            : SendProgress.NotSent;
    }

    /// <summary>Puts on the request what handlers look for.</summary>
    private void Address(BuiltRequest request, Answer answer, TimeLimit limit)
    {
        answer.StraysBefore = gate.Strays;
        HttpRequestOptions carried = request.Message.Options;
        if (request.Plan.Endpoint.Delivery is { ReceiverIsIdempotent: true })
        {
            answer.AllowRepeats();
        }

        carried.Set(WireHandler.AnswerOfSend, answer);
        carried.Set(ConnectEndpoint.OfRequest, request.Plan.Delivering ?? request.Plan.Endpoint);
        if (request.Plan.Delivering is not null)
        {
            answer.Attempts = new AttemptLog(request.Plan.Mask);
            carried.Set(ConnectAttempt.Report, answer.EndAttempt);
            carried.Set(ConnectAttempt.SendStarted, limit.Started);
            carried.Set(ConnectAttempt.TimesSent, TimesSentOf(answer));
            if (request.Plan.Retries is { } retries)
            {
                carried.Set(IntegratorRetries.OfRequest, retries);
            }
        }
    }

    // Apart, so that a send without rules does not pay for what the function keeps.
    private Func<int> TimesSentOf(Answer answer) => () => TimesSent(answer);

    private int TimesSent(Answer answer) => answer.TimesSent + gate.Strays - answer.StraysBefore;

    /// <summary>What the request came to that did go out, where a handler then tried to send it again.</summary>
    private static ConnectError OfFirst(RepeatedRequestException repeated, Uri uri, SendSettings settings, Answer answer)
    {
        if (repeated.Sent is { IsCompletedSuccessfully: true } sent && answer.StatusCode is null)
        {
            // The handler may have disposed it, so its body is lost.
            ReadHead(sent.Result, answer);
        }

        return TransportFailure.Repeated(repeated, uri, settings, answer);
    }

    private async Task ExchangeAsync(HttpRequestMessage message, Answer answer, int cap, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response =
            await _client.Get().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        answer.SentAs = response.RequestMessage;
        ReadHead(response, answer);
        answer.HeadIsRead();
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await answer.ReadAsync(stream, cap, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void ReadHead(HttpResponseMessage response, Answer answer)
    {
        answer.StatusCode = (int)response.StatusCode;
        answer.Reason = response.ReasonPhrase ?? "";
        (answer.ContentType, answer.MediaType, answer.Charset) = ContentTypeReader.Read(response.Content.Headers);
        answer.ContentEncoding = response.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues codings) ? codings.ToString() : null;
        answer.Head = response;
    }
}
