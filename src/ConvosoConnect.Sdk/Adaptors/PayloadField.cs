namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>One key of a payload with its value.</summary>
/// <param name="Key">The destination key.</param>
/// <param name="Value">A text, a number or a boolean. Dates are formatted and lists are joined before a payload is made.</param>
public readonly record struct PayloadField(PayloadKey Key, LeadValue Value)
{
    /// <summary>The key's name.</summary>
    public string Name => Key.Name;
}
