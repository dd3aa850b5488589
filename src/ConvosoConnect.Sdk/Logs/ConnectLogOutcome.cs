namespace ConvosoConnect.Sdk;

/// <summary>How calls ended, as a filter of the log. An entry without a result and with an error has two of these outcomes.</summary>
public enum ConnectLogOutcome
{
    /// <summary>The entry has no error: its <see cref="ConnectLogEntry.ErrorKind"/> is null.</summary>
    Succeeded,

    /// <summary>The entry has an error, whether or not it has a result.</summary>
    Failed,

    /// <summary>The entry's <see cref="ConnectLogEntry.Result"/> is null: the systems failed to communicate, or nothing was sent.</summary>
    NullResult,
}
