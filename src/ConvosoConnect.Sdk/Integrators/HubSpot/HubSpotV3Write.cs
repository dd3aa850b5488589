namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>What HubSpot's CRM objects API writes when a lead is sent to a URL.</summary>
internal enum HubSpotV3Write
{
    /// <summary>Nothing: the path reads, deletes or merges records, or does something else.</summary>
    None,

    /// <summary>One new record.</summary>
    Create,

    /// <summary>One record that exists, which the URL names.</summary>
    Update,

    /// <summary>New records.</summary>
    BatchCreate,

    /// <summary>Records that exist.</summary>
    BatchUpdate,

    /// <summary>Records that are new or exist.</summary>
    BatchUpsert,
}
