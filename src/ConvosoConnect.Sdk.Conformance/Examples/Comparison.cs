using System.Text;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>Finds every difference between an example and what happened.</summary>
internal static class Comparison
{
    private const string OwnAgent = "ConvosoConnect.Sdk/";
    private const string OwnEncodings = "gzip, deflate, br";

    public static List<Difference> Of(Example example, ExampleOutcome outcome)
    {
        List<Difference> found = [];
        if (outcome.Result is not { } result)
        {
            found.Add(new("endpoint", "an endpoint that can be saved", outcome.Invalid, "Endpoint or adaptor of the example are invalid."));
        }
        else if (example.Refused is { } refused)
        {
            CompareRefusal(refused, outcome, result, found);
        }
        else if (outcome.Request is not { } request)
        {
            found.Add(new("request", $"{example.Request!.Method} {example.Request.Url}", null, $"Nothing was sent. {result.Error}"));
        }
        else
        {
            CompareRequest(example.Request!, request, found);
            Add("the number of requests", "1", $"{outcome.Requests.Count}", found);
            CompareResult(example.Result!, result, found);
            CompareLog(example, request, result, outcome.Entry, found);
        }

        return found;
    }

    /// <summary>Leaves out what every request has, with the values that it always has.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Own(IEnumerable<KeyValuePair<string, string>> headers) => headers.Where(h =>
        !(h.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase) && h.Value.StartsWith(OwnAgent, StringComparison.Ordinal))
        && !(h.Key.Equals("Accept-Encoding", StringComparison.OrdinalIgnoreCase) && h.Value == OwnEncodings));

    private static void CompareRefusal(string refused, ExampleOutcome outcome, ConnectResult result, List<Difference> found)
    {
        if (outcome.Request is { } request)
        {
            found.Add(new("refused", refused, null, $"Nothing should be sent, and {request.Method} {request.Url} was."));
            return;
        }

        Add("the kind of the refusal", $"{ConnectErrorKind.RequestInvalid}", $"{result.Error?.Kind}", found);
        Add("refused", refused, result.Error?.Message, found);
        Add("the sentence in the log entry", result.Error?.Message, outcome.Entry?.ErrorMessage, found);
    }

    private static void CompareRequest(ExpectedRequest expected, RecordedRequest actual, List<Difference> found)
    {
        Add("request.method", expected.Method, actual.Method, found);
        Add("request.url", expected.Url, actual.Url, found);
        Dictionary<string, string> sent = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in actual.Headers)
        {
            sent[name] = value;
        }

        foreach ((string name, string value) in expected.Headers)
        {
            Add($"request.headers.{name}", value, sent.GetValueOrDefault(name), found);
        }

        found.AddRange(Own(sent).Where(h => !expected.Headers.ContainsKey(h.Key)).Select(h => new Difference($"request.headers.{h.Key}", null, h.Value)));
        CompareBody("request.body", expected.Body, actual.Body, found);
    }

    private static void CompareBody(string place, byte[]? expected, byte[]? actual, List<Difference> found)
    {
        if (expected is null || actual is null)
        {
            Add(place, Text(expected), Text(actual), found);
        }
        else if (!expected.AsSpan().SequenceEqual(actual))
        {
            (string one, string other) = (Text(expected)!, Text(actual)!);
            int at = expected.AsSpan().CommonPrefixLength(actual);
            found.Add(new(place, one, other, one == other ? $"The texts are equal, but the bytes are not valid UTF-8 from byte {at + 1} on." : null));
        }
    }

    private static void CompareResult(ExpectedResult expected, ConnectResult actual, List<Difference> found)
    {
        Add("result.success", Word(expected.Success), Word(actual.Succeeded), found);
        Add("result.value", expected.Value, actual.Value, found);
        foreach ((string name, string value) in expected.Captures)
        {
            Add($"result.captures.{name}", value, actual.Captures.GetValueOrDefault(name), found);
        }

        found.AddRange(
            actual.Captures.Where(c => !expected.Captures.ContainsKey(c.Key)).Select(c => new Difference($"result.captures.{c.Key}", null, c.Value)));
        Add("result.error.kind", expected.Kind?.ToString(), actual.Error?.Kind.ToString(), found);
        Add("result.error.sentence", expected.Sentence, actual.Error?.Message, found);
    }

    /// <summary>The log entry must show what was sent. With a named credential it hides what that added, so that only method and body are compared.</summary>
    private static void CompareLog(Example example, RecordedRequest sent, ConnectResult result, ConnectLogEntry? entry, List<Difference> found)
    {
        if (entry?.InputData is not { } logged)
        {
            found.Add(new("the request in the log entry", $"{sent.Method} {sent.Url}", null));
            return;
        }

        Add("the method in the log entry", sent.Method, logged.Method, found);
        Add("the body in the log entry", sent.Body is null ? "" : Text(sent.Body), logged.Body ?? "", found);
        Add("the error kind in the log entry", $"{result.Error?.Kind}", $"{entry.ErrorKind}", found);
        if (string.IsNullOrEmpty(example.Endpoint!.Credential))
        {
            Uri.TryCreate(logged.Url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out Uri? uri);
            Add("the URL in the log entry", sent.Url, uri?.AbsoluteUri, found);
            Add("the headers in the log entry", Lines(sent.Headers), Lines(logged.Headers.Where(h => h.Key is not ("Host" or "Content-Length"))), found);
        }
    }

    private static void Add(string place, string? expected, string? actual, List<Difference> found)
    {
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
        {
            found.Add(new(place, expected, actual));
        }
    }

    private static string? Text(byte[]? utf8) => utf8 is null ? null : Encoding.UTF8.GetString(utf8);

    private static string Word(bool value) => value ? "true" : "false";

    private static string Lines(IEnumerable<KeyValuePair<string, string>> headers) => string.Join('\n', headers.Select(h => $"{h.Key}: {h.Value}"));
}
