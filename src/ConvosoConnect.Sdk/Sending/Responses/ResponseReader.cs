using System.Buffers;
using System.Collections.Frozen;
using System.Text.Unicode;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Plans;

namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>Steps 8 and 9 of a send: the parser reads the response, the Response Key selects the value, and the template or the general rule judges it.</summary>
internal static class ResponseReader
{
    // The values by which most receivers refuse a lead (our decision). They are compared trimmed and ignoring case.
    private static readonly FrozenSet<string> Negatives =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "", "false", "0", "no", "error", "fail", "failed", "failure");

    // IANA's content codings that compress. Compressed data is never valid UTF-8.
    private static readonly FrozenSet<string> Compressions =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "br", "compress", "dcb", "dcz", "deflate", "gzip", "x-compress", "x-gzip", "zstd");

    private static readonly SearchValues<byte> NeverBlank = SearchValues.Create("\"123456789<>ABCDEFGHIJKLMNOPQRSTUVWXYZ[]abcdefghijklmnopqrstuvwxyz{}"u8);

    /// <summary>Reads and judges a response.</summary>
    /// <param name="plan">The plan of the send.</param>
    /// <param name="response">The response of the send.</param>
    /// <param name="uri">The complete URL of the request.</param>
    public static ResponseVerdict Read(EndpointPlan plan, ReceivedResponse response, Uri uri) =>
        response.Error is not null ? new(Verdict.NoResponse)
        : response.IsCut && response.IsSuccess ? new(Verdict.TooLarge)
        : Read(plan, response, response.AsBody(), uri, headers: null);

    /// <summary>Reads and judges a complete response with another body and other headers than its own.</summary>
    /// <param name="plan">The plan of the send.</param>
    /// <param name="response">The response of the send.</param>
    /// <param name="body">The body to read.</param>
    /// <param name="uri">The complete URL of the request.</param>
    /// <param name="headers">The headers for the template; null for the response's own.</param>
    public static ResponseVerdict Read(EndpointPlan plan, ReceivedResponse response, ResponseBody body, Uri uri, IReadOnlyList<KeyValuePair<string, string>>? headers)
    {
        // 8. The parser reads the body.
        ParsedResponse? parsed = IsBlank(body)
            ? null
            : plan.Parser.Parse(body) ?? throw new InvalidOperationException($"The response parser '{plan.Parser.Name}' returned null.");
        bool isEncoded = parsed is not null && IsStillEncoded(response, parsed, body);
        ParsedResponse? readable = isEncoded || parsed?.Fault is not null ? null : parsed;

        // 9. The template judges the response if it can and wants to; otherwise the general rule does.
        IntegratorReading? reading = plan.Template is null || (response.IsSuccess && readable is null && parsed is not null)
            ? null
            : plan.Template.Read(ForTemplate(plan, response, uri.AbsolutePath, readable, headers));
        string key = plan.Endpoint.ResponseKey.Length > 0 ? plan.Endpoint.ResponseKey : reading?.ResponseKey ?? "";
        ResponseVerdict verdict = !response.IsSuccess ? JudgeFailure(plan.Endpoint, response, readable, key, reading)
            : isEncoded ? new(Verdict.Encoded)
            : JudgeSuccess(plan.Endpoint, parsed, key, reading);
        return verdict with { Key = key, Parsed = isEncoded ? ParsedResponse.Unreadable(new ResponseFault(ResponseFaultKind.Encoded)) : parsed, Rejection = reading?.Rejection };
    }

    /// <summary>Makes the response that a template gets to see.</summary>
    public static IntegratorResponse ForTemplate(
        EndpointPlan plan, ReceivedResponse response, string path, ParsedResponse? body, IReadOnlyList<KeyValuePair<string, string>>? headers) => headers is null
        ? new() { Endpoint = plan.Endpoint, Path = path, StatusCode = response.StatusCode!.Value, Body = body, Message = response.Head }
        : new() { Endpoint = plan.Endpoint, Path = path, StatusCode = response.StatusCode!.Value, Body = body, Headers = headers };

    private static ResponseVerdict JudgeSuccess(ConnectEndpoint endpoint, ParsedResponse? parsed, string key, IntegratorReading? reading)
    {
        if (reading?.Rejection is not null)
        {
            return new(Verdict.RefusedByTemplate, reading.Value ?? ValueOf(parsed, key, endpoint));
        }

        if (reading?.Value is { } accepted)
        {
            return new(Verdict.Accepted, accepted);
        }

        if (parsed is null)
        {
            return key.Length == 0 ? new(Verdict.Accepted, "") : new(Verdict.NoBody);
        }

        if (parsed.Fault is not null)
        {
            return new(Verdict.Unreadable);
        }

        if (key.Length == 0)
        {
            return JudgeValue(endpoint, parsed.Whole);
        }

        ResponseValue value = parsed.Find(key, endpoint.Delimiter);
        return !value.Exists ? new(Verdict.KeyNotFound)
            : value.Text is null ? new(Verdict.KeyNull)
            : JudgeValue(endpoint, value.Text);
    }

    private static ResponseVerdict JudgeFailure(ConnectEndpoint endpoint, ReceivedResponse response, ParsedResponse? readable, string key, IntegratorReading? reading)
    {
        if (response.StatusCode == 407)
        {
            // Only proxies send this status (RFC 9110), so this is not a response of the receiver.
            return new(Verdict.ProxyRefused);
        }

        string? value = reading?.Rejection is null ? null : reading.Value;
        value ??= ValueOf(readable, key, endpoint) ?? readable?.Message ?? (readable?.Whole is { Length: > 0 } whole ? whole : null);
        return reading?.Rejection is not null ? new(Verdict.FailedByTemplate, value)
            : response is { StatusCode: >= 300 and < 400, Location: not null } ? new(Verdict.Redirected, value)
            : new(Verdict.Failed, value);
    }

    private static ResponseVerdict JudgeValue(ConnectEndpoint endpoint, string value)
    {
        string trimmed = value.Trim();
        bool accepted = endpoint.SuccessValues is { Count: > 0 } wanted
            ? wanted.Any(w => string.Equals(w.Trim(), trimmed, StringComparison.OrdinalIgnoreCase))
            : !Negatives.Contains(trimmed);
        return new(accepted ? Verdict.Accepted : Verdict.Refused, value);
    }

    private static string? ValueOf(ParsedResponse? parsed, string key, ConnectEndpoint endpoint) =>
        parsed?.Fault is null && key.Length > 0 ? parsed?.Find(key, endpoint.Delimiter).Text : null;

    private static bool IsEncoded(ReceivedResponse response) =>
        response.ContentEncoding is { } encoding && !encoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the body is still encoded by its Content-Encoding. Some receivers put a charset or nonsense there, so a body that can be read anyway does not count as encoded.
    /// </summary>
    private static bool IsStillEncoded(ReceivedResponse response, ParsedResponse parsed, ResponseBody body) =>
        IsEncoded(response)
        && (parsed.Fault is not null || (response.ContentEncoding!.Split(',').Any(e => Compressions.Contains(e.Trim())) && !Utf8.IsValid(body.Bytes.Span)));

    // White space has none of these bytes in UTF-8, UTF-16 and the ISO charsets, so most bodies need not be decoded to see that they are not blank.
    private static bool IsBlank(ResponseBody body) => !body.Bytes.Span.ContainsAny(NeverBlank) && string.IsNullOrWhiteSpace(body.Text);
}
