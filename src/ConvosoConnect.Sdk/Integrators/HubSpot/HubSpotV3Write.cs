namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>How HubSpot's CRM objects API writes what is posted to a URL.</summary>
internal enum HubSpotV3Write
{
    /// <summary>It does not: the path reads, deletes or merges, or takes another method.</summary>
    None,

    /// <summary>One new record.</summary>
    Create,

    /// <summary>New records.</summary>
    BatchCreate,

    /// <summary>Records that are there.</summary>
    BatchUpdate,

    /// <summary>Records that are new or there.</summary>
    BatchUpsert,
}
