namespace ConvosoConnect.Sdk.Integrators;

/// <summary>Whether another attempt may follow a response.</summary>
public enum IntegratorRetryKind
{
    /// <summary>The vendor has not taken the lead: it may be sent again, to any receiver.</summary>
    NotTaken,

    /// <summary>The vendor may have taken the lead: it may be sent again only when the endpoint has <c>ReceiverIsIdempotent</c>.</summary>
    MaybeTaken,

    /// <summary>Another attempt is useless: the lead is not sent again.</summary>
    Final,
}
