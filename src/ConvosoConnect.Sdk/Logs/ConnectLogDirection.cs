namespace ConvosoConnect.Sdk;

/// <summary>Which way the lead of a log entry went.</summary>
public enum ConnectLogDirection
{
    /// <summary>The app sent it, or tried to.</summary>
    Out,

    /// <summary>The app received it.</summary>
    In,
}
