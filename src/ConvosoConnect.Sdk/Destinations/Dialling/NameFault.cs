namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>Why a host name has no address.</summary>
internal enum NameFault
{
    /// <summary>The name server says that there is no such name (NXDOMAIN).</summary>
    NoSuchName,

    /// <summary>The name is there, but without an address.</summary>
    NoAddress,

    /// <summary>The name server failed or refused (SERVFAIL, REFUSED), which the system does not tell apart.</summary>
    ServerFailed,

    /// <summary>The name server did not answer before the system gave up.</summary>
    ServerSilent,

    /// <summary>The name server did not answer within the limit for connecting.</summary>
    TimedOut,

    /// <summary>Too many other names wait.</summary>
    QueueFull,

    /// <summary>The resolver could not open its files or connections.</summary>
    NoDescriptors,

    /// <summary>Something else, which the system's message tells.</summary>
    Other,
}
