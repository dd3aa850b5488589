namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>Why a host name has no address.</summary>
internal enum NameFault
{
    /// <summary>The name server reports that the name does not exist (NXDOMAIN).</summary>
    NoSuchName,

    /// <summary>The name exists, but has no address.</summary>
    NoAddress,

    /// <summary>The name server failed or refused (SERVFAIL, REFUSED). The system reports both alike.</summary>
    ServerFailed,

    /// <summary>The name server did not answer before the system gave up.</summary>
    ServerSilent,

    /// <summary>The name server did not answer within the limit for connecting.</summary>
    TimedOut,

    /// <summary>Too many other names wait to be resolved.</summary>
    QueueFull,

    /// <summary>The resolver could not open its files or connections.</summary>
    NoDescriptors,

    /// <summary>Something else; the system's message says what.</summary>
    Other,
}
