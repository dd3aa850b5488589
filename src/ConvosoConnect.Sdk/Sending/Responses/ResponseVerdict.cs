using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Unicode;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>Steps 8 and 9 of a send: from a response to a value and, when it is no success, an error.</summary>
internal static class ResponseVerdict
{
    // Our decision: what most receivers mean by no. Compared trimmed and ignoring case.
    private static readonly FrozenSet<string> Negatives =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "", "false", "0", "no", "error", "fail", "failed", "failure");

    // IANA's content codings that compress; compressed data is never valid UTF-8.
    private static readonly FrozenSet<string> Compressions =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "br", "compress", "dcb", "dcz", "deflate", "gzip", "x-compress", "x-gzip", "zstd");

    private static readonly SearchValues<byte> NeverBlank = SearchValues.Create("\"123456789<>ABCDEFGHIJKLMNOPQRSTUVWXYZ[]abcdefghijklmnopqrstuvwxyz{}"u8);

    public static (string? Value, ConnectError? Error) Read(EndpointPlan plan, ReceivedResponse response, Uri uri)
    {
        if (response.Error is { } failure)
        {
            return (null, failure);
        }

        if (response.IsCut && response.IsSuccess)
        {
            return (null, new(
                ConnectErrorKind.ResponseTooLarge,
                $"The response is longer than {plan.Settings.MaxResponseBytes} bytes, the limit of the option MaxResponseBytes; the connection was closed. "
                + "Check that the URL leads to the API, or raise the limit."));
        }

        ResponseBody body = response.AsBody();
        (string? value, ConnectError? error) = Read(plan, response, body, uri, maskedHeaders: null);
        return (value, error is null ? null : WithoutCredentials(plan, response, body, uri, error));
    }

    /// <summary>
    /// Sentences quote the response, and cut what they quote: a credential that was cut could not be found and masked any more. So a response that repeats one
    /// is read again without it.
    /// </summary>
    private static ConnectError WithoutCredentials(EndpointPlan plan, ReceivedResponse response, ResponseBody body, Uri uri, ConnectError error)
    {
        string masked = plan.Mask.Mask(body.Text, response.LacksEnd);
        KeyValuePair<string, string>[]? headers = MaskedHeaders(plan, response);
        if (masked == body.Text && headers is null)
        {
            return error;
        }

        if (masked == CredentialMask.Withheld)
        {
            return error with { Message = $"The receiver answered {response.StatusCode}. What it said could not be masked, so it is not quoted here." };
        }

        ConnectError? again = null;
        try
        {
            again = Read(plan, response, new ResponseBody(Encoding.UTF8.GetBytes(masked), response.MediaType, "utf-8"), uri, headers).Error;
        }
#pragma warning disable CA1031 // A parser or template that cannot cope with the masked body must not change what became of the send.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        return again?.Kind == error.Kind
            ? again
            : error with { Message = $"The response ({Status(plan, response)}) repeats a credential of the endpoint and is not quoted here. Look it up in the log, where it is masked." };
    }

    /// <summary>The headers without credentials, where a template may have quoted some that it cut; null where none repeats one.</summary>
    private static KeyValuePair<string, string>[]? MaskedHeaders(EndpointPlan plan, ReceivedResponse response)
    {
        if (plan.Template is null)
        {
            return null;
        }

        IReadOnlyList<KeyValuePair<string, string>> headers = Seen(plan, response, path: "", body: null, maskedHeaders: null).Headers;
        KeyValuePair<string, string>[] masked = [.. headers.Select(header => EntryMask.Mask(header, plan.Mask))];
        return masked.SequenceEqual(headers) ? null : masked;
    }

    private static IntegratorResponse Seen(
        EndpointPlan plan, ReceivedResponse response, string path, ParsedResponse? body, IReadOnlyList<KeyValuePair<string, string>>? maskedHeaders) => maskedHeaders is null
        ? new() { Endpoint = plan.Endpoint, Path = path, StatusCode = response.StatusCode!.Value, Body = body, Message = response.Head }
        : new() { Endpoint = plan.Endpoint, Path = path, StatusCode = response.StatusCode!.Value, Body = body, Headers = maskedHeaders };

    private static (string? Value, ConnectError? Error) Read(
        EndpointPlan plan, ReceivedResponse response, ResponseBody body, Uri uri, IReadOnlyList<KeyValuePair<string, string>>? maskedHeaders)
    {
        ParsedResponse? parsed = IsBlank(body)
            ? null
            : plan.Parser.Parse(body) ?? throw new InvalidOperationException($"The response parser '{plan.Parser.Name}' returned null.");
        if (parsed is not null && IsStillEncoded(response, parsed, body))
        {
            parsed = ParsedResponse.Unreadable(new ResponseFault(ResponseFaultKind.Encoded, Detail: EncodingOf(plan, response)));
        }

        ParsedResponse? readable = parsed?.Fault is null ? parsed : null;
        IntegratorReading? reading = plan.Template is null || (response.IsSuccess && readable is null && parsed is not null)
            ? null
            : plan.Template.Read(Seen(plan, response, uri.AbsolutePath, readable, maskedHeaders));
        return response.IsSuccess ? ReadSuccess(plan, response, parsed, reading) : ReadFailure(plan, response, parsed, reading);
    }

    private static (string? Value, ConnectError? Error) ReadSuccess(EndpointPlan plan, ReceivedResponse response, ParsedResponse? parsed, IntegratorReading? reading)
    {
        ConnectEndpoint endpoint = plan.Endpoint;
        string key = endpoint.ResponseKey.Length > 0 ? endpoint.ResponseKey : reading?.ResponseKey ?? "";
        if (reading?.Rejection is { } rejection)
        {
            return (reading.Value ?? ValueOf(parsed, key, endpoint), new(ConnectErrorKind.Rejected, rejection));
        }

        if (reading?.Value is { } accepted)
        {
            return (accepted, null);
        }

        if (parsed is null)
        {
            return key.Length == 0
                ? ("", null)
                : (null, new(
                    ConnectErrorKind.EmptyResponse,
                    $"The receiver answered {Status(plan, response)} without a body, so the Response Key '{key}' could not be read. Leave the key empty if the receiver sends none."));
        }

        if (parsed.Fault is { } fault)
        {
            return (null, new(
                ConnectErrorKind.ResponseUnreadable,
                IsEncoded(response)
                    ? $"The response came in the Content-Encoding {EncodingOf(plan, response)}, which was not undone, so it could not be read as {endpoint.ResponseDataType}. "
                        + "Ask the receiver for gzip, deflate, br or none, or undo it in an HTTP handler of this app."
                    : $"The response looks like {fault}, not like {endpoint.ResponseDataType} ({ContentType(plan, response)}). "
                + "Choose another Response Data Type, or check that the URL leads to the API and not to a web page."));
        }

        if (key.Length == 0)
        {
            return Judge(endpoint, parsed.Whole, "");
        }

        ResponseValue value = parsed.Find(key, endpoint.Delimiter);
        if (!value.Exists)
        {
            string[] nearest = [.. NearestKeys.To(key, parsed.Keys)];
            return (null, new(
                ConnectErrorKind.ResponseKeyNotFound,
                $"The response has no '{key}'. "
                + (nearest.Length == 0 ? "It has no keys at all." : $"Nearest are: {string.Join(", ", nearest)}.")
                + " Correct the Response Key, or leave it empty to take the whole response."));
        }

        return value.Text is null
            ? (null, new(ConnectErrorKind.ResponseKeyNull, $"The response holds null under '{key}'. Ask the receiver what that means, or choose another Response Key."))
            : Judge(endpoint, value.Text, key);
    }

    private static (string? Value, ConnectError? Error) ReadFailure(EndpointPlan plan, ReceivedResponse response, ParsedResponse? parsed, IntegratorReading? reading)
    {
        if (response.StatusCode == 407)
        {
            // RFC 9110: proxies alone answer so. What one says is no response of the receiver.
            return (null, new(
                ConnectErrorKind.Proxy,
                $"A proxy on the way answered {Status(plan, response)} and asks for credentials, so the receiver did not get the lead. "
                + "Give the proxy its Credentials with ConfigureHttpClient; where this app sets no proxy, the API URL leads to one."));
        }

        ParsedResponse? readable = parsed?.Fault is null ? parsed : null;
        ConnectEndpoint endpoint = plan.Endpoint;
        string key = endpoint.ResponseKey.Length > 0 ? endpoint.ResponseKey : reading?.ResponseKey ?? "";
        string? value = reading?.Rejection is null ? null : reading.Value;
        value ??= ValueOf(readable, key, endpoint) ?? readable?.Message ?? (readable?.Whole is { Length: > 0 } whole ? whole : null);
        if (reading?.Rejection is { } rejection)
        {
            return (value, new(ConnectErrorKind.HttpStatus, rejection));
        }

        if (response is { StatusCode: >= 300 and < 400, Location: { } location })
        {
            return (value, new(
                ConnectErrorKind.HttpStatus,
                $"The receiver answered {Status(plan, response)} and points to '{RedirectTarget.Describe(location, plan.Mask)}'. "
                + "Redirects are not followed: enter that address as API URL if it is right."));
        }

        string seen = value is not null ? $": {Quote(value)}" : parsed?.Fault is { } fault ? $" with a body that looks like {fault}" : "";
        string advice = response.RetryAfter is { } wait ? $"It asks to retry after {Quote(plan.Mask.Mask(wait))} (seconds or a date)." : Advice(response.StatusCode);
        return (value, new(ConnectErrorKind.HttpStatus, $"The receiver answered {Status(plan, response)}{seen}. {advice}"));
    }

    private static string? ValueOf(ParsedResponse? parsed, string key, ConnectEndpoint endpoint) =>
        parsed?.Fault is null && key.Length > 0 ? parsed?.Find(key, endpoint.Delimiter).Text : null;

    private static (string? Value, ConnectError? Error) Judge(ConnectEndpoint endpoint, string value, string key)
    {
        string trimmed = value.Trim();
        IReadOnlyList<string> wanted = endpoint.SuccessValues ?? [];
        bool accepted = wanted.Count > 0
            ? wanted.Any(w => string.Equals(w.Trim(), trimmed, StringComparison.OrdinalIgnoreCase))
            : !Negatives.Contains(trimmed);
        if (accepted)
        {
            return (value, null);
        }

        string place = key.Length == 0 ? "" : $" under '{key}'";
        return (value, new(
            ConnectErrorKind.Rejected,
            $"The receiver answered {Quote(value)}{place}, which "
            + (wanted.Count > 0 ? $"is not among the Success Values ({string.Join(", ", wanted.Take(10))})." : "means no. List it in Success Values if it means yes.")));
    }

    private static bool IsEncoded(ReceivedResponse response) => response.ContentEncoding is { } encoding && !encoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a Content-Encoding still stands between us and the body. Some receivers name a charset or nonsense there: what can be read is read.</summary>
    private static bool IsStillEncoded(ReceivedResponse response, ParsedResponse parsed, ResponseBody body) =>
        IsEncoded(response) && (parsed.Fault is not null || (response.ContentEncoding!.Split(',').Any(e => Compressions.Contains(e.Trim())) && !Utf8.IsValid(body.Bytes.Span)));

    private static string EncodingOf(EndpointPlan plan, ReceivedResponse response) => Quote(plan.Mask.Mask(response.ContentEncoding!));

    private static bool IsBlank(ResponseBody body)
    {
        // UTF-8, UTF-16 and the ISO charsets write white space without these bytes: most bodies are told from blank ones undecoded.
        return !body.Bytes.Span.ContainsAny(NeverBlank) && string.IsNullOrWhiteSpace(body.Text);
    }

    private static string Status(EndpointPlan plan, ReceivedResponse response) =>
        response.Reason.Length == 0 ? $"{response.StatusCode}" : $"{response.StatusCode} {Excerpt.From(plan.Mask.Mask(response.Reason), 100)}";

    private static string ContentType(EndpointPlan plan, ReceivedResponse response) =>
        response.TypeForSentence(text => plan.Mask.Mask(text)) is { } type ? $"its Content-Type is {type}" : "it has no Content-Type";

    private static string Advice(int? status) => status switch
    {
        401 => "Check API Authentication and Authorization Header.",
        403 => "Check what the credentials are allowed to do, and whether the receiver admits this app's address.",
        404 or 405 or 410 => "Check the API URL and the Request Method.",
        429 => "Send fewer leads at a time.",
        >= 500 => "The fault is the receiver's: send again later, or ask it.",
        _ => "Compare what was sent with what the receiver asks for.",
    };

    /// <summary>Text of the response inside a sentence: on one line and of bounded length.</summary>
    internal static string Quote(string text) => Text.Quote.From(text);
}
