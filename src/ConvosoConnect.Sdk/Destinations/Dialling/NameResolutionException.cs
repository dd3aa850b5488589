using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>A host name that has no address; turned into a result by the HTTP step of a send.</summary>
internal sealed class NameResolutionException : Exception
{
    private const string CheckUrl = "Check the API URL for a typing error.";
    private const string CheckServers = "Send again later; if it goes on, check this machine's name servers and those of the host's domain.";

    private NameResolutionException(string seen, string advice, Exception? cause)
        : base($"{seen}. {advice}", cause) => Seen = seen;

    /// <summary>What was seen, as a sentence without its full stop and without advice.</summary>
    public string Seen { get; }

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
    public static NameResolutionException Create(string host, NameFault fault, TimeSpan limit, Exception? cause)
    {
        (string seen, string advice) = fault switch
        {
            NameFault.NoSuchName => (": the name server knows no such name", CheckUrl),
            NameFault.NoAddress => (": the name server has no address for it", CheckUrl),
            NameFault.ServerFailed => (": the name server failed or refused (SERVFAIL or REFUSED)", CheckServers),
            NameFault.ServerSilent => (": no name server answered", CheckServers),
            NameFault.TimedOut => ($" within {Wording.Seconds(limit)} seconds: no name server answered", CheckServers),
            NameFault.QueueFull => ($": {NameResolver.MostWaiting} other names already wait for an answer of the name servers", CheckServers),
            NameFault.NoDescriptors => ($": {Descriptors.UsedUp}", $"Nothing was sent. {Descriptors.Advice}"),
            _ => ($": {cause?.Message.TrimEnd('.', ' ')}", CheckUrl),
        };
        return new($"The host name {host} could not be resolved{seen}", advice, cause);
    }
}
