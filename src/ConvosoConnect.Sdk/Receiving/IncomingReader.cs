using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Receiving;

/// <summary>
/// Reads the keys of an incoming payload, first from the query, then from the body; a key of the body replaces the same key of the query. The values of a key that is given
/// several times are joined with the Delimiter. Nested JSON is kept as compact JSON text (our decision).
/// </summary>
internal sealed class IncomingReader(string delimiter)
{
    private const int MaxKeys = 10_000;
    private const int MaxDepth = 64;

    private static readonly string TooMany = string.Create(CultureInfo.InvariantCulture, $"The payload has more than {MaxKeys} keys, the most that are read.");

    private readonly OrderedDictionary<string, LeadValue> _fields = new(StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<string, LeadValue>> Fields => _fields;

    /// <summary>Reads the payload. Returns a sentence that says what is wrong; null when nothing is.</summary>
    public string? Read(IncomingPayload payload, int maxBytes)
    {
        string query = payload.QueryString ?? "";
        return payload.Body.Length > maxBytes || query.Length > maxBytes
            ? $"The payload is longer than {maxBytes} bytes, the limit of the option MaxRequestBytes."
            : AddForm(query.StartsWith('?') ? query[1..] : query) ?? ReadBody(payload);
    }

    private string? ReadBody(IncomingPayload payload)
    {
        ReadOnlyMemory<byte> body = Utf8Mark.Skip(payload.Body);
        if (body.IsEmpty)
        {
            return null;
        }

        string type = (payload.ContentType ?? "").Split(';')[0].Trim();
        if (type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return AddForm(Encoding.UTF8.GetString(body.Span));
        }

        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            ? ReadJson(Utf8.IsValid(body.Span) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body.Span)))
            : $"The payload's content type is '{Excerpt.From(type, 100)}'. Send application/x-www-form-urlencoded or application/json.";
    }

    private string? ReadJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return $"The payload is a JSON {document.RootElement.ValueKind}, not an object of keys and values.";
            }

            int count = 0;
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (++count > MaxKeys)
                {
                    return TooMany;
                }

                _fields[member.Name] = ValueOf(member.Value);
            }

            return null;
        }
        catch (JsonException exception)
        {
            return $"The payload says it is JSON but is not: the error is at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";
        }
        catch (InvalidOperationException)
        {
            return "The payload has a key with half of a surrogate pair, which is not valid text. Correct the sender's encoding of its keys.";
        }
    }

    private LeadValue ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => TextOf(element),
        JsonValueKind.Number when element.TryGetInt64(out long whole) => whole,
        JsonValueKind.Number when decimal.TryParse(
            element.GetRawText(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) => number,
        JsonValueKind.Array when element.EnumerateArray().All(e => e.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) =>
            string.Join(delimiter, element.EnumerateArray().Select(e => ValueOf(e).ToText(delimiter))),
        _ => JsonCompact.Text(Encoding.UTF8.GetBytes(element.GetRawText())),
    };

    private static string TextOf(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate is legal JSON but not valid text, so the escaped form is kept.
            return element.GetRawText()[1..^1];
        }
    }

    private string? AddForm(string text)
    {
        // Values are collected first and joined once, so that a key that is given many times is not copied many times.
        var found = new OrderedDictionary<string, List<string>>(StringComparer.Ordinal);
        int count = 0;
        foreach (Range part in text.AsSpan().Split('&'))
        {
            string pair = text[part];
            if (pair.Length == 0)
            {
                continue;
            }

            if (++count > MaxKeys)
            {
                return TooMany;
            }

            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string key = WebUtility.UrlDecode(equals < 0 ? pair : pair[..equals]);
            found.TryAdd(key, []);
            found[key].Add(equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]));
        }

        foreach ((string key, List<string> values) in found)
        {
            _fields[key] = values is [var only] ? only : string.Join(delimiter, values);
        }

        return null;
    }
}
