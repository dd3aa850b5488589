using System.Diagnostics;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Masking;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>The state of one call: the facts so far, for the result, the diagnosis and the log. Only one flow of control uses it.</summary>
internal sealed class Call(
    string endpointId, string origin, DateTimeOffset timestamp, SendSettings settings, ReceivedResponse response, TimeLimits limits, TimeLimit limit) : IDisposable
{
    private static readonly LeadRecord NoLead = new();

    // Disposed at the end, also when the call went on with another response.
    private readonly ReceivedResponse _given = response;

    public string EndpointId { get; } = endpointId;

    public string Origin { get; } = origin;

    public DateTimeOffset Timestamp { get; } = timestamp;

    public SendSettings Settings { get; } = settings;

    public LeadRecord Lead { get; private set; } = NoLead;

    /// <summary>The lead's <c>phone_number</c>, else the call's; empty when it has none.</summary>
    public string PrimaryPhone { get; private set; } = "";

    /// <summary>The step that is running, for the sentence when it throws or takes too long.</summary>
    public SendStage Stage { get; set; }

    public TimeLimit Limit => limit;

    public ConnectEndpoint? Endpoint { get; set; }

    /// <summary>The compiled endpoint, which knows its credentials; null before it is compiled.</summary>
    public CompiledEndpoint? Compiled { get; set; }

    public EndpointPlan? Plan => Compiled as EndpointPlan;

    public BuiltRequest? Request { get; set; }

    public ReceivedResponse Response { get; private set; } = response;

    public string? Value { get; set; }

    public ConnectError? Error { get; set; }

    /// <summary>The headers as they went out; null until the response has come or the call has ended.</summary>
    public HeaderList? Headers { get; private set; }

    /// <summary>The exception when the caller cancelled the call; null otherwise.</summary>
    public OperationCanceledException? Cancellation { get; set; }

    /// <summary>The time from the start of the call until all texts for the log were masked.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The log entry; null before it is made, and when it could not be made.</summary>
    public ConnectLogEntry? Entry { get; set; }

    /// <summary>Why there is no entry; null when there is one.</summary>
    public Exception? EntryFault { get; set; }

    public Activity? Activity { get; set; }

    /// <summary>The outcome of each adaptor row, for previews and tests; null for a plain send, which does not record it.</summary>
    public List<RowTrace>? Trace { get; init; }

    /// <summary>
    /// Sets the lead and its phone number. The lead is set first, because its dictionaries belong to the app and may throw: the log then still has the lead's id.
    /// </summary>
    public void Take(LeadRecord lead)
    {
        const string name = "phone_number";
        Lead = lead;
        PrimaryPhone = lead.Lead.TryGetValue(name, out LeadValue phone) && !phone.IsEmpty ? phone.ToString()
            : lead.CallLog.TryGetValue(name, out phone) ? phone.ToString()
            : "";
    }

    /// <summary>The name of the setting that limits the time, for sentences.</summary>
    public string LimitName { get; private set; } = "the option RequestTimeout";

    /// <summary>Limits the whole send, counted from its start, to the time of the endpoint's delivery rules.</summary>
    public void LimitByEndpoint(TimeSpan total)
    {
        limit.Change(total);
        LimitName = "TotalTimeout in the endpoint's delivery rules";
    }

    /// <summary>Goes on with a new response, because a handler that was left behind may still write to the old one.</summary>
    public ReceivedResponse LeaveResponse() => Response = Response.Leave();

    /// <summary>Ends the call with an error. The sentence may quote foreign text; it is masked on the way out.</summary>
    public void Stop(ConnectErrorKind kind, string sentence) => Error = new(kind, sentence);

    /// <summary>Finds the credentials that the app's HTTP handlers added to the request, so that they are masked too.</summary>
    public void LearnForeign()
    {
        if (Headers is null && Plan is { } plan && Request is { Error: null } request)
        {
            try
            {
                Headers = request.ListHeaders(isShared: limit.LeftBehind is not null);
                Compiled = plan.Knowing(SecretFinder.FindForeign(plan, Headers, request.Uri, request.Message, Response.SentAs));
            }
#pragma warning disable CA1031 // A fault in what a handler added must not change the outcome of the send. All texts are withheld then, because they may hold unknown credentials.
            catch (Exception)
#pragma warning restore CA1031
            {
                Headers ??= new HeaderList(new SharedHeaders([]), length: null);
                Compiled = plan with { Mask = CredentialMask.WithholdAll };
            }
        }
    }

    /// <summary>Releases the buffers and the limit of the call; when a step was left behind, only after that step has ended.</summary>
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
