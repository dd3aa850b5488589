
namespace ConvosoConnect.Sdk.Destinations;

/// <summary>Thrown for a request whose destination the guard forbids. The HTTP step of a send turns it into a result.</summary>
/// <param name="cause">The rest of the sentence: which host is forbidden, why, and what to do.</param>
/// <param name="lastWrite">When the connection last wrote something; null when there was no connection.</param>
internal sealed class DestinationBlockedException(string cause, long? lastWrite = null) : Exception($"Nothing was sent to {cause}")
{
    /// <summary>When the closed connection last wrote something, as a time stamp of <see cref="System.Diagnostics.Stopwatch"/>; null when there was no connection.</summary>
    public long? LastWrite => lastWrite;

    /// <summary>The sentence for a send that has sent something before.</summary>
    public string NotAgain => $"Not sent again to {cause}";

    /// <summary>The sentence for a connection that was closed while it carried the request.</summary>
    public string CutOff => "The connection was closed before the response was complete, because the app's options were changed meanwhile. "
        + $"The receiver may have taken the lead anyway; ask it. Nothing more is sent to {cause}";

    /// <summary>Finds this exception among the inner exceptions of a failure; null when something else caused the failure.</summary>
    public static DestinationBlockedException? FindIn(Exception? exception)
    {
        while (exception is not (null or DestinationBlockedException))
        {
            exception = exception.InnerException;
        }

        return (DestinationBlockedException?)exception;
    }

    /// <summary>Makes the exception, with a sentence about the address and advice.</summary>
    /// <param name="host">The host of the request, or of the proxy.</param>
    /// <param name="seen">Which address is forbidden and by which rule.</param>
    /// <param name="lastWrite">When the connection last wrote something; null when there was no connection.</param>
    public static DestinationBlockedException Create(string host, string seen, long? lastWrite = null) => new(
        $"{host}: {seen}. Only public addresses may be reached. "
        + "Check the API URL; if it is right, the app must open this destination with the option AllowedNetworks or AllowedHosts.",
        lastWrite);
}
