using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>The sentences for a step that failed or took too long.</summary>
internal static class StageText
{
    public static string Failed(SendStage stage, Exception exception) => $"{Name(stage)} failed: {exception.GetType().Name}: {ForeignMessage.From(exception)}";

    /// <summary>Whether the time limit ended a step before the network. A store, resolver or lead source may throw any exception when its token is cancelled.</summary>
    public static bool IsTimedOut(SendStage stage, TimeLimit limit, Exception exception) =>
        limit.IsReached && stage < SendStage.Http
        && (exception is OperationCanceledException || stage is SendStage.LeadSource or SendStage.EndpointStore or SendStage.AdaptorResolver);

    /// <summary>Makes the error for a time limit that passed before anything was sent.</summary>
    public static ConnectError TimedOut(SendStage stage, TimeSpan limit, string limitName, bool isReceiving = false) => new(
        ConnectErrorKind.Timeout,
        $"{Name(stage)} {(stage is SendStage.Composing or SendStage.LeadReading ? "was not done" : "did not finish")} within {Wording.Seconds(limit)} seconds, "
        + $"so nothing {(isReceiving ? "was received" : "was sent")}. Look at what takes it so long, or raise {limitName}.");

    private static string Name(SendStage stage) => stage switch
    {
        SendStage.LeadSource => "The lead source",
        SendStage.LeadReading => "The reading of the lead",
        SendStage.EndpointStore => "The endpoint store",
        SendStage.AdaptorResolver => "The adaptor resolver",
        SendStage.Configuration => "The configuration of the endpoint",
        SendStage.PayloadReading => "The reading of the payload",
        SendStage.Composing => "The adaptor mapping, integrator template or body encoder",
        SendStage.Http => "The HTTP client",
        _ => "The response parser or integrator template",
    };
}
