using System.Collections.Concurrent;
using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Step 7 of a send: sends the request and reads the response up to the cap, within the time limit.</summary>
internal sealed class HttpTransport(IHttpClientFactory clients, SendGate gate, TimeProvider time)
{
    /// <summary>The name of the HTTP client that apps configure.</summary>
    public const string ClientName = "ConvosoConnect";

    private readonly CachedHttpClient _client = new(clients, ClientName, time);
    private readonly ConcurrentDictionary<string, CachedHttpClient> _ofCredentials = new(StringComparer.Ordinal);

    /// <summary>
    /// Makes the HTTP client before a send waits for anything, because a container that is disposed meanwhile makes no new client. Exceptions are ignored here; the client is
    /// requested again when the request goes out, and an exception is reported then.
    /// </summary>
    public void Prepare()
    {
        try
        {
            _client.Get();
        }
#pragma warning disable CA1031 // The app's handlers may throw anything while they are made; it is reported later.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Sends the request. A failure becomes the error of the call's response; only the caller's own cancellation is thrown.</summary>
    public async Task SendAsync(Call call, BuiltRequest request)
    {
        ReceivedResponse response = call.Response;
        TimeLimit limit = call.Limit;
        Address(request, response, limit);
        try
        {
            await limit.WaitAsync(ExchangeAsync(
                ClientOf(request.Plan).SendAsync(request.Message, HttpCompletionOption.ResponseHeadersRead, limit.Token),
                response,
                call.Settings.Options.MaxResponseBytes,
                limit.Token)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            SendProgress progress = ProgressOf(request, response, exception);
            response = limit.LeftBehind is null ? response : call.LeaveResponse();
            response.Progress = progress;
            if (limit.IsCancelledByCaller)
            {
                // Thrown also when the connection broke before it noticed the cancellation.
                throw new OperationCanceledException("The caller cancelled the send.", exception);
            }

            response.Error = ToError(exception, request.Uri, call, response);
        }
    }

    private ConnectError ToError(Exception exception, Uri uri, Call call, ReceivedResponse response) =>
        call.Limit.IsStopped || (gate.IsShut && response.Progress == SendProgress.NotSent) ? TransportFailure.Stopped(uri, response)
        : DeliveryRefusedException.FindIn(exception) is { } refused ? response.Attempts?.ToError(refused) ?? new(refused.Kind, refused.Message)
        : response.Repeated is { } repeated ? FirstRequestError(repeated, uri, call.Settings, response)
        : call.Limit.IsReached ? Exhaustion.Explain(
            TransportFailure.TimedOut(uri, call.Limit.Length, call.LimitName, response, call.Plan?.Credential is null ? null : call.Endpoint!.Credential), call.Limit)
        : TransportFailure.Classify(exception, uri, call.Settings, response);

    /// <summary>
    /// Says how far a request without a response came. It counts as not sent only when no byte of it can have left. A handler of the app may send its own request instead, so an
    /// unknown request, or a body that was read before the network, counts as sent.
    /// </summary>
    private SendProgress ProgressOf(in BuiltRequest request, ReceivedResponse response, Exception exception)
    {
        bool isAtTheWire = response.CloseWire();
        int notLeft = DestinationBlockedException.FindIn(exception) is { } blocked && response.WasKeptBackBy(blocked) ? 1 : 0;
        return TimesSent(response) > notLeft || (!isAtTheWire && request.IsRead) ? SendProgress.MayHaveArrived
            : isAtTheWire ? SendProgress.AtTheWire
            : SendProgress.NotSent;
    }

    /// <summary>Sets the options of the request that handlers read.</summary>
    private void Address(BuiltRequest request, ReceivedResponse response, TimeLimit limit)
    {
        response.StraysBefore = gate.Strays;
        HttpRequestOptions carried = request.Message.Options;
        if (request.Plan.Endpoint.Delivery is { ReceiverIsIdempotent: true })
        {
            response.AllowRepeats();
        }

        carried.Set(WireHandler.ResponseOfSend, response);
        carried.Set(ConnectEndpoint.OfRequest, request.Plan.Delivering ?? request.Plan.Endpoint);
        if (request.Plan.Delivering is not null)
        {
            response.Attempts = new AttemptLog(request.Plan.Mask);
            carried.Set(ConnectAttempt.Report, response.EndAttempt);
            carried.Set(ConnectAttempt.SendStarted, limit.Started);
            carried.Set(ConnectAttempt.TimesSent, TimesSentOf(response));
            if (limit.Patience is not null)
            {
                carried.Set(ConnectAttempt.Waiting, limit.StandStill);
            }

            if (request.Plan.Retries is { } retries)
            {
                carried.Set(IntegratorRetries.OfRequest, retries);
            }
        }
    }

    // A method of its own, so that a send without rules does not allocate the closure.
    private Func<int> TimesSentOf(ReceivedResponse response) => () => TimesSent(response);

    private int TimesSent(ReceivedResponse response) => response.TimesSent + gate.Strays - response.StraysBefore;

    /// <summary>Makes the error of the first request when a handler tried to send it again.</summary>
    private static ConnectError FirstRequestError(RepeatedRequestException repeated, Uri uri, SendSettings settings, ReceivedResponse response)
    {
        if (repeated.Sent is { IsCompletedSuccessfully: true } sent && response.StatusCode is null)
        {
            // The handler may have disposed the response, so its body cannot be read.
            ReadHead(sent.Result, response);
        }

        return TransportFailure.Repeated(repeated, uri, settings, response);
    }

    private HttpClient ClientOf(EndpointPlan plan) => plan.Credential is { } credential
        ? _ofCredentials.GetOrAdd(credential.ClientName, static (name, self) => new CachedHttpClient(self.clients, name, self.time), (clients, time)).Get()
        : _client.Get();

    private static async Task ExchangeAsync(Task<HttpResponseMessage> sending, ReceivedResponse response, int cap, CancellationToken cancellationToken)
    {
        using HttpResponseMessage message = await sending.ConfigureAwait(false);
        response.SentAs = message.RequestMessage;
        ReadHead(message, response);
        response.HeadIsRead();
        Stream stream = await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await response.ReadAsync(stream, cap, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void ReadHead(HttpResponseMessage message, ReceivedResponse response)
    {
        response.StatusCode = (int)message.StatusCode;
        response.Reason = message.ReasonPhrase ?? "";
        (response.ContentType, response.MediaType, response.Charset) = ContentTypeReader.Read(message.Content.Headers);
        response.ContentEncoding = message.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out HeaderStringValues codings) ? codings.ToString() : null;
        response.Head = message;
    }
}
