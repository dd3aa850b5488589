using System.Net;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>A proxy to which no connection was made; turned into a result by <see cref="TransportFailure"/>.</summary>
internal sealed class ProxyException(string message, Exception cause) : Exception(message, cause)
{
    /// <summary>Where an app looks when its proxy fails.</summary>
    public const string Advice = "Check the proxy that this app gives its HTTP client with ConfigureHttpClient.";

    /// <summary>The one that caused a failure, however the HTTP client wrapped it; null when another cause did.</summary>
    public static ProxyException? In(Exception? exception)
    {
        while (exception is not (null or ProxyException))
        {
            exception = exception.InnerException;
        }

        return (ProxyException?)exception;
    }

    /// <summary>Says what was seen and what to do.</summary>
    /// <param name="proxy">The proxy.</param>
    /// <param name="cause">What kept the connection from being made.</param>
    /// <param name="limit">The limit for connecting.</param>
    public static ProxyException Of(DnsEndPoint proxy, Exception cause, TimeSpan limit)
    {
        string place = $"{(proxy.Host.Contains(':', StringComparison.Ordinal) ? $"[{proxy.Host}]" : proxy.Host)}:{proxy.Port}";
        string seen = cause switch
        {
            NameResolutionException unresolved => $": {unresolved.Seen}",
            OperationCanceledException => $" within {TransportFailure.Seconds(limit)} seconds",
            _ => $": {cause.Message.TrimEnd('.', ' ')}",
        };
        return new($"No connection to the proxy {place}{seen}. Nothing was sent to the receiver. {Advice}", cause);
    }
}
