namespace ConvosoConnect.Sdk.Sending;

/// <summary>How far a request came that got no answer.</summary>
internal enum SendProgress
{
    /// <summary>It never left this app's own steps and handlers.</summary>
    NotSent,

    /// <summary>It was given to the network, which had not begun to take its body: no connection was ready.</summary>
    AtTheWire,

    /// <summary>The receiver may have it.</summary>
    MayHaveArrived,
}
