namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>The possible verdicts on a response.</summary>
internal enum Verdict
{
    /// <summary>The receiver accepted the lead.</summary>
    Accepted,

    /// <summary>No complete response came; <see cref="ReceivedResponse.Error"/> says why.</summary>
    NoResponse,

    /// <summary>A success whose body is longer than the option MaxResponseBytes.</summary>
    TooLarge,

    /// <summary>A success without a body, although there is a Response Key.</summary>
    NoBody,

    /// <summary>A body in a Content-Encoding that was not decoded.</summary>
    Encoded,

    /// <summary>A body of another type than the endpoint declares.</summary>
    Unreadable,

    /// <summary>The Response Key is not in the body.</summary>
    KeyNotFound,

    /// <summary>The body holds null under the Response Key.</summary>
    KeyNull,

    /// <summary>A success whose value means that the receiver refused the lead.</summary>
    Refused,

    /// <summary>A success that the template judges as a refusal.</summary>
    RefusedByTemplate,

    /// <summary>A proxy wants credentials (407).</summary>
    ProxyRefused,

    /// <summary>A redirect, which is not followed.</summary>
    Redirected,

    /// <summary>A status that is not 2xx, explained by the template.</summary>
    FailedByTemplate,

    /// <summary>Any other status that is not 2xx.</summary>
    Failed,
}
