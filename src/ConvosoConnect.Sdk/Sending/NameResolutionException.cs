namespace ConvosoConnect.Sdk.Sending;

/// <summary>A host name that has no address; turned into a result by <see cref="TransportFailure"/>.</summary>
internal sealed class NameResolutionException(string message, Exception? cause) : Exception(message, cause)
{
    private const string CheckServers = "Send again later; if it goes on, check this machine's name servers and those of the host's domain.";

    /// <summary>The one that caused a failure, however the HTTP client wrapped it; null when another cause did.</summary>
    public static NameResolutionException? In(Exception? exception)
    {
        while (exception is not (null or NameResolutionException))
        {
            exception = exception.InnerException;
        }

        return (NameResolutionException?)exception;
    }

    /// <summary>Says what was seen and what to do.</summary>
    /// <param name="host">The host name.</param>
    /// <param name="fault">What was seen.</param>
    /// <param name="limit">The limit for connecting, which <see cref="NameFault.TimedOut"/> names.</param>
    /// <param name="cause">What the system threw.</param>
    public static NameResolutionException Of(string host, NameFault fault, TimeSpan limit, Exception? cause) => new(
        $"The host name {host} could not be resolved"
        + fault switch
        {
            NameFault.NoSuchName => ": the name server knows no such name. Check the API URL for a typing error.",
            NameFault.NoAddress => ": the name server has no address for it. Check the API URL for a typing error, or ask the receiver.",
            NameFault.ServerFailed => $": the name server failed or refused (SERVFAIL or REFUSED). {CheckServers}",
            NameFault.ServerSilent => $": no name server answered. {CheckServers}",
            NameFault.TimedOut => $" within {TransportFailure.Seconds(limit)} seconds: no name server answered. {CheckServers}",
            NameFault.QueueFull => $": {NameResolver.MostWaiting} other names already wait for an answer of the name servers. {CheckServers}",
            _ => $": {cause?.Message.TrimEnd('.', ' ')}. Check the API URL for a typing error.",
        },
        cause);
}
