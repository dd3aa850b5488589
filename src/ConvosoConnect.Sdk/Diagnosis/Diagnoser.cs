namespace ConvosoConnect.Sdk.Diagnosis;

/// <summary>Makes the five checks of Convoso's help centre and says for each what was seen.</summary>
internal static class Diagnoser
{
    private const string NotSent = "Nothing was sent, so this was not reached.";
    private const string NoResponse = "No response came, so this could not be checked.";

    /// <param name="facts">The facts of the send; its texts are masked.</param>
    public static ConnectDiagnosis Diagnose(DiagnosisFacts facts) =>
        new([Endpoint(facts), Credentials(facts), Allowlist(facts), ResponseType(facts), Mappings(facts)]);

    private static DiagnosisStep Endpoint(DiagnosisFacts facts)
    {
        ConnectError error = facts.Error;
        (DiagnosisVerdict verdict, string finding) = error.Kind switch
        {
            ConnectErrorKind.EndpointNotFound or ConnectErrorKind.EndpointInactive or ConnectErrorKind.EndpointInvalid or ConnectErrorKind.Blocked
                or ConnectErrorKind.Dns or ConnectErrorKind.Connect or ConnectErrorKind.Tls or ConnectErrorKind.Protocol
                => (DiagnosisVerdict.Failed, error.Message),
            ConnectErrorKind.ConnectionReset or ConnectErrorKind.RateLimited or ConnectErrorKind.BreakerOpen or ConnectErrorKind.Proxy
                => (DiagnosisVerdict.Suspect, error.Message),
            ConnectErrorKind.Timeout when facts.WasSent
                => (DiagnosisVerdict.Suspect, error.Message),
            _ when facts.StatusCode is 404 or 405 or 410 or (>= 300 and < 400) => (DiagnosisVerdict.Failed, error.Message),
            _ when facts.StatusCode is { } status =>
                (DiagnosisVerdict.Ok, $"{facts.Uri!.Authority} was reached over {facts.Uri.Scheme} and answered {status}."),
            _ => (DiagnosisVerdict.NotReached, facts.WasSent ? NoResponse : NotSent),
        };
        return new("Endpoint URL and protocol", verdict, finding);
    }

    private static DiagnosisStep Credentials(DiagnosisFacts facts)
    {
        (DiagnosisVerdict verdict, string finding) = ReceiverStatus(facts) switch
        {
            _ when facts.Error.Kind == ConnectErrorKind.CredentialFailed => (DiagnosisVerdict.Failed, facts.Error.Message),
            null => (DiagnosisVerdict.NotReached, facts.WasSent ? NoResponse : NotSent),
            401 => (
                DiagnosisVerdict.Failed,
                "The receiver answered 401"
                + (facts.Challenge is { } challenge ? $" and asks for {challenge}" : "")
                + ". Check API Authentication and Authorization Header"
                + (facts.Credential is { } credential ? $", and the credential {credential} that the app defines." : ".")),
            403 => (DiagnosisVerdict.Suspect, "The receiver answered 403: it knows the caller but forbids the call. Check what the credentials are allowed to do."),
            { } status => (DiagnosisVerdict.Ok, $"The receiver answered {status}, not 401 or 403."),
        };
        return new("Credentials", verdict, finding);
    }

    private static DiagnosisStep Allowlist(DiagnosisFacts facts)
    {
        const string advice = "The receiver must admit the address that this app's requests come from (66.85.240.0/21 when Convoso itself is the sender).";
        (DiagnosisVerdict verdict, string finding) = facts.Error.Kind switch
        {
            ConnectErrorKind.Connect or ConnectErrorKind.Timeout or ConnectErrorKind.ConnectionReset when facts.StatusCode is null && facts.WasSent =>
                (DiagnosisVerdict.Suspect, $"The receiver did not answer ({facts.Error.Kind}). A receiver that drops requests from unknown addresses behaves like this."),
            _ when facts.StatusCode == 403 => (DiagnosisVerdict.Suspect, "The receiver answered 403. A receiver that refuses unknown addresses may do this."),
            _ when ReceiverStatus(facts) is { } status => (DiagnosisVerdict.Ok, $"The receiver let the request in: it answered {status}."),
            _ => (DiagnosisVerdict.NotReached, facts.WasSent ? NoResponse : NotSent),
        };
        return new("IP allowlist", verdict, $"{finding} {advice}");
    }

    private static DiagnosisStep ResponseType(DiagnosisFacts facts)
    {
        string seen = $"The receiver sent {facts.ContentType ?? "no Content-Type"}; the endpoint declares {facts.ResponseDataType}.";
        (DiagnosisVerdict verdict, string finding) = facts.Error.Kind switch
        {
            ConnectErrorKind.EmptyResponse or ConnectErrorKind.ResponseUnreadable or ConnectErrorKind.ResponseTooLarge or ConnectErrorKind.ResponseKeyNotFound
                => (DiagnosisVerdict.Failed, facts.Error.Message),
            ConnectErrorKind.ResponseKeyNull => (DiagnosisVerdict.Suspect, facts.Error.Message),
            _ when facts.StatusCode is 406 or 415 => (DiagnosisVerdict.Suspect, $"The receiver answered {facts.StatusCode}: it does not accept this type. {seen}"),
            _ when ReceiverStatus(facts) is not null => (DiagnosisVerdict.Ok, !facts.LacksBody ? seen : $"{seen} Its body did not arrive whole."),
            _ => (DiagnosisVerdict.NotReached, facts.WasSent ? NoResponse : NotSent),
        };
        if (facts.IsWindows1252Assumed)
        {
            finding += " Its bytes are not UTF-8 and nothing names their charset, so they were read as windows-1252. Ask the receiver to name the charset in its Content-Type.";
        }

        return new("Response Data Type", verdict, finding);
    }

    private static DiagnosisStep Mappings(DiagnosisFacts facts)
    {
        const string name = "Adaptor mappings";
        if (facts.Error.Kind is ConnectErrorKind.NoAdaptor or ConnectErrorKind.RequestInvalid or ConnectErrorKind.NoLead or ConnectErrorKind.LogEntryNotFound)
        {
            return new(name, DiagnosisVerdict.Failed, facts.Error.Message);
        }

        if (!facts.WasSent || facts.Mappings is not { } mappings)
        {
            return new(name, DiagnosisVerdict.NotReached, NotSent);
        }

        if (mappings.Obstacle is { } obstacle)
        {
            return new(name, DiagnosisVerdict.NotReached, obstacle);
        }

        IReadOnlyList<RowTrace> rows = mappings.Rows;
        string[] empty = [.. rows.Where(r => r.Outcome is RowOutcome.SentEmpty or RowOutcome.Omitted).Select(r => $"{r.Mapping.Section}.{r.Mapping.Field}")];
        string[] warnings = [.. rows.Where(r => r.Warning is not null).Select(r => r.Warning!)];
        int sent = rows.Count(r => r.Value is not null);
        string finding = $"{sent} of {rows.Count} rows were sent."
            + (empty.Length == 0 ? "" : $" Empty without a default value: {string.Join(", ", empty.Take(10))}.")
            + (warnings.Length == 0 ? "" : $" {string.Join(' ', warnings.Take(5))}");
        bool doubtful = empty.Length > 0 || warnings.Length > 0 || facts.StatusCode is 400 or 409 or 422;
        return new(name, doubtful ? DiagnosisVerdict.Suspect : DiagnosisVerdict.Ok, finding);
    }

    /// <summary>The status of the receiver; null when there was none or a proxy answered instead.</summary>
    private static int? ReceiverStatus(DiagnosisFacts facts) => facts.Error.Kind == ConnectErrorKind.Proxy ? null : facts.StatusCode;
}
