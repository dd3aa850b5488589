namespace ConvosoConnect.Sdk;

/// <summary>What becomes of a mapped field that is empty and has no default value. Our decision; Convoso documents no switch.</summary>
public enum EmptyValues
{
    /// <summary>The integrator decides: see the contract of its template. Where that leaves it open, and without one, an empty string is sent.</summary>
    Default,

    /// <summary>The key is sent with an empty string.</summary>
    Send,

    /// <summary>The key is left out.</summary>
    Omit,
}
