namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>The result of a resolver: an adaptor, the reason why there is none, or neither when none is needed (for a GET endpoint that names no adaptor).</summary>
public sealed record AdaptorResolution
{
    private AdaptorResolution()
    {
    }

    /// <summary>There is no adaptor, and none is needed: a GET endpoint then sends no keys, and receives every key under its own name.</summary>
    public static AdaptorResolution NotNeeded { get; } = new();

    /// <summary>The adaptor to use; null when there is none.</summary>
    public Adaptor? Adaptor { get; private init; }

    /// <summary>A sentence that says why the send cannot go on; null when it can.</summary>
    public string? Reason { get; private init; }

    /// <summary>Makes the resolution for an adaptor that was found.</summary>
    /// <param name="adaptor">The adaptor to use.</param>
    /// <returns>The resolution.</returns>
    public static AdaptorResolution Found(Adaptor adaptor) => new() { Adaptor = adaptor ?? throw new ArgumentNullException(nameof(adaptor)) };

    /// <summary>Makes the resolution for a missing adaptor. The send then ends with the error kind <c>NoAdaptor</c>.</summary>
    /// <param name="reason">A sentence that says what is wrong and what to do; not blank.</param>
    /// <returns>The resolution.</returns>
    public static AdaptorResolution Refused(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new() { Reason = reason };
    }
}
