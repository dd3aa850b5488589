using System.Net;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>Thrown when no connection to a proxy, or through it, was made. The HTTP step of a send turns it into a result.</summary>
internal sealed class ProxyException : Exception
{
    private ProxyException(string seen, Exception cause)
        : base($"{seen} {Advice}", cause) => Seen = seen;

    /// <summary>The advice for an app whose proxy fails.</summary>
    public const string Advice = "Check the proxy that this app gives its HTTP client with ConfigureHttpClient.";

    /// <summary>The sentence about what was seen, without advice.</summary>
    public string Seen { get; }

    /// <summary>Finds this exception among the inner exceptions of a failure; null when something else caused the failure.</summary>
    public static ProxyException? FindIn(Exception? exception)
    {
        while (exception is not (null or ProxyException))
        {
            exception = exception.InnerException;
        }

        return (ProxyException?)exception;
    }

    /// <summary>Makes the exception, with a sentence about the failure and advice.</summary>
    /// <param name="proxy">Host and port of the proxy.</param>
    /// <param name="cause">The exception that connecting threw.</param>
    /// <param name="limit">The limit for connecting.</param>
    /// <param name="behind">The receiver that the tunnel should have led to; null when the proxy itself was not reached.</param>
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
