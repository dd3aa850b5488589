using System.Diagnostics;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Masking;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>One call under way: what is known of it so far, for the result, the diagnosis and the log. Used by one flow of control.</summary>
internal sealed class Call(string endpointId, string origin, DateTimeOffset timestamp, SendSettings settings, ReceivedResponse response, TimeLimits limits, TimeLimit limit) : IDisposable
{
    private static readonly LeadRecord NoLead = new();

    // Given back in the end, also where the call went on with another one.
    private readonly ReceivedResponse _given = response;

    public string EndpointId { get; } = endpointId;

    public string Origin { get; } = origin;

    public DateTimeOffset Timestamp { get; } = timestamp;

    public SendSettings Settings { get; } = settings;

    public LeadRecord Lead { get; private set; } = NoLead;

    /// <summary>The lead's <c>phone_number</c>, else the call's; empty when it has none.</summary>
    public string PrimaryPhone { get; private set; } = "";

    /// <summary>Who is at work, for the sentence when it throws or takes too long.</summary>
    public SendStage Stage { get; set; }

    public TimeLimit Limit => limit;

    public ConnectEndpoint? Endpoint { get; set; }

    /// <summary>The endpoint as it was compiled, which knows its credentials; null before that.</summary>
    public CompiledEndpoint? Compiled { get; set; }

    public EndpointPlan? Plan => Compiled as EndpointPlan;

    public BuiltRequest? Request { get; set; }

    public ReceivedResponse Response { get; private set; } = response;

    public string? Value { get; set; }

    public ConnectError? Error { get; set; }

    /// <summary>The headers as they went out, once the response is there or the call has ended; null before.</summary>
    public HeaderList? Headers { get; private set; }

    /// <summary>What ended the call when it was the caller; null otherwise.</summary>
    public OperationCanceledException? Cancellation { get; set; }

    /// <summary>From the start to the moment when all texts for the log were masked.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The entry for the log; null before it is made, and when it could not be.</summary>
    public ConnectLogEntry? Entry { get; set; }

    /// <summary>Why there is no entry; null when there is one.</summary>
    public Exception? EntryFault { get; set; }

    public Activity? Activity { get; set; }

    /// <summary>What became of each adaptor row, for previews and tests; null for a plain send, which keeps no account of it.</summary>
    public List<RowTrace>? Trace { get; init; }

    /// <summary>Takes the lead. Its dictionaries are the app's own and may throw: then there is still a lead's id for the log.</summary>
    public void Take(LeadRecord lead)
    {
        const string name = "phone_number";
        Lead = lead;
        PrimaryPhone = lead.Lead.TryGetValue(name, out LeadValue phone) && !phone.IsEmpty ? phone.ToString()
            : lead.CallLog.TryGetValue(name, out phone) ? phone.ToString()
            : "";
    }

    /// <summary>Which setting limits the time now, for sentences.</summary>
    public string LimitName { get; private set; } = "the option RequestTimeout";

    /// <summary>Sets the time that the endpoint gives the whole send, counted from its start.</summary>
    public void LimitByEndpoint(TimeSpan total)
    {
        limit.Change(total);
        LimitName = "TotalTimeout in the endpoint's delivery rules";
    }

    /// <summary>Goes on with a response of its own: the other one belongs to the handler that was left behind.</summary>
    public ReceivedResponse LeaveResponse() => Response = Response.Leave();

    /// <summary>Ends the call with an error. Its sentence may quote what others wrote: it is masked on the way out.</summary>
    public void Stop(ConnectErrorKind kind, string sentence) => Error = new(kind, sentence);

    /// <summary>Learns the credentials that the app's HTTP handlers added to the request, so that they are masked too.</summary>
    public void LearnForeign()
    {
        if (Headers is null && Plan is { } plan && Request is { Error: null } request)
        {
            try
            {
                Headers = request.ListHeaders(isShared: limit.LeftBehind is not null);
                Compiled = plan.Knowing(SecretFinder.FindForeign(plan, Headers, request.Uri, request.Message, Response.SentAs));
            }
#pragma warning disable CA1031 // Whatever a handler left there must not change what became of the send: what may hold credentials that are not known is withheld.
            catch (Exception)
#pragma warning restore CA1031
            {
                Headers ??= new HeaderList(new SharedHeaders([]), length: null);
                Compiled = plan with { Mask = CredentialMask.OfUnknown };
            }
        }
    }

    /// <summary>Gives back what the send used; where a step was left behind, once that has ended.</summary>
    public void Dispose()
    {
        if (limit.LeftBehind is { } step)
        {
            step.ContinueWith(static (_, call) => ((Call)call!).Release(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        else
        {
            Release();
        }
    }

    private void Release()
    {
        Request?.Dispose();
        _given.Dispose();
        limits.End(limit);
    }
}
