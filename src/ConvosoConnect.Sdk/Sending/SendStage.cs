namespace ConvosoConnect.Sdk.Sending;

/// <summary>Which step of a send is at work.</summary>
internal enum SendStage
{
    LeadSource,
    LeadReading,
    EndpointStore,
    AdaptorResolver,
    Configuration,
    PayloadReading,

    /// <summary>Mapping, template and encoder.</summary>
    Composing,

    Http,

    /// <summary>Parser and template.</summary>
    ResponseReading,
}
