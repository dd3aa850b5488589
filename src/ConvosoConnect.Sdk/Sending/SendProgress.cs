namespace ConvosoConnect.Sdk.Sending;

/// <summary>How far a request came that got no response.</summary>
internal enum SendProgress : byte
{
    /// <summary>It never left this app's own steps and handlers.</summary>
    NotSent,

    /// <summary>It was given to the network, but no byte of it left: no connection was ready.</summary>
    AtTheWire,

    /// <summary>A byte of it may have left, with this attempt or one before: the receiver may have it.</summary>
    MayHaveArrived,
}
