namespace ConvosoConnect.Sdk;

/// <summary>Whether a mapped field that is empty and has no default value is sent. Our decision: Convoso documents no such setting.</summary>
public enum EmptyValues
{
    /// <summary>The contract of the integrator template decides. Without a template, or where its contract does not say, an empty string is sent.</summary>
    Default,

    /// <summary>The key is sent with an empty string.</summary>
    Send,

    /// <summary>The key is left out.</summary>
    Omit,
}
