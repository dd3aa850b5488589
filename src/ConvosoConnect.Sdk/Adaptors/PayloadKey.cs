namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>A destination key. All leads of an adaptor share one instance, so that encoders can keep its encoded form on it.</summary>
/// <param name="name">The key as the receiver knows it.</param>
public sealed class PayloadKey(string name)
{
    /// <summary>The key as the receiver knows it.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>
    /// The key quoted and escaped for JSON, with a comma before and a colon after it; set by the first encoder that needs it. Two encoders at once may both set it, to equal
    /// values.
    /// </summary>
    internal byte[]? JsonName { get; set; }

    /// <summary>The key percent-encoded for a form, with an ampersand before and an equals sign after it; set like <see cref="JsonName"/>.</summary>
    internal byte[]? FormName { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
