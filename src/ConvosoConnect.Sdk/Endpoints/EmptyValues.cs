namespace ConvosoConnect.Sdk;

/// <summary>What becomes of a mapped field that is empty and has no default value. Our decision; Convoso documents no switch.</summary>
public enum EmptyValues
{
    /// <summary>The integrator template decides: the HubSpot templates omit, everything else sends an empty string.</summary>
    Default,

    /// <summary>The key is sent with an empty string.</summary>
    Send,

    /// <summary>The key is left out.</summary>
    Omit,
}
