using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>Thrown for a host name that could not be resolved. The HTTP step of a send turns it into a result.</summary>
internal sealed class NameResolutionException : Exception
{
    private const string CheckUrl = "Check the API URL for a typing error.";
    private const string CheckServers = "Send again later; if it goes on, check this machine's name servers and those of the host's domain.";

    private NameResolutionException(string seen, string advice, Exception? cause)
        : base($"{seen}. {advice}", cause) => Seen = seen;

    /// <summary>The sentence about what was seen, without its full stop and without advice.</summary>
    public string Seen { get; }

    /// <summary>Finds this exception among the inner exceptions of a failure; null when something else caused the failure.</summary>
    public static NameResolutionException? FindIn(Exception? exception)
    {
        while (exception is not (null or NameResolutionException))
        {
            exception = exception.InnerException;
        }

        return (NameResolutionException?)exception;
    }

    /// <summary>Makes the exception, with a sentence about the fault and advice.</summary>
    /// <param name="host">The host name.</param>
    /// <param name="fault">The kind of fault.</param>
    /// <param name="limit">The limit for connecting, which <see cref="NameFault.TimedOut"/> names.</param>
    /// <param name="cause">The exception of the system; null when there was none.</param>
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
