namespace ConvosoConnect.Sdk.Integrators;

/// <summary>What a response says of another attempt.</summary>
public enum IntegratorRetryKind
{
    /// <summary>The vendor has not taken the lead: it may be sent again, to any receiver.</summary>
    NotTaken,

    /// <summary>The vendor may have taken the lead: it may be sent again where the endpoint has <c>ReceiverIsIdempotent</c>.</summary>
    MaybeTaken,

    /// <summary>Another attempt is of no use: the lead is not sent again.</summary>
    Final,
}
