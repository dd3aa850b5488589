namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>An adaptor, the reason why there is none, or neither where none is needed (a GET endpoint that names no adaptor).</summary>
public sealed record AdaptorResolution
{
    /// <summary>The adaptor to use; null when there is none.</summary>
    public Adaptor? Adaptor { get; init; }

    /// <summary>A sentence that says why the send cannot go on; null when it can.</summary>
    public string? Reason { get; init; }
}
