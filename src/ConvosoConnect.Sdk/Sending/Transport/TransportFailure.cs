using System.Net;
using System.Net.Sockets;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Destinations.Dialling;
using ConvosoConnect.Sdk.Sending.Credentials;
using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Gives each network failure its kind and a sentence. Sentences quote host and port, never path or query.</summary>
internal static class TransportFailure
{
    private const string MoreTime = "give sends more time: by ShutdownTimeout of the app's HostOptions, or by the option DisposalTimeout where no host stops.";

    public static ConnectError ShutDown { get; } = new(
        ConnectErrorKind.AppFailed,
        $"Not sent: the app ended while the send waited. Send it again when the app runs, or {MoreTime}");

    /// <summary>Makes the error for a send that the end of the app stopped. It says whether the lead may have arrived.</summary>
    public static ConnectError Stopped(Uri uri, ReceivedResponse response) => response is { StatusCode: null, Progress: not SendProgress.MayHaveArrived }
        ? ShutDown
        : new(
            ConnectErrorKind.AppFailed,
            $"The app ended before {Wording.Place(uri)} had given a complete response"
            + (response.StatusCode is null ? "" : $"; it had begun to answer {response.StatusCode}")
            + $". It may have taken the lead anyway. Ask the receiver, or {MoreTime}");

    /// <summary>Makes the error for a send whose time has passed. It says whether the lead may have arrived.</summary>
    public static ConnectError TimedOut(Uri uri, TimeSpan limit, string limitName, ReceivedResponse response, string? credential = null) => new(
        ConnectErrorKind.Timeout,
        response switch
        {
            { StatusCode: null, Progress: SendProgress.NotSent } =>
                $"{(credential is null ? "An" : $"The credential {Quote.From(credential)}, or an")} HTTP handler of this app had not passed the request on "
                + $"within {Wording.Seconds(limit)} seconds, so nothing was sent. "
                + "Look at what this app adds to its HTTP client, or raise ",
            { StatusCode: null, Progress: SendProgress.AtTheWire } =>
                $"{Wording.Place(uri)} took no request within {Wording.Seconds(limit)} seconds: no connection was ready in time, so nothing was sent. "
                + "Check host and port, and whether a firewall admits this machine, or raise ",
            _ =>
                $"{Wording.Place(uri)} gave no complete response within {Wording.Seconds(limit)} seconds"
                + (response.StatusCode is null ? "" : $"; it had begun to answer {response.StatusCode}")
                + ". It may have taken the lead anyway. Ask the receiver, or raise ",
        }
        + limitName + ".");

    /// <summary>
    /// Makes the error for a request that a handler tried to send again: the outcome of the first request. <see cref="ReceivedResponse.Explain"/> adds why there was no second
    /// one.
    /// </summary>
    public static ConnectError Repeated(RepeatedRequestException repeated, Uri uri, SendSettings settings, ReceivedResponse response)
    {
        if (response.StatusCode is { } status)
        {
            return new(
                response.IsSuccess ? ConnectErrorKind.AppFailed : ConnectErrorKind.HttpStatus,
                $"{Wording.Place(uri)} answered {status}; the handler did not pass the response on.");
        }

        // A cancellation that does not come from the limit for connecting comes from the handler.
        return FindFailure(repeated.Sent) is { } failure && (failure is not OperationCanceledException || KindOf(failure, status: null) == ConnectErrorKind.Connect)
            ? Classify(failure, uri, settings, response)
            : new(
                ConnectErrorKind.Timeout,
                $"{Wording.Place(uri)} gave no response before an HTTP handler of this app stopped waiting. It may have taken the lead anyway; ask the receiver.");
    }

    private static Exception? FindFailure(Task? sent)
    {
        try
        {
            if (sent is { IsCompleted: true })
            {
                sent.GetAwaiter().GetResult();
            }

            return null;
        }
#pragma warning disable CA1031 // The caller classifies any exception.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    /// <summary>Gives an exception its kind and sentence.</summary>
    /// <param name="exception">The exception that was thrown; not a cancellation by the caller, the time limit or the app's end.</param>
    /// <param name="uri">The URL of the request.</param>
    /// <param name="settings">The settings of the send.</param>
    /// <param name="response">The response as far as it came.</param>
    public static ConnectError Classify(Exception exception, Uri uri, SendSettings settings, ReceivedResponse response)
    {
        int? status = response.StatusCode;
        if (FindKnownCause(exception, uri, response) is { } known)
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
                    + (!MayHaveArrived(response) ? "Nothing was sent. Leave" : "It may have taken the lead anyway. Ask the receiver, or leave")
                    + " HttpClient.Timeout alone and use the option RequestTimeout.");
            case ConnectErrorKind.Dns when NameResolutionException.FindIn(exception) is { } unresolved:
                return new(ConnectErrorKind.Dns, unresolved.Message);
            case ConnectErrorKind.Dns:
                // The exception comes from the app's own primary handler.
                return new(ConnectErrorKind.Dns, $"The host name {uri.IdnHost} could not be resolved: {seen}. Check the API URL for a typing error.");
            case ConnectErrorKind.Connect when Exhaustion.IsOutOfDescriptors(exception):
                return new(ConnectErrorKind.Connect, $"No connection to {Wording.Place(uri)}: {Exhaustion.DescriptorsUsedUp}");
            case ConnectErrorKind.Connect when exception is OperationCanceledException:
                return new(
                    ConnectErrorKind.Connect,
                    $"No connection to {Wording.Place(uri)} within {Wording.Seconds(response.ConnectTimeout ?? settings.Options.ConnectTimeout)} seconds. "
                    + "Check host and port, and whether a firewall admits this machine.");
            case ConnectErrorKind.Connect:
                return new(ConnectErrorKind.Connect, $"No connection to {Wording.Place(uri)}: {seen}. Check host and port, and whether the receiver is running.");
            case ConnectErrorKind.Proxy:
                return new(
                    ConnectErrorKind.Proxy,
                    exception is HttpRequestException { StatusCode: HttpStatusCode.ProxyAuthenticationRequired }
                        ? $"The proxy of this app's HTTP client asks for credentials (407). {NothingSentSentence(response)}Give the proxy its Credentials with ConfigureHttpClient."
                        : $"The proxy of this app's HTTP client made no connection to {Wording.Place(uri)}: {seen}. {NothingSentSentence(response)}"
                            + $"{ProxyException.Advice} If it is right, check host and port in the API URL.");
            case ConnectErrorKind.Tls:
                return new(ConnectErrorKind.Tls, $"No secure connection to {Wording.Place(uri)}: {seen}. Check the receiver's certificate, and whether the port speaks https.");
            case ConnectErrorKind.ConnectionReset:
                return new(
                    ConnectErrorKind.ConnectionReset,
                    $"{Wording.Place(uri)} broke the connection before its response was complete: {seen}. It may have taken the lead anyway; ask the receiver."
                    + (status is null && uri.Scheme == Uri.UriSchemeHttps ? " A receiver that misses a client certificate may do this too." : ""));
            case ConnectErrorKind.Protocol when status is not null:
                return new(
                    ConnectErrorKind.Protocol,
                    $"{Wording.Place(uri)} answered {status}, but the body that followed cannot be read: {seen}. "
                    + "Ask the receiver to check its Content-Encoding and Transfer-Encoding.");
            case ConnectErrorKind.Protocol:
                return new(ConnectErrorKind.Protocol, $"{Wording.Place(uri)} did not answer in proper HTTP: {seen}. Check that the URL leads to a web service.");
            default:
                return new(
                    ConnectErrorKind.AppFailed,
                    $"An HTTP handler of this app failed before a response came: {exception.GetType().Name}: {seen}. Look at what this app adds to its HTTP client.");
        }
    }

    /// <summary>
    /// Gives the kind of an exception. Before the response begins, the framework throws only <see cref="HttpRequestException"/> and cancellations, so any other exception comes
    /// from the app's handlers. After that, every exception comes from reading the body.
    /// </summary>
    /// <param name="exception">The exception that was thrown.</param>
    /// <param name="status">The status of the response that had begun; null for none.</param>
    /// <param name="response">The response, which knows how far the request came; null when that is not known.</param>
    public static ConnectErrorKind KindOf(Exception exception, int? status, ReceivedResponse? response = null)
    {
        if (DeliveryRefusedException.FindIn(exception) is { } refused)
        {
            return refused.Kind;
        }

        if (CredentialException.FindIn(exception) is not null)
        {
            return ConnectErrorKind.CredentialFailed;
        }

        if (DestinationBlockedException.FindIn(exception) is { } blocked)
        {
            // A connection that several requests share may be closed because of another request.
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
                    // The exception of HttpClient.Timeout has an inner cancellation; the one of the limit for connecting does not.
                    return e.InnerException is OperationCanceledException ? ConnectErrorKind.Timeout : ConnectErrorKind.Connect;
            }
        }

        // Decoders may throw other exceptions; Brotli's throws an InvalidOperationException.
        return status is null ? ConnectErrorKind.AppFailed : ConnectErrorKind.Protocol;
    }

    /// <summary>
    /// Whether the receiver asked for a client certificate by a TLS alert: <c>certificate_required</c> of TLS 1.3, which comes after the request was sent,
    /// <c>bad_certificate</c>, or <c>handshake_failure</c>, which servers of TLS 1.2 send when the certificate is missing. OpenSSL's codes are the library's number plus the
    /// alert's number plus 1000.
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

    /// <summary>Gives the message of the innermost exception, which says most: the certificate's fault or the socket's error.</summary>
    private static string Innermost(Exception exception)
    {
        Exception inner = exception.GetBaseException();
        return ForeignMessage.From(inner).TrimEnd('.', ' ');
    }

    /// <summary>Makes the error for a failed credential, a blocked destination, a failed proxy or a missing client certificate; null for all other exceptions.</summary>
    private static ConnectError? FindKnownCause(Exception exception, Uri uri, ReceivedResponse response)
    {
        if (CredentialException.FindIn(exception) is { } credential)
        {
            return new(ConnectErrorKind.CredentialFailed, $"{credential.Message.TrimEnd()} {NothingSentSentence(response)}".TrimEnd());
        }

        if (DestinationBlockedException.FindIn(exception) is { } blocked)
        {
            return KindOf(exception, response.StatusCode, response) == ConnectErrorKind.ConnectionReset
                ? new(ConnectErrorKind.ConnectionReset, blocked.CutOff)
                : new(ConnectErrorKind.Blocked, MayHaveArrived(response) ? blocked.NotAgain : blocked.Message);
        }

        if (ProxyException.FindIn(exception) is { } proxy)
        {
            return new(ConnectErrorKind.Proxy, $"{proxy.Seen} {NothingSentSentence(response)}{ProxyException.Advice}");
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

    /// <summary>A sentence with a space after it; empty when something may have been sent.</summary>
    private static string NothingSentSentence(ReceivedResponse response) => MayHaveArrived(response) ? "" : "Nothing was sent to the receiver. ";
}
