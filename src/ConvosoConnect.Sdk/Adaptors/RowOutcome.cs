namespace ConvosoConnect.Sdk;

/// <summary>The outcome of an adaptor row when a lead was mapped.</summary>
public enum RowOutcome
{
    /// <summary>The lead's value is sent.</summary>
    Sent,

    /// <summary>The field was empty; the default value is sent.</summary>
    SentDefault,

    /// <summary>The field was empty and has no default; an empty string is sent.</summary>
    SentEmpty,

    /// <summary>The field was empty and has no default; the key is left out.</summary>
    Omitted,

    /// <summary>The row has no destination key.</summary>
    NotMapped,

    /// <summary>A later row writes every key of this one.</summary>
    Overridden,
}
