using System.Net;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>A proxy to which no connection was made; turned into a result by the HTTP step of a send.</summary>
internal sealed class ProxyException : Exception
{
    private ProxyException(string seen, Exception cause)
        : base($"{seen} {Advice}", cause) => Seen = seen;

    /// <summary>Where an app looks when its proxy fails.</summary>
    public const string Advice = "Check the proxy that this app gives its HTTP client with ConfigureHttpClient.";

    /// <summary>What was seen, without advice.</summary>
    public string Seen { get; }

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
    /// <param name="behind">Where a tunnel was to lead; null where the proxy itself was not reached.</param>
    public static ProxyException Create(DnsEndPoint proxy, Exception cause, TimeSpan limit, Uri? behind = null)
    {
        string place = $"{(proxy.Host.Contains(':', StringComparison.Ordinal) ? $"[{proxy.Host}]" : proxy.Host)}:{proxy.Port}";
        string seen = cause switch
        {
            NameResolutionException unresolved => $": {unresolved.Seen}",
            OperationCanceledException => $" within {Wording.Seconds(limit)} seconds",
            _ => $": {cause.Message.TrimEnd('.', ' ')}",
        };
        return new(
            behind is null
                ? $"No connection to the proxy {place}{seen}."
                : $"No connection to {Wording.Place(behind)} by the proxy {place}{seen}: the proxy was not resolved or reached, or made no tunnel.",
            cause);
    }
}
