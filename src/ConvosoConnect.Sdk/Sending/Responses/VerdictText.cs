using System.Text;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>Makes the error sentence of a verdict.</summary>
internal static class VerdictText
{
    /// <summary>
    /// Makes the error of a verdict. Its sentence quotes and shortens parts of the response, and a shortened credential could not be found and masked later. So a response that
    /// repeats a credential is masked first and read again.
    /// </summary>
    public static ConnectError ToError(in ResponseVerdict verdict, EndpointPlan plan, ReceivedResponse response, Uri uri)
    {
        if (verdict.Verdict is Verdict.NoResponse or Verdict.TooLarge)
        {
            return MakeError(verdict, plan, response);
        }

        ResponseBody body = response.AsBody();
        string masked = plan.Mask.Mask(body.Text, response.LacksEnd);
        KeyValuePair<string, string>[]? headers = MaskedHeaders(plan, response);
        if (masked == body.Text && headers is null)
        {
            return MakeError(verdict, plan, response);
        }

        if (masked == CredentialMask.Withheld)
        {
            return new(verdict.ErrorKind, $"The receiver answered {response.StatusCode}. What it said could not be masked, so it is not quoted here.");
        }

        ResponseVerdict reread = default;
        try
        {
            reread = ResponseReader.Read(plan, response, new ResponseBody(Encoding.UTF8.GetBytes(masked), response.MediaType, "utf-8"), uri, headers);
        }
#pragma warning disable CA1031 // A parser or template that throws for the masked body must not change the outcome of the send.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        return reread.Verdict != Verdict.Accepted && reread.ErrorKind == verdict.ErrorKind
            ? MakeError(reread, plan, response)
            : new(
                verdict.ErrorKind,
                $"The response ({Status(plan, response)}) repeats a credential of the endpoint and is not quoted here. Look it up in the log, where it is masked.");
    }

    private static ConnectError MakeError(in ResponseVerdict verdict, EndpointPlan plan, ReceivedResponse response) =>
        verdict.Verdict == Verdict.NoResponse ? response.Error! : new(verdict.ErrorKind, Sentence(verdict, plan, response));

    private static string Sentence(in ResponseVerdict verdict, EndpointPlan plan, ReceivedResponse response) => verdict.Verdict switch
    {
        Verdict.TooLarge =>
            $"The response is longer than {plan.Settings.Options.MaxResponseBytes} bytes, the limit of the option MaxResponseBytes; the connection was closed. "
            + "Check that the URL leads to the API, or raise the limit.",
        Verdict.NoBody =>
            $"The receiver answered {Status(plan, response)} without a body, so the Response Key '{verdict.Key}' could not be read. "
            + "Leave the key empty if the receiver sends none.",
        Verdict.Encoded =>
            $"The response came in the Content-Encoding {ContentEncoding(plan, response)}, which was not decoded, so it could not be read as {plan.Endpoint.ResponseDataType}. "
            + "Ask the receiver for gzip, deflate, br or none, or decode it in an HTTP handler of this app.",
        Verdict.Unreadable =>
            $"The response looks like {verdict.Parsed!.Fault}, not like {plan.Endpoint.ResponseDataType} ({ContentType(plan, response)}). "
            + "Choose another Response Data Type, or check that the URL leads to the API and not to a web page.",
        Verdict.KeyNotFound =>
            $"The response has no '{verdict.Key}'. {Nearest(verdict)} Correct the Response Key, or leave it empty to take the whole response.",
        Verdict.KeyNull => $"The response holds null under '{verdict.Key}'. Ask the receiver what that means, or choose another Response Key.",
        Verdict.Refused =>
            $"The receiver answered {Quote.From(verdict.Value!)}{(verdict.Key.Length == 0 ? "" : $" under '{verdict.Key}'")}, which "
            + (plan.Endpoint.SuccessValues is { Count: > 0 } wanted
                ? $"is not among the Success Values ({string.Join(", ", wanted.Take(10))})."
                : "means no. List it in Success Values if it means yes."),
        Verdict.ProxyRefused =>
            $"A proxy on the way answered {Status(plan, response)} and asks for credentials, so the receiver did not get the lead. "
            + "Give the proxy its Credentials with ConfigureHttpClient; where this app sets no proxy, the API URL leads to one.",
        Verdict.Redirected =>
            $"The receiver answered {Status(plan, response)} and points to '{RedirectTarget.Describe(response.Location!, plan.Mask)}'. "
            + "Redirects are not followed: enter that address as API URL if it is right.",
        Verdict.Failed => $"The receiver answered {Status(plan, response)}{Seen(verdict, plan, response)}. {Advice(plan, response)}",
        _ => verdict.Rejection!,
    };

    private static string Nearest(in ResponseVerdict verdict)
    {
        string[] nearest = [.. NearestKeys.To(verdict.Key, verdict.Parsed!.Keys)];
        return nearest.Length == 0 ? "It has no keys at all." : $"Nearest are: {string.Join(", ", nearest)}.";
    }

    private static string Seen(in ResponseVerdict verdict, EndpointPlan plan, ReceivedResponse response) =>
        verdict.Value is { } value ? $": {Quote.From(value)}"
        : verdict.Parsed?.Fault is { } fault
            ? $" with a body that looks like {(fault.Kind == ResponseFaultKind.Encoded ? fault with { Detail = ContentEncoding(plan, response) } : fault)}"
        : "";

    private static string Advice(EndpointPlan plan, ReceivedResponse response) => response.RetryAfter is { } wait
        ? $"It asks to retry after {Quote.From(plan.Mask.Mask(wait))} (seconds or a date)."
        : response.StatusCode switch
        {
            401 => "Check API Authentication and Authorization Header.",
            403 => "Check what the credentials are allowed to do, and whether the receiver admits this app's address.",
            404 or 405 or 410 => "Check the API URL and the Request Method.",
            429 => "Send fewer leads at a time.",
            >= 500 => "The fault is the receiver's: send again later, or ask it.",
            _ => "Compare what was sent with what the receiver asks for.",
        };

    private static string Status(EndpointPlan plan, ReceivedResponse response) =>
        response.Reason.Length == 0 ? $"{response.StatusCode}" : $"{response.StatusCode} {Excerpt.From(plan.Mask.Mask(response.Reason), 100)}";

    private static string ContentType(EndpointPlan plan, ReceivedResponse response) =>
        response.TypeForSentence(text => plan.Mask.Mask(text)) is { } type ? $"its Content-Type is {type}" : "it has no Content-Type";

    private static string ContentEncoding(EndpointPlan plan, ReceivedResponse response) => Quote.From(plan.Mask.Mask(response.ContentEncoding ?? ""));

    /// <summary>Masks the headers, because the template may have quoted and shortened some; null when no header holds a credential, or there is no template.</summary>
    private static KeyValuePair<string, string>[]? MaskedHeaders(EndpointPlan plan, ReceivedResponse response)
    {
        if (plan.Template is null)
        {
            return null;
        }

        IReadOnlyList<KeyValuePair<string, string>> headers = ResponseReader.ForTemplate(plan, response, path: "", body: null, headers: null).Headers;
        KeyValuePair<string, string>[] masked = [.. headers.Select(header => EntryMask.Mask(header, plan.Mask))];
        return masked.SequenceEqual(headers) ? null : masked;
    }
}
