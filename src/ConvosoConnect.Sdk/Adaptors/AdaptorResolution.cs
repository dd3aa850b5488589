namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>An adaptor, the reason why there is none, or neither where none is needed (a GET endpoint that names no adaptor).</summary>
public sealed record AdaptorResolution
{
    private AdaptorResolution()
    {
    }

    /// <summary>No adaptor, and none needed: a GET endpoint sends without keys then, and receives every key under its own name.</summary>
    public static AdaptorResolution NotNeeded { get; } = new();

    /// <summary>The adaptor to use; null when there is none.</summary>
    public Adaptor? Adaptor { get; private init; }

    /// <summary>A sentence that says why the send cannot go on; null when it can.</summary>
    public string? Reason { get; private init; }

    /// <summary>The adaptor to use.</summary>
    /// <param name="adaptor">The adaptor.</param>
    /// <returns>The resolution.</returns>
    public static AdaptorResolution Found(Adaptor adaptor) => new() { Adaptor = adaptor ?? throw new ArgumentNullException(nameof(adaptor)) };

    /// <summary>No adaptor: the send ends with the error kind <c>NoAdaptor</c>.</summary>
    /// <param name="reason">A sentence that says what is wrong and what to do; not blank.</param>
    /// <returns>The resolution.</returns>
    public static AdaptorResolution Refused(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new() { Reason = reason };
    }
}
