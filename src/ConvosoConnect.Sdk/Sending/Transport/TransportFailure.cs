using System.Net;
using System.Net.Sockets;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Destinations.Dialling;
using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Gives each failure on the wire its kind and a sentence; quotes host and port, never path or query.</summary>
internal static class TransportFailure
{
    private const string MoreTime = "give sends more time: by ShutdownTimeout of the app's HostOptions, or by the option DisposalTimeout where no host stops.";

    public static ConnectError ShutDown { get; } = new(
        ConnectErrorKind.AppFailed,
        $"Not sent: the app ended while the send waited. Send it again when the app runs, or {MoreTime}");

    /// <summary>The app ended, and with it the time for the sends under way. What may have arrived is told from what cannot have.</summary>
    public static ConnectError Stopped(Uri uri, ReceivedResponse response) => response is { StatusCode: null, Progress: not SendProgress.MayHaveArrived }
        ? ShutDown
        : new(
            ConnectErrorKind.AppFailed,
            $"The app ended before {Wording.Place(uri)} had given a complete response"
            + (response.StatusCode is null ? "" : $"; it had begun to answer {response.StatusCode}")
            + $". It may have taken the lead all the same. Ask the receiver, or {MoreTime}");

    /// <summary>The time for the whole send passed. What may have arrived is told from what cannot have.</summary>
    public static ConnectError TimedOut(Uri uri, TimeSpan limit, string limitName, ReceivedResponse response) => new(
        ConnectErrorKind.Timeout,
        response switch
        {
            { StatusCode: null, Progress: SendProgress.NotSent } =>
                $"An HTTP handler of this app had not passed the request on within {Wording.Seconds(limit)} seconds, so nothing was sent. Look at what this app adds to its HTTP client, or raise ",
            { StatusCode: null, Progress: SendProgress.AtTheWire } =>
                $"{Wording.Place(uri)} took no request within {Wording.Seconds(limit)} seconds: no connection was ready in time, so nothing was sent. "
                + "Check host and port, and whether a firewall admits this machine, or raise ",
            _ =>
                $"{Wording.Place(uri)} gave no complete response within {Wording.Seconds(limit)} seconds"
                + (response.StatusCode is null ? "" : $"; it had begun to answer {response.StatusCode}")
                + ". It may have taken the lead all the same. Ask the receiver, or raise ",
        }
        + limitName + ".");

    /// <summary>A handler tried to send again: the error is what the request came to that did go out. Why there was no second one is told beside it.</summary>
    public static ConnectError Repeated(RepeatedRequestException repeated, Uri uri, SendSettings settings, ReceivedResponse response)
    {
        if (response.StatusCode is { } status)
        {
            return new(response.IsSuccess ? ConnectErrorKind.AppFailed : ConnectErrorKind.HttpStatus, $"{Wording.Place(uri)} answered {status}; the handler did not pass the response on.");
        }

        // A cancellation that is not the limit for connecting is the handler's.
        return FailureOf(repeated.Sent) is { } failure && (failure is not OperationCanceledException || KindOf(failure, status: null) == ConnectErrorKind.Connect)
            ? Classify(failure, uri, settings, response)
            : new(ConnectErrorKind.Timeout, $"{Wording.Place(uri)} gave no response before an HTTP handler of this app stopped waiting. It may have taken the lead all the same; ask the receiver.");
    }

    private static Exception? FailureOf(Task? sent)
    {
        try
        {
            if (sent is { IsCompleted: true })
            {
                sent.GetAwaiter().GetResult();
            }

            return null;
        }
#pragma warning disable CA1031 // Whatever it is, it is classified.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    /// <summary>Classifies what was thrown.</summary>
    /// <param name="exception">What was thrown; no cancellation of ours.</param>
    /// <param name="uri">Where the request went.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="response">What is there of the response.</param>
    public static ConnectError Classify(Exception exception, Uri uri, SendSettings settings, ReceivedResponse response)
    {
        int? status = response.StatusCode;
        if (OfKnownCause(exception, uri, response) is { } known)
        {
            return known;
        }

        string seen = Innermost(exception);
        switch (KindOf(exception, status))
        {
            case ConnectErrorKind.Timeout:
                return new(
                    ConnectErrorKind.Timeout,
                    $"{Wording.Place(uri)} gave no response before the time limit that this app sets on its HTTP client. "
                    + (!MayHaveArrived(response) ? "Nothing was sent. Leave" : "It may have taken the lead all the same. Ask the receiver, or leave")
                    + " HttpClient.Timeout alone and use the option RequestTimeout.");
            case ConnectErrorKind.Dns when NameResolutionException.FindIn(exception) is { } unresolved:
                return new(ConnectErrorKind.Dns, unresolved.Message);
            case ConnectErrorKind.Dns:
                // Of a primary handler that the app brought.
                return new(ConnectErrorKind.Dns, $"The host name {uri.IdnHost} could not be resolved: {seen}. Check the API URL for a typing error.");
            case ConnectErrorKind.Connect when Exhaustion.IsOfDescriptors(exception):
                return new(ConnectErrorKind.Connect, $"No connection to {Wording.Place(uri)}: {Exhaustion.OfDescriptors}");
            case ConnectErrorKind.Connect when exception is OperationCanceledException:
                return new(
                    ConnectErrorKind.Connect,
                    $"No connection to {Wording.Place(uri)} within {Wording.Seconds(response.ConnectTimeout ?? settings.ConnectTimeout)} seconds. Check host and port, and whether a firewall admits this machine.");
            case ConnectErrorKind.Connect:
                return new(ConnectErrorKind.Connect, $"No connection to {Wording.Place(uri)}: {seen}. Check host and port, and whether the receiver is running.");
            case ConnectErrorKind.Proxy:
                return new(
                    ConnectErrorKind.Proxy,
                    exception is HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired }
                        ? $"The proxy of this app's HTTP client asks for credentials (407). {NothingSent(response)}Give the proxy its Credentials with ConfigureHttpClient."
                        : $"The proxy of this app's HTTP client made no connection to {Wording.Place(uri)}: {seen}. {NothingSent(response)}"
                            + $"{ProxyException.Advice} If it is right, check host and port in the API URL.");
            case ConnectErrorKind.Tls:
                return new(ConnectErrorKind.Tls, $"No secure connection to {Wording.Place(uri)}: {seen}. Check the receiver's certificate, and whether the port speaks https.");
            case ConnectErrorKind.ConnectionReset:
                return new(
                    ConnectErrorKind.ConnectionReset,
                    $"{Wording.Place(uri)} broke the connection before its response was complete: {seen}. It may have taken the lead all the same; ask the receiver."
                    + (status is null && uri.Scheme == Uri.UriSchemeHttps ? " A receiver that misses a client certificate may do this too." : ""));
            case ConnectErrorKind.Protocol when status is not null:
                return new(
                    ConnectErrorKind.Protocol,
                    $"{Wording.Place(uri)} answered {status}, but the body that followed cannot be read: {seen}. Ask the receiver to check its Content-Encoding and Transfer-Encoding.");
            case ConnectErrorKind.Protocol:
                return new(ConnectErrorKind.Protocol, $"{Wording.Place(uri)} did not answer in proper HTTP: {seen}. Check that the URL leads to a web service.");
            default:
                return new(
                    ConnectErrorKind.AppFailed,
                    $"An HTTP handler of this app failed before a response came: {exception.GetType().Name}: {seen}. Look at what this app adds to its HTTP client.");
        }
    }

    /// <summary>
    /// Before the response begins, the framework throws nothing but <see cref="HttpRequestException"/> and cancellations; after that, whatever is thrown comes
    /// from reading the body. All else is the work of the app's handlers.
    /// </summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="status">The status of the response that had begun; null for none.</param>
    /// <param name="response">Knows how far the request came; null where that is not known.</param>
    public static ConnectErrorKind KindOf(Exception exception, int? status, ReceivedResponse? response = null)
    {
        if (DeliveryRefusedException.FindIn(exception) is { } refused)
        {
            return refused.Kind;
        }

        if (DestinationBlockedException.FindIn(exception) is { } blocked)
        {
            // A connection that several requests share may be closed because of another one.
            return status is not null || response?.MayHaveLeftBy(blocked) == true ? ConnectErrorKind.ConnectionReset : ConnectErrorKind.Blocked;
        }

        if (ProxyException.FindIn(exception) is not null)
        {
            return ConnectErrorKind.Proxy;
        }

        if (NameResolutionException.FindIn(exception) is not null)
        {
            return ConnectErrorKind.Dns;
        }

        if (status is null && exception is not (HttpRequestException or OperationCanceledException))
        {
            return ConnectErrorKind.AppFailed;
        }

        if (WantsClientCertificate(exception))
        {
            return ConnectErrorKind.Tls;
        }

        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request:
                    return KindOf(request.HttpRequestError);
                case HttpIOException io:
                    return KindOf(io.HttpRequestError);
                case InvalidDataException:
                    return ConnectErrorKind.Protocol;
                case SocketException or IOException:
                    return ConnectErrorKind.ConnectionReset;
                case TimeoutException when exception is OperationCanceledException:
                    // HttpClient.Timeout wraps the cancellation that it caused; the limit for connecting does not.
                    return e.InnerException is OperationCanceledException ? ConnectErrorKind.Timeout : ConnectErrorKind.Connect;
            }
        }

        // Brotli's decoder, for one, throws an InvalidOperationException.
        return status is null ? ConnectErrorKind.AppFailed : ConnectErrorKind.Protocol;
    }

    /// <summary>
    /// Whether OpenSSL was told so by an alert: <c>certificate_required</c> of TLS 1.3, which comes after the request was sent, <c>bad_certificate</c>, or
    /// <c>handshake_failure</c>, by which servers of TLS 1.2 response a missing certificate. Its codes are the library's number and 1000 more than the alert's.
    /// </summary>
    private static bool WantsClientCertificate(Exception exception)
    {
        const int library = 0x0A00_0000;
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e.HResult is library + 1116 or library + 1042 or library + 1040)
            {
                return true;
            }
        }

        return false;
    }

    private static ConnectErrorKind KindOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => ConnectErrorKind.Dns,
        HttpRequestError.ConnectionError => ConnectErrorKind.Connect,
        HttpRequestError.ProxyTunnelError => ConnectErrorKind.Proxy,
        HttpRequestError.SecureConnectionError => ConnectErrorKind.Tls,
        HttpRequestError.ResponseEnded => ConnectErrorKind.ConnectionReset,
        _ => ConnectErrorKind.Protocol,
    };

    /// <summary>The deepest message says the most: the certificate's fault, the socket's error.</summary>
    private static string Innermost(Exception exception)
    {
        Exception inner = exception.GetBaseException();
        return ForeignMessage.From(inner).TrimEnd('.', ' ');
    }

    /// <summary>What the guard threw, the way to a proxy, or OpenSSL of a client certificate; null for all else.</summary>
    private static ConnectError? OfKnownCause(Exception exception, Uri uri, ReceivedResponse response)
    {
        if (DestinationBlockedException.FindIn(exception) is { } blocked)
        {
            return KindOf(exception, response.StatusCode, response) == ConnectErrorKind.ConnectionReset
                ? new(ConnectErrorKind.ConnectionReset, blocked.CutOff)
                : new(ConnectErrorKind.Blocked, MayHaveArrived(response) ? blocked.NotAgain : blocked.Message);
        }

        if (ProxyException.FindIn(exception) is { } proxy)
        {
            return new(ConnectErrorKind.Proxy, $"{proxy.Seen} {NothingSent(response)}{ProxyException.Advice}");
        }

        if (WantsClientCertificate(exception))
        {
            return new(
                ConnectErrorKind.Tls,
                $"{Wording.Place(uri)} refused the secure connection: {Innermost(exception)}. It probably asks for a client certificate. "
                + "Add one to SslOptions.ClientCertificates of the primary handler, by ConfigureHttpClient, or check the one that is there.");
        }

        return null;
    }

    private static bool MayHaveArrived(ReceivedResponse response) => response is { StatusCode: not null } or { Progress: SendProgress.MayHaveArrived };

    /// <summary>With a blank behind it; empty where it cannot be said.</summary>
    private static string NothingSent(ReceivedResponse response) => MayHaveArrived(response) ? "" : "Nothing was sent to the receiver. ";
}
