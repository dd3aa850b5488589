namespace ConvosoConnect.Sdk.Sending;

/// <summary>Stops a request whose destination the guard forbids; turned into a result by <see cref="TransportFailure"/>.</summary>
internal sealed class DestinationBlockedException(string message) : Exception(message)
{
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
    public static DestinationBlockedException Of(string host, string seen) => new(
        $"Nothing was sent to {host}: {seen}. Only public addresses may be reached. "
        + "Check the API URL; if it is right, the app must open this destination with the option AllowedNetworks or AllowedHosts.");
}
