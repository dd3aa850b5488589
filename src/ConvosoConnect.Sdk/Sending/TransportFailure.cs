using System.Net.Sockets;
using System.Security.Authentication;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Gives each failure on the wire its kind and a sentence; quotes host and port, never path or query.</summary>
internal static class TransportFailure
{
    public static ConnectError TimedOut(Uri uri, SendSettings settings, int? status) => new(
        ConnectErrorKind.Timeout,
        $"{Place(uri)} gave no complete answer within {Seconds(settings.RequestTimeout)} seconds"
        + (status is null ? "" : $"; it had begun to answer {status}")
        + ". It may have taken the lead all the same. Ask the receiver, or raise the option RequestTimeout.");

    public static ConnectError Classify(Exception exception, Uri uri, SendSettings settings)
    {
        string seen = Innermost(exception);
        switch (KindOf(exception))
        {
            case ConnectErrorKind.Dns:
                return new(ConnectErrorKind.Dns, $"The host name {uri.IdnHost} could not be resolved: {seen}. Check the API URL for a typing error.");
            case ConnectErrorKind.Connect when exception is OperationCanceledException:
                return new(
                    ConnectErrorKind.Connect,
                    $"No connection to {Place(uri)} within {Seconds(settings.ConnectTimeout)} seconds. Check host and port, and whether a firewall admits this machine.");
            case ConnectErrorKind.Connect:
                return new(ConnectErrorKind.Connect, $"No connection to {Place(uri)}: {seen}. Check host and port, and whether the receiver is running.");
            case ConnectErrorKind.Tls:
                return new(ConnectErrorKind.Tls, $"No secure connection to {Place(uri)}: {seen}. Check the receiver's certificate, and whether the port speaks https.");
            case ConnectErrorKind.ConnectionReset:
                return new(
                    ConnectErrorKind.ConnectionReset,
                    $"{Place(uri)} broke the connection before its answer was complete: {seen}. It may have taken the lead all the same; ask the receiver.");
            case ConnectErrorKind.Protocol:
                return new(ConnectErrorKind.Protocol, $"{Place(uri)} did not answer in proper HTTP: {seen}. Check that the URL leads to a web service.");
            default:
                return new(ConnectErrorKind.AppFailed, $"An HTTP handler of this app failed before an answer came: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private static ConnectErrorKind KindOf(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request)
            {
                return KindOf(request.HttpRequestError, request);
            }

            if (e is HttpIOException io)
            {
                return KindOf(io.HttpRequestError, io);
            }

            switch (e)
            {
                case AuthenticationException:
                    return ConnectErrorKind.Tls;
                case SocketException or IOException:
                    return ConnectErrorKind.ConnectionReset;
                case InvalidDataException:
                    return ConnectErrorKind.Protocol;
                case TimeoutException when exception is OperationCanceledException:
                    return ConnectErrorKind.Connect;
            }
        }

        return exception is HttpRequestException ? ConnectErrorKind.Protocol : ConnectErrorKind.AppFailed;
    }

    private static ConnectErrorKind KindOf(HttpRequestError error, Exception exception) => error switch
    {
        HttpRequestError.NameResolutionError => ConnectErrorKind.Dns,
        HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => ConnectErrorKind.Connect,
        HttpRequestError.SecureConnectionError => ConnectErrorKind.Tls,
        HttpRequestError.ResponseEnded => ConnectErrorKind.ConnectionReset,
        HttpRequestError.Unknown when exception.InnerException is SocketException => ConnectErrorKind.ConnectionReset,
        _ => ConnectErrorKind.Protocol,
    };

    /// <summary>The deepest message says the most: the certificate's fault, the socket's error.</summary>
    private static string Innermost(Exception exception)
    {
        Exception inner = exception.GetBaseException();
        return inner.Message.TrimEnd('.', ' ');
    }

    /// <summary>The host as it stands in a URL and in a Host header: an IPv6 address in its brackets.</summary>
    public static string Host(Uri uri) => uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;

    private static string Place(Uri uri) => $"{Host(uri)}:{uri.Port}";

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}
