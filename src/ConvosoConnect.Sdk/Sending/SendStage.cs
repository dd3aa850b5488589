namespace ConvosoConnect.Sdk.Sending;

/// <summary>The step of a send that is running.</summary>
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
