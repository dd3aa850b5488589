namespace ConvosoConnect.Sdk.Integrators;

/// <summary>What a response means, as a template reads it.</summary>
public sealed record IntegratorReading
{
    private IntegratorReading()
    {
    }

    /// <summary>The result's value; null when the general rule finds it.</summary>
    public string? Value { get; private init; }

    /// <summary>Why the vendor refused, as a sentence; null when it accepted.</summary>
    public string? Rejection { get; private init; }

    /// <summary>The Response Key under which the general rule finds the value; null when <see cref="Value"/> or <see cref="Rejection"/> is set instead.</summary>
    public string? ResponseKey { get; private init; }

    /// <summary>Makes the reading of a response by which the vendor accepted. It has no effect when the status is not 2xx, because such a send failed.</summary>
    /// <param name="value">The result's value. It may be empty, for instance for a response without a body.</param>
    /// <returns>The reading.</returns>
    public static IntegratorReading Accepted(string value) => new() { Value = value };

    /// <summary>
    /// Makes the reading of a response by which the vendor refused. The error kind is <see cref="ConnectErrorKind.Rejected"/> when the status is 2xx, else
    /// <see cref="ConnectErrorKind.HttpStatus"/>.
    /// </summary>
    /// <param name="value">The result's value, such as the vendor's own message; null when the general rule finds it.</param>
    /// <param name="sentence">What was refused and what to do. Do not repeat credentials in it.</param>
    /// <returns>The reading.</returns>
    public static IntegratorReading Rejected(string? value, string sentence) => new() { Value = value, Rejection = sentence };

    /// <summary>
    /// Makes the reading by which the general rule reads the value under this key, the vendor's default Response Key. An endpoint's own Response Key goes before it.
    /// </summary>
    /// <param name="responseKey">The key.</param>
    /// <returns>The reading.</returns>
    public static IntegratorReading ByKey(string responseKey) => new() { ResponseKey = responseKey };
}
