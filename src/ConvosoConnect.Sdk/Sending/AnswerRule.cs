using System.Buffers;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Steps 8 and 9 of a send: from an answer to a value and, when it is no success, an error. The case table of the domain rules.</summary>
internal static class AnswerRule
{
    // Our decision: what most receivers mean by no. Compared trimmed and ignoring case.
    private static readonly string[] Negatives = ["", "false", "0", "no", "error", "fail", "failed", "failure"];

    private static readonly SearchValues<byte> NeverBlank = SearchValues.Create("\"123456789<>ABCDEFGHIJKLMNOPQRSTUVWXYZ[]abcdefghijklmnopqrstuvwxyz{}"u8);

    public static (string? Value, ConnectError? Error) Read(EndpointPlan plan, Answer answer, string path)
    {
        if (answer.Error is { } failure)
        {
            return (null, failure);
        }

        if (answer.IsCut && answer.IsSuccess)
        {
            return (null, new(
                ConnectErrorKind.ResponseTooLarge,
                $"The answer is longer than {plan.Settings.MaxResponseBytes} bytes, the limit of the option MaxResponseBytes; the connection was closed."));
        }

        var body = new ResponseBody(answer.Body, answer.MediaType, answer.Charset);
        ParsedResponse? parsed = IsBlank(body)
            ? null
            : plan.Parser.Parse(body) ?? throw new InvalidOperationException($"The response parser '{plan.Parser.Name}' returned null.");
        ParsedResponse? readable = parsed?.Fault is null ? parsed : null;
        IntegratorReading? reading = plan.Template is null || (answer.IsSuccess && readable is null && parsed is not null)
            ? null
            : plan.Template.Read(new IntegratorResponse { Endpoint = plan.Endpoint, Path = path, StatusCode = answer.StatusCode!.Value, Body = readable });
        string? looks = parsed?.Fault is { } fault ? AnswerText.Fault(plan, body, fault) : null;
        return answer.IsSuccess ? ReadSuccess(plan, answer, parsed, reading, looks) : ReadFailure(plan, answer, readable, reading, looks);
    }

    private static (string? Value, ConnectError? Error) ReadSuccess(
        EndpointPlan plan, Answer answer, ParsedResponse? parsed, IntegratorReading? reading, string? looks)
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
                    $"The receiver answered {AnswerText.Status(answer)} without a body, so the Response Key '{key}' could not be read. Leave the key empty if the receiver sends none."));
        }

        if (looks is not null)
        {
            return (null, new(
                ConnectErrorKind.ResponseUnreadable,
                $"The answer looks like {looks}, not like {endpoint.ResponseDataType} ({AnswerText.ContentType(answer)}). "
                + "Choose another Response Data Type, or check that the URL leads to the API and not to a web page."));
        }

        if (key.Length == 0)
        {
            return Judge(plan, parsed.Whole, "");
        }

        ResponseValue value = parsed.Find(key, endpoint.Delimiter);
        if (!value.Exists)
        {
            string[] nearest = [.. NearestKeys.To(key, parsed.Keys.Select(plan.Mask.Mask)!)];
            return (null, new(
                ConnectErrorKind.ResponseKeyNotFound,
                $"The answer has no '{key}'. "
                + (nearest.Length == 0 ? "It has no keys at all." : $"Nearest are: {string.Join(", ", nearest)}.")
                + " Correct the Response Key, or leave it empty to take the whole answer."));
        }

        return value.Text is null
            ? (null, new(ConnectErrorKind.ResponseKeyNull, $"The answer holds null under '{key}'. Ask the receiver what that means, or choose another Response Key."))
            : Judge(plan, value.Text, key);
    }

    private static (string? Value, ConnectError? Error) ReadFailure(
        EndpointPlan plan, Answer answer, ParsedResponse? readable, IntegratorReading? reading, string? looks)
    {
        ConnectEndpoint endpoint = plan.Endpoint;
        string key = endpoint.ResponseKey.Length > 0 ? endpoint.ResponseKey : reading?.ResponseKey ?? "";
        string? value = reading?.Rejection is null ? null : reading.Value;
        value ??= ValueOf(readable, key, endpoint) ?? readable?.Message ?? (readable?.Whole is { Length: > 0 } whole ? whole : null);
        if (reading?.Rejection is { } rejection)
        {
            return (value, new(ConnectErrorKind.HttpStatus, rejection));
        }

        string status = AnswerText.Status(answer);
        if (answer is { StatusCode: >= 300 and < 400, Location: { } location })
        {
            return (value, new(
                ConnectErrorKind.HttpStatus,
                $"The receiver answered {status} and points to {AnswerText.Location(plan.Mask, location)}. "
                + "Redirects are not followed: enter that address as API URL if it is right."));
        }

        string seen = value is not null ? $": {AnswerText.Quote(plan.Mask, value)}." : looks is not null ? $" with a body that looks like {looks}." : ".";
        string wait = answer.RetryAfter is { } after ? $" It asks to retry after {AnswerText.Quote(plan.Mask, after)} (seconds or a date)." : "";
        return (value, new(ConnectErrorKind.HttpStatus, $"The receiver answered {status}{seen}{wait}"));
    }

    private static string? ValueOf(ParsedResponse? parsed, string key, ConnectEndpoint endpoint) =>
        parsed?.Fault is null && key.Length > 0 ? parsed?.Find(key, endpoint.Delimiter).Text : null;

    private static (string? Value, ConnectError? Error) Judge(EndpointPlan plan, string value, string key)
    {
        string trimmed = value.Trim();
        IReadOnlyList<string> wanted = plan.Endpoint.SuccessValues ?? [];
        bool accepted = wanted.Count > 0
            ? wanted.Any(w => string.Equals(w.Trim(), trimmed, StringComparison.OrdinalIgnoreCase))
            : !Negatives.Contains(trimmed, StringComparer.OrdinalIgnoreCase);
        string place = key.Length == 0 ? "" : $" under '{key}'";
        return accepted
            ? (value, null)
            : (value, new(
                ConnectErrorKind.Rejected,
                $"The receiver answered {AnswerText.Quote(plan.Mask, value)}{place}, which "
                + (wanted.Count > 0 ? $"is not among the Success Values ({string.Join(", ", wanted.Take(10))})." : "means no. List it in Success Values if it means yes.")));
    }

    private static bool IsBlank(ResponseBody body)
    {
        // UTF-8, UTF-16 and the ISO charsets write white space without these bytes: most bodies are told from blank ones undecoded.
        return !body.Bytes.Span.ContainsAny(NeverBlank) && string.IsNullOrWhiteSpace(body.Text);
    }
}
