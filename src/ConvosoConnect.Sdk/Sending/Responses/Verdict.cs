namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>How a response was judged.</summary>
internal enum Verdict
{
    /// <summary>The receiver took the lead.</summary>
    Accepted,

    /// <summary>No complete response came; the response says why.</summary>
    NoResponse,

    /// <summary>A success that is longer than the app reads.</summary>
    TooLarge,

    /// <summary>A success without the body that the Response Key asks for.</summary>
    NoBody,

    /// <summary>A body in a Content-Encoding that nothing has undone.</summary>
    Encoded,

    /// <summary>A body of another type than the endpoint declares.</summary>
    Unreadable,

    /// <summary>The Response Key is not in the body.</summary>
    KeyNotFound,

    /// <summary>The body holds null under the Response Key.</summary>
    KeyNull,

    /// <summary>A success whose value means no.</summary>
    Refused,

    /// <summary>A success that the template takes for a refusal.</summary>
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
