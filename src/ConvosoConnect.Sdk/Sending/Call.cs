using System.Diagnostics;
using System.Runtime.ExceptionServices;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>One call under way: what is known of it so far, for the result, the diagnosis and the log. Used by one flow of control.</summary>
internal sealed class Call(string endpointId, string origin, DateTimeOffset timestamp, SendSettings settings, ReceivedResponse response, TimeLimits limits, TimeLimit limit) : IDisposable
{
    private const int LongestSentence = 2000;

    private static readonly LeadRecord NoLead = new();

    // Given back in the end, also where the call went on with another one.
    private readonly ReceivedResponse _given = response;
    private HeaderList? _headers;
    private ConnectLogEntry? _entry;
    private ExceptionDispatchInfo? _fault;

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

    /// <summary>What ended the call when it was the caller; null otherwise.</summary>
    public OperationCanceledException? Cancellation { get; set; }

    public TimeSpan Duration { get; private set; }

    public Activity? Activity { get; set; }

    /// <summary>What became of each adaptor row, for previews and tests; null for a plain send, which keeps no account of it.</summary>
    public List<RowTrace>? Trace { get; init; }

    /// <summary>Doubtful things that did not stop the call, those of <see cref="Trace"/> included.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. (Plan?.Warnings ?? []).Concat(Request?.Warnings ?? []).Concat((Trace ?? []).Where(r => r.Warning is not null).Select(r => r.Warning!)).Select(w => DirectionMarks.Escape(Mask(w)))];

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

    /// <summary>Masks the credentials that are known so far; those of the endpoint also when what came after it failed.</summary>
    public string Mask(string text) =>
        Compiled is { } compiled ? compiled.Mask.Mask(text)
        : Endpoint is { } endpoint ? SecretFinder.Find(endpoint, adaptor: null, Settings.CredentialNames).ToMask(Settings.CredentialNames).Mask(text)
        : text;

    /// <summary>Ends the call with an error; masks and bounds its sentence, which may quote what others wrote.</summary>
    public void Stop(ConnectErrorKind kind, string sentence)
    {
        string masked = DirectionMarks.Escape(Mask(sentence));
        Error = new(kind, masked.Length > LongestSentence || masked.Any(char.IsControl) ? Excerpt.From(masked, LongestSentence) : masked);
    }

    /// <summary>Learns the credentials that the app's HTTP handlers added to the request, so that they are masked from here on.</summary>
    public void LearnForeign()
    {
        if (_headers is null && Plan is { } plan && Request is { Error: null } request)
        {
            try
            {
                _headers = request.ListHeaders(isShared: limit.LeftBehind is not null);
                Compiled = plan.Knowing(SecretFinder.FindForeign(plan, _headers, request.Uri, request.Message, Response.SentAs));
            }
#pragma warning disable CA1031 // Whatever a handler left there must not change what became of the send: what may hold credentials that are not known is withheld.
            catch (Exception)
#pragma warning restore CA1031
            {
                _headers ??= new HeaderList(new SharedHeaders([]), length: null);
                Compiled = plan with { Mask = CredentialMask.OfUnknown };
            }
        }
    }

    /// <summary>Ends the call: makes its log entry, and takes the time when all texts are masked. What is thrown on the way is thrown by <see cref="ToLogEntry"/>.</summary>
    public void End(TimeProvider time, long started)
    {
        try
        {
            LearnForeign();
            _entry = MakeLogEntry(time, started);
        }
#pragma warning disable CA1031 // Whatever is thrown for the sake of the log must not change what became of the send.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Duration = time.GetElapsedTime(started);
            _fault = ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>The entry for the log, once the call has ended.</summary>
    public ConnectLogEntry ToLogEntry()
    {
        _fault?.Throw();
        return _entry ?? throw new InvalidOperationException("The call has not ended.");
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

    private ConnectLogEntry MakeLogEntry(TimeProvider time, long started)
    {
        // Masked before it is cut: a credential cut in half would no longer be found.
        CredentialMask mask = Compiled?.LogMask ?? CredentialMask.None;
        ConnectInputData? input = Request is { Error: null } request ? request.Describe(_headers) : null;
        return new ConnectLogEntry
        {
            Timestamp = Timestamp,
            EndpointId = EndpointId,
            EndpointName = mask.Mask(Endpoint?.Name) ?? "",
            LeadId = Lead.Id ?? "",
            PrimaryPhone = PrimaryPhone,
            Result = MaskAndShorten(Value, mask),
            InputData = input is null || ReferenceEquals(mask, CredentialMask.None) ? input : EntryMask.Mask(input, mask),
            ResponseBody = Response.StatusCode is null ? null : Cut(MaskBeginning(Response.AsBody().Text, Settings.LogResponseLength, mask)),
            StatusCode = Response.StatusCode,
            ErrorKind = Error?.Kind,
            ErrorMessage = mask.Mask(Error?.Message),
            Origin = Origin,
            Attempts = EntryMask.Mask(Response.Attempts?.ForLog() ?? [], mask),
            Duration = Duration = time.GetElapsedTime(started),
        };
    }

    /// <summary>The beginning of a value, with <c>…</c> at its end where it is longer than an entry's Result may be.</summary>
    private string? MaskAndShorten(string? value, CredentialMask mask)
    {
        int most = Math.Min(Settings.LogResultLength, Settings.LogResponseLength);
        string? text = value is null ? null : MaskBeginning(value, most, mask);
        if (text is null || (text.Length <= most && value!.Length <= LongestMasked(most)))
        {
            return text;
        }

        int length = Math.Min(text.Length, Math.Max(most - 1, 0));
        length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return most == 0 ? "" : string.Concat(text.AsSpan(0, length), "…");
    }

    /// <summary>Masks no more of a text than an entry may show of it, and so much besides that a credential where it will be cut is still found.</summary>
    private string MaskBeginning(string text, int most, CredentialMask mask) =>
        text.Length > LongestMasked(most) ? mask.Mask(text[..LongestMasked(most)], isCut: true) : mask.Mask(text, Response.LacksEnd);

    private static int LongestMasked(int most) => (int)Math.Min(int.MaxValue, (2L * most) + 4096);

    private bool IsLong(string? text) => text?.Length > Settings.LogResponseLength;

    private string? Cut(string? text)
    {
        if (text is null || !IsLong(text))
        {
            return text;
        }

        // Not within a character: half of one is no text, and a database may refuse it.
        int length = Settings.LogResponseLength;
        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
