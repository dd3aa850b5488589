namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>
/// A destination key. One instance serves every lead of an adaptor, so that encoders can keep its encoded form on it.
/// </summary>
/// <param name="name">The key as the receiver knows it.</param>
public sealed class PayloadKey(string name)
{
    /// <summary>The key as the receiver knows it.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The key quoted and escaped for JSON, with a comma before and a colon after it; filled by the first encoder that needs it (a lost race repeats equal work).</summary>
    internal byte[]? JsonName { get; set; }

    /// <summary>The key percent-encoded for a form, with an ampersand before and an equals sign after it; filled like <see cref="JsonName"/>.</summary>
    internal byte[]? FormName { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
