using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Diagnosis;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Masking;

/// <summary>
/// Masks every text that leaves a call: in its result, its diagnosis, its preview and its log entry. Until then a call holds plain facts. A text that is shortened for a
/// sentence is masked before that, because half a credential could not be found here. The value of a result is the app's and is not masked.
/// </summary>
internal static class CallOutput
{
    private const int LongestSentence = 2000;

    /// <summary>Masks the credentials that are known so far. Those of the endpoint are masked even when the call failed right after the endpoint was loaded.</summary>
    public static string Mask(Call call, string text) =>
        call.Compiled is { } compiled ? compiled.Mask.Mask(text)
        : call.Endpoint is { } endpoint ? SecretFinder.Find(endpoint, adaptor: null, call.Settings.CredentialNames).ToMask(call.Settings.CredentialNames).Mask(text)
        : text;

    /// <summary>Makes the error of the call, on one line and of bounded length; null when there is none.</summary>
    public static ConnectError? ToError(Call call)
    {
        if (call.Error is not { } error)
        {
            return null;
        }

        string masked = DirectionMarks.Escape(Mask(call, error.Message));
        return error with { Message = masked.Length > LongestSentence || masked.Any(char.IsControl) ? Excerpt.From(masked, LongestSentence) : masked };
    }

    /// <summary>Makes the warnings of the call, with those of its adaptor rows.</summary>
    public static IReadOnlyList<string> ToWarnings(Call call) =>
    [
        .. (call.Plan?.Warnings ?? [])
            .Concat(call.Request?.Warnings ?? [])
            .Concat((call.Trace ?? []).Where(row => row.Warning is not null).Select(row => row.Warning!))
            .Select(warning => DirectionMarks.Escape(Mask(call, warning))),
    ];

    /// <summary>Makes the diagnosis of a call that ended in an error.</summary>
    public static ConnectDiagnosis ToDiagnosis(Call call) =>
        new([.. Diagnoser.Diagnose(CallDiagnosis.Gather(call)).Steps.Select(step => step with { Finding = Mask(call, step.Finding) })]);

    /// <summary>Makes the description of the request, sent or not; null when there is no request.</summary>
    public static ConnectInputData? ToInputData(Call call)
    {
        CredentialMask mask = LogMask(call);
        ConnectInputData? input = call.Request is { Error: null } request ? request.Describe(call.Headers) : null;
        return input is null || ReferenceEquals(mask, CredentialMask.None) ? input : EntryMask.Mask(input, mask);
    }

    /// <summary>Makes the outcome of each adaptor row.</summary>
    public static IReadOnlyList<RowTrace> ToRows(Call call)
    {
        CredentialMask mask = LogMask(call);
        return [.. (call.Trace ?? []).Select(row => PreviewMask.Mask(row, mask))];
    }

    /// <summary>Makes the log entry. The duration is taken last, when all texts are masked.</summary>
    public static ConnectLogEntry ToLogEntry(Call call, TimeProvider time)
    {
        // Texts are masked before they are shortened, because half a credential would not be found.
        CredentialMask mask = LogMask(call);
        SendSettings settings = call.Settings;
        return new()
        {
            Timestamp = call.Timestamp,
            EndpointId = call.EndpointId,
            EndpointName = mask.Mask(call.Endpoint?.Name) ?? "",
            LeadId = call.Lead.Id ?? "",
            PrimaryPhone = call.PrimaryPhone,
            Result = call.Value is { } value ? Shorten(value, LongestResult(settings), mask, call.Response.LacksEnd) : null,
            InputData = ToInputData(call),
            ResponseBody = call.Response.StatusCode is null
                ? null
                : Cut(MaskBeginning(call.Response.AsBody().Text, settings.Options.LogResponseLength, mask, call.Response.LacksEnd), settings.Options.LogResponseLength),
            Captures = call.Captures is { } captures ? ToCaptures(captures, call, mask) : RareMembers.NoCaptures,
            StatusCode = call.Response.StatusCode,
            ErrorKind = call.Error?.Kind,
            ErrorMessage = call.Error?.Message, // Masked by ToError.
            Origin = call.Options.Origin,
            IdempotencyKey = call.Options.IdempotencyKey ?? RandomKey(call),
            ResendOf = call.Options.ResendOf,
            Attempts = EntryMask.Mask(call.Response.Attempts?.ForLog() ?? [], mask),
            Duration = call.Duration = time.GetElapsedTime(call.Limit.Started),
        };
    }

    private static Dictionary<string, string> ToCaptures(Dictionary<string, string> captures, Call call, CredentialMask mask) => captures.ToDictionary(
        capture => capture.Key,
        capture => !ReferenceEquals(mask, CredentialMask.None) && call.Plan!.Captures!.IsSensitive(capture.Key, mask.Names)
            ? CredentialMask.Masked
            : Shorten(capture.Value, LongestResult(call.Settings), mask, call.Response.LacksEnd),
        StringComparer.Ordinal);

    private static int LongestResult(SendSettings settings) => Math.Min(settings.Options.LogResultLength, settings.Options.LogResponseLength);

    /// <summary>The random key that went out under the endpoint's idempotency header; null for none.</summary>
    private static string? RandomKey(Call call) =>
        call.Plan?.Headers.IdempotencyHeader is { } name && call.Headers is { } headers
            ? headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
            : null;

    private static CredentialMask LogMask(Call call) => call.Compiled?.LogMask ?? CredentialMask.None;

    /// <summary>Shortens a value to the length of an entry's Result, with <c>…</c> at its end.</summary>
    private static string Shorten(string value, int most, CredentialMask mask, bool isCut)
    {
        string text = MaskBeginning(value, most, mask, isCut);
        return text.Length <= most && value.Length <= LongestMasked(most) ? text
            : most == 0 ? ""
            : string.Concat(Cut(text, most - 1), "…");
    }

    /// <summary>Masks only the part of a text that an entry can show, and enough text after it that a credential at the cut is still found.</summary>
    private static string MaskBeginning(string text, int most, CredentialMask mask, bool isCut) =>
        text.Length > LongestMasked(most) ? mask.Mask(Cut(text, LongestMasked(most)), isCut: true) : mask.Mask(text, isCut);

    private static int LongestMasked(int most) => (int)Math.Min(int.MaxValue, (2L * most) + 4096);

    /// <summary>Takes the first characters of a text. It never cuts a surrogate pair in two, because a database may refuse half of one.</summary>
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
