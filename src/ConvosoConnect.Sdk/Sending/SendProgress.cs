namespace ConvosoConnect.Sdk.Sending;

/// <summary>How far a request without a response came.</summary>
internal enum SendProgress : byte
{
    /// <summary>It did not get past this app's own steps and handlers.</summary>
    NotSent,

    /// <summary>It reached the network layer, but no byte of it left, because no connection was ready.</summary>
    AtTheWire,

    /// <summary>A byte of it may have left, in this attempt or an earlier one, so the receiver may have the lead.</summary>
    MayHaveArrived,
}
