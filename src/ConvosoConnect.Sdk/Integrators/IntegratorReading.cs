namespace ConvosoConnect.Sdk.Integrators;

/// <summary>What a template makes of a response.</summary>
public sealed record IntegratorReading
{
    private IntegratorReading()
    {
    }

    /// <summary>The result's value; null leaves it to the general rule.</summary>
    public string? Value { get; private init; }

    /// <summary>Why the vendor refused, as a sentence; null when it accepted.</summary>
    public string? Rejection { get; private init; }

    /// <summary>The Response Key to read by the general rule; null when <see cref="Value"/> or <see cref="Rejection"/> says it all.</summary>
    public string? ResponseKey { get; private init; }

    /// <summary>The vendor accepted. Has no effect on a response whose status is not 2xx: that one failed.</summary>
    /// <param name="value">The result's value; may be empty, such as for a response without a body.</param>
    /// <returns>The reading.</returns>
    public static IntegratorReading Accepted(string value) => new() { Value = value };

    /// <summary>The vendor refused: <see cref="ConnectErrorKind.Rejected"/> where the status is 2xx, else <see cref="ConnectErrorKind.HttpStatus"/>.</summary>
    /// <param name="value">The result's value, such as the vendor's own message; null for the general rule's.</param>
    /// <param name="sentence">What was refused and what to do. Do not repeat credentials in it.</param>
    /// <returns>The reading.</returns>
    public static IntegratorReading Rejected(string? value, string sentence) => new() { Value = value, Rejection = sentence };

    /// <summary>Read this key by the general rule: the vendor's default Response Key. An endpoint's own Response Key goes before it.</summary>
    /// <param name="responseKey">The key.</param>
    /// <returns>The reading.</returns>
    public static IntegratorReading ByKey(string responseKey) => new() { ResponseKey = responseKey };
}
