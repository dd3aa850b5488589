using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Diagnosis;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Masking;

/// <summary>
/// The way out of a call: whatever it shows of itself is masked here. Until then it holds plain facts. Only a text that is cut for a sentence is masked before, where it
/// is cut, for half a credential could not be found any more.
/// </summary>
internal static class CallOutput
{
    private const int LongestSentence = 2000;

    /// <summary>Masks the credentials that are known so far; those of the endpoint also when what came after it failed.</summary>
    public static string Mask(Call call, string text) =>
        call.Compiled is { } compiled ? compiled.Mask.Mask(text)
        : call.Endpoint is { } endpoint ? SecretFinder.Find(endpoint, adaptor: null, call.Settings.CredentialNames).ToMask(call.Settings.CredentialNames).Mask(text)
        : text;

    /// <summary>The error, on one line and of bounded length; null when there is none.</summary>
    public static ConnectError? ToError(Call call)
    {
        if (call.Error is not { } error)
        {
            return null;
        }

        string masked = DirectionMarks.Escape(Mask(call, error.Message));
        return error with { Message = masked.Length > LongestSentence || masked.Any(char.IsControl) ? Excerpt.From(masked, LongestSentence) : masked };
    }

    /// <summary>Doubtful things that did not stop the call, those of its rows included.</summary>
    public static IReadOnlyList<string> ToWarnings(Call call) =>
    [
        .. (call.Plan?.Warnings ?? [])
            .Concat(call.Request?.Warnings ?? [])
            .Concat((call.Trace ?? []).Where(row => row.Warning is not null).Select(row => row.Warning!))
            .Select(warning => DirectionMarks.Escape(Mask(call, warning))),
    ];

    /// <summary>The diagnosis of a call that ended in an error.</summary>
    public static ConnectDiagnosis ToDiagnosis(Call call) =>
        new([.. Diagnoser.Diagnose(CallDiagnosis.Gather(call)).Steps.Select(step => step with { Finding = Mask(call, step.Finding) })]);

    /// <summary>The request as it is or would be; null when there is none.</summary>
    public static ConnectInputData? ToInputData(Call call)
    {
        CredentialMask mask = LogMask(call);
        ConnectInputData? input = call.Request is { Error: null } request ? request.Describe(call.Headers) : null;
        return input is null || ReferenceEquals(mask, CredentialMask.None) ? input : EntryMask.Mask(input, mask);
    }

    /// <summary>What became of each adaptor row.</summary>
    public static IReadOnlyList<RowTrace> ToRows(Call call)
    {
        CredentialMask mask = LogMask(call);
        return [.. (call.Trace ?? []).Select(row => PreviewMask.Mask(row, mask))];
    }

    /// <summary>The entry for the log. The time is taken when all texts are masked.</summary>
    public static ConnectLogEntry ToLogEntry(Call call, TimeProvider time)
    {
        // Masked before it is cut: a credential cut in half would no longer be found.
        CredentialMask mask = LogMask(call);
        SendSettings settings = call.Settings;
        return new()
        {
            Timestamp = call.Timestamp,
            EndpointId = call.EndpointId,
            EndpointName = mask.Mask(call.Endpoint?.Name) ?? "",
            LeadId = call.Lead.Id ?? "",
            PrimaryPhone = call.PrimaryPhone,
            Result = call.Value is { } value ? Shorten(value, Math.Min(settings.LogResultLength, settings.LogResponseLength), mask, call.Response.LacksEnd) : null,
            InputData = ToInputData(call),
            ResponseBody = call.Response.StatusCode is null ? null : Cut(MaskBeginning(call.Response.AsBody().Text, settings.LogResponseLength, mask, call.Response.LacksEnd), settings.LogResponseLength),
            StatusCode = call.Response.StatusCode,
            ErrorKind = call.Error?.Kind,
            ErrorMessage = mask.Mask(call.Error?.Message),
            Origin = call.Origin,
            Attempts = EntryMask.Mask(call.Response.Attempts?.ForLog() ?? [], mask),
            Duration = call.Duration = time.GetElapsedTime(call.Limit.Started),
        };
    }

    private static CredentialMask LogMask(Call call) => call.Compiled?.LogMask ?? CredentialMask.None;

    /// <summary>The beginning of a value, with <c>…</c> at its end where it is longer than an entry's Result may be.</summary>
    private static string Shorten(string value, int most, CredentialMask mask, bool isCut)
    {
        string text = MaskBeginning(value, most, mask, isCut);
        return text.Length <= most && value.Length <= LongestMasked(most) ? text
            : most == 0 ? ""
            : string.Concat(Cut(text, most - 1), "…");
    }

    /// <summary>Masks no more of a text than an entry may show of it, and so much besides that a credential where it will be cut is still found.</summary>
    private static string MaskBeginning(string text, int most, CredentialMask mask, bool isCut) =>
        text.Length > LongestMasked(most) ? mask.Mask(Cut(text, LongestMasked(most)), isCut: true) : mask.Mask(text, isCut);

    private static int LongestMasked(int most) => (int)Math.Min(int.MaxValue, (2L * most) + 4096);

    /// <summary>The first characters of a text. Not cut within a character: half of one is no text, and a database may refuse it.</summary>
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
