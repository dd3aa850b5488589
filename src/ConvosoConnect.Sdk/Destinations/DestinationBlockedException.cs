
namespace ConvosoConnect.Sdk.Destinations;

/// <summary>Stops a request whose destination the guard forbids; turned into a result by the HTTP step of a send.</summary>
/// <param name="cause">Which host is forbidden, why, and what to do.</param>
/// <param name="lastWrite">When the connection last wrote something; null where none was made.</param>
internal sealed class DestinationBlockedException(string cause, long? lastWrite = null) : Exception($"Nothing was sent to {cause}")
{
    /// <summary>When the connection that was closed last wrote something, as a time stamp of <see cref="System.Diagnostics.Stopwatch"/>; null where none was made.</summary>
    public long? LastWrite => lastWrite;

    /// <summary>The sentence where something was sent before.</summary>
    public string NotAgain => $"Not sent again to {cause}";

    /// <summary>The sentence where the connection was closed while it carried the request.</summary>
    public string CutOff => "The connection was closed before the response was complete, because the app's options were changed meanwhile. "
        + $"The receiver may have taken the lead all the same; ask it. Nothing more is sent to {cause}";

    /// <summary>The one that caused a failure, however the HTTP client wrapped it; null when another cause did.</summary>
    public static DestinationBlockedException? In(Exception? exception)
    {
        while (exception is not (null or DestinationBlockedException))
        {
            exception = exception.InnerException;
        }

        return (DestinationBlockedException?)exception;
    }

    /// <summary>Says what was seen and what to do.</summary>
    /// <param name="host">The host of the request, or of the proxy.</param>
    /// <param name="seen">What stands in the way of its address.</param>
    /// <param name="lastWrite">When the connection last wrote something; null where none was made.</param>
    public static DestinationBlockedException Create(string host, string seen, long? lastWrite = null) => new(
        $"{host}: {seen}. Only public addresses may be reached. "
        + "Check the API URL; if it is right, the app must open this destination with the option AllowedNetworks or AllowedHosts.",
        lastWrite);
}
