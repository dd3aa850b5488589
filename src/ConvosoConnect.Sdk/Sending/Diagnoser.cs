using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Goes through the five checks of Convoso's help centre and says at each what was seen.</summary>
internal static class Diagnoser
{
    private const string NotSent = "Nothing was sent, so this was not reached.";
    private const string NoAnswer = "No answer came, so this could not be told.";

    public static ConnectDiagnosis Diagnose(Call call)
    {
        DiagnosisStep[] steps = [Endpoint(call), Credentials(call), Allowlist(call), ResponseType(call), Mappings(call)];
        return new([.. steps.Select(step => step with { Finding = call.Mask(step.Finding) })]);
    }

    private static DiagnosisStep Endpoint(Call call)
    {
        ConnectError error = call.Error!;
        (DiagnosisVerdict verdict, string finding) = error.Kind switch
        {
            ConnectErrorKind.EndpointNotFound or ConnectErrorKind.EndpointInactive or ConnectErrorKind.EndpointInvalid or ConnectErrorKind.Blocked
                or ConnectErrorKind.Dns or ConnectErrorKind.Connect or ConnectErrorKind.Tls or ConnectErrorKind.Protocol
                => (DiagnosisVerdict.Failed, error.Message),
            ConnectErrorKind.ConnectionReset or ConnectErrorKind.RateLimited or ConnectErrorKind.BreakerOpen or ConnectErrorKind.Proxy
                => (DiagnosisVerdict.Suspect, error.Message),
            ConnectErrorKind.Timeout when WasSent(call)
                => (DiagnosisVerdict.Suspect, error.Message),
            _ when call.Answer.StatusCode is 404 or 405 or 410 or (>= 300 and < 400) => (DiagnosisVerdict.Failed, error.Message),
            _ when call.Answer.StatusCode is { } status =>
                (DiagnosisVerdict.Ok, $"{call.Request!.Value.Uri.Authority} was reached over {call.Request.Value.Uri.Scheme} and answered {status}."),
            _ => (DiagnosisVerdict.NotReached, WasSent(call) ? NoAnswer : NotSent),
        };
        return new("Endpoint URL and protocol", verdict, finding);
    }

    private static DiagnosisStep Credentials(Call call)
    {
        (DiagnosisVerdict verdict, string finding) = ReceiverStatus(call) switch
        {
            null => (DiagnosisVerdict.NotReached, WasSent(call) ? NoAnswer : NotSent),
            401 => (
                DiagnosisVerdict.Failed,
                "The receiver answered 401"
                + (call.Answer.Challenge is { } challenge ? $" and asks for {AnswerRule.Quote(call.Mask(challenge))}" : "")
                + ". Check API Authentication and Authorization Header."),
            403 => (DiagnosisVerdict.Suspect, "The receiver answered 403: it knows the caller but forbids the call. Check what the credentials are allowed to do."),
            { } status => (DiagnosisVerdict.Ok, $"The receiver answered {status}, not 401 or 403."),
        };
        return new("Credentials", verdict, finding);
    }

    private static DiagnosisStep Allowlist(Call call)
    {
        const string advice = "The receiver must admit the address that this app's requests come from (66.85.240.0/21 when Convoso itself is the sender).";
        (DiagnosisVerdict verdict, string finding) = call.Error!.Kind switch
        {
            ConnectErrorKind.Connect or ConnectErrorKind.Timeout or ConnectErrorKind.ConnectionReset when call.Answer.StatusCode is null && WasSent(call) =>
                (DiagnosisVerdict.Suspect, $"The receiver did not answer ({call.Error.Kind}), as one does that drops unknown addresses."),
            _ when call.Answer.StatusCode == 403 => (DiagnosisVerdict.Suspect, "The receiver answered 403, as one does that refuses unknown addresses."),
            _ when ReceiverStatus(call) is { } status => (DiagnosisVerdict.Ok, $"The receiver let the request in: it answered {status}."),
            _ => (DiagnosisVerdict.NotReached, WasSent(call) ? NoAnswer : NotSent),
        };
        return new("IP allowlist", verdict, $"{finding} {advice}");
    }

    private static DiagnosisStep ResponseType(Call call)
    {
        string seen = $"The receiver sent {call.Answer.TypeForSentence(call.Mask) ?? "no Content-Type"}; declared is {call.Endpoint?.ResponseDataType}.";
        (DiagnosisVerdict verdict, string finding) = call.Error!.Kind switch
        {
            ConnectErrorKind.EmptyResponse or ConnectErrorKind.ResponseUnreadable or ConnectErrorKind.ResponseTooLarge or ConnectErrorKind.ResponseKeyNotFound
                => (DiagnosisVerdict.Failed, call.Error.Message),
            ConnectErrorKind.ResponseKeyNull => (DiagnosisVerdict.Suspect, call.Error.Message),
            _ when call.Answer.StatusCode is 406 or 415 => (DiagnosisVerdict.Suspect, $"The receiver answered {call.Answer.StatusCode}: it does not take this type. {seen}"),
            _ when ReceiverStatus(call) is not null => (DiagnosisVerdict.Ok, call.Answer.Error is null ? seen : $"{seen} Its body did not arrive whole."),
            _ => (DiagnosisVerdict.NotReached, WasSent(call) ? NoAnswer : NotSent),
        };
        if (call.Answer.StatusCode is not null && call.Answer.AsBody().IsWindows1252Assumed)
        {
            finding += " Its bytes are not UTF-8 and nothing names their charset, so they were read as windows-1252. Ask the receiver to name the charset in its Content-Type.";
        }

        return new("Response Data Type", verdict, finding);
    }

    private static DiagnosisStep Mappings(Call call)
    {
        const string name = "Adaptor mappings";
        if (call.Error!.Kind is ConnectErrorKind.NoAdaptor or ConnectErrorKind.RequestInvalid or ConnectErrorKind.NoLead)
        {
            return new(name, DiagnosisVerdict.Failed, call.Error.Message);
        }

        // Without a request the mapping itself may have failed, so it is not tried once more.
        if (call.Plan is not { Error: null } plan || !WasSent(call))
        {
            return new(name, DiagnosisVerdict.NotReached, NotSent);
        }

        if (plan.Adaptor is null)
        {
            return new(name, DiagnosisVerdict.NotReached, "The endpoint has no adaptor.");
        }

        List<RowTrace> rows = call.Trace ?? [];
        try
        {
            if (call.Trace is null)
            {
                plan.Mapper.Map(call.Lead, rows);
                UnknownFields.Warn(rows, call.Lead, nearest: false);
            }
        }
#pragma warning disable CA1031 // The lead's dictionaries are the app's own: what they throw at a further reading must not hide the result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(name, DiagnosisVerdict.NotReached, call.Mask($"The lead could not be read again: {exception.GetType().Name}: {exception.Message}"));
        }

        string[] empty = [.. rows.Where(r => r.Outcome is RowOutcome.SentEmpty or RowOutcome.Omitted).Select(r => $"{r.Mapping.Section}.{r.Mapping.Field}")];
        string[] warnings = [.. rows.Where(r => r.Warning is not null).Select(r => r.Warning!)];
        int sent = rows.Count(r => r.Value is not null);
        string finding = $"{sent} of {rows.Count} rows were sent."
            + (empty.Length == 0 ? "" : $" Empty without a default value: {string.Join(", ", empty.Take(10))}.")
            + (warnings.Length == 0 ? "" : $" {string.Join(' ', warnings.Take(5))}");
        bool doubtful = empty.Length > 0 || warnings.Length > 0 || call.Answer.StatusCode is 400 or 409 or 422;
        return new(name, doubtful ? DiagnosisVerdict.Suspect : DiagnosisVerdict.Ok, finding);
    }

    /// <summary>The status that the receiver answered; null where a proxy answered in its place.</summary>
    private static int? ReceiverStatus(Call call) => call.Error!.Kind == ConnectErrorKind.Proxy ? null : call.Answer.StatusCode;

    private static bool WasSent(Call call) =>
        call.Request is { Error: null } && call.Error!.Kind switch
        {
            ConnectErrorKind.Blocked => call.Answer.Progress == SendProgress.MayHaveArrived,

            // The time may have passed in this app's own steps and handlers.
            ConnectErrorKind.Timeout => call.Answer is not { StatusCode: null, Progress: SendProgress.NotSent, Attempts: null or { Made: 0 } },
            _ => call.Answer.Attempts is not { Made: 0 },
        };
}
