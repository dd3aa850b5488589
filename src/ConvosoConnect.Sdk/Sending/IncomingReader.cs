using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>
/// Reads the keys of an incoming payload: query first, then body; a key of the body replaces one of the query. A key that stands several times is joined
/// with the Delimiter. Nested JSON is kept as compact JSON text (our decision).
/// </summary>
internal sealed class IncomingReader(string delimiter)
{
    private const int MaxKeys = 10_000;
    private const int MaxDepth = 64;

    private readonly List<KeyValuePair<string, LeadValue>> _fields = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<string, LeadValue>> Fields => _fields;

    /// <summary>Reads; null when all is well, else what is wrong.</summary>
    public string? Read(IncomingPayload payload, int maxBytes)
    {
        if (payload.Body.Length > maxBytes || payload.QueryString.Length > maxBytes)
        {
            return $"The payload is longer than {maxBytes} bytes, the limit of the option MaxRequestBytes.";
        }

        AddForm(payload.QueryString.TrimStart('?'));
        string? fault = ReadBody(payload);
        return fault ?? (_fields.Count > MaxKeys ? $"The payload has more than {MaxKeys} keys." : null);
    }

    private string? ReadBody(IncomingPayload payload)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        ReadOnlyMemory<byte> body = payload.Body.Span.StartsWith(mark) ? payload.Body[mark.Length..] : payload.Body;
        if (body.IsEmpty)
        {
            return null;
        }

        string type = (payload.ContentType ?? "").Split(';')[0].Trim();
        if (type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            AddForm(Encoding.UTF8.GetString(body.Span));
            return null;
        }

        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
            ? ReadJson(body)
            : $"The payload's content type is '{type}'. Send application/x-www-form-urlencoded or application/json.";
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

            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                Set(member.Name, ValueOf(member.Value), replace: true);
            }

            return null;
        }
        catch (JsonException exception)
        {
            return $"The payload says it is JSON but is not: it breaks at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";
        }
    }

    private LeadValue ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => TextOf(element),
        JsonValueKind.Number when element.TryGetInt64(out long whole) => whole,
        JsonValueKind.Number when decimal.TryParse(element.GetRawText(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) => number,
        JsonValueKind.Array when element.EnumerateArray().All(e => e.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) =>
            string.Join(delimiter, element.EnumerateArray().Select(e => ValueOf(e).ToText(delimiter))),
        _ => JsonSerializerText(element),
    };

    private static string JsonSerializerText(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string TextOf(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate is legal JSON but no text: keep the rest readable.
            return element.GetRawText()[1..^1];
        }
    }

    private void AddForm(string text)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string key = WebUtility.UrlDecode(equals < 0 ? part : part[..equals]);
            Set(key, equals < 0 ? "" : WebUtility.UrlDecode(part[(equals + 1)..]), replace: seen.Add(key));
        }
    }

    private void Set(string key, LeadValue value, bool replace)
    {
        if (!_places.TryGetValue(key, out int place))
        {
            _places[key] = _fields.Count;
            _fields.Add(new(key, value));
        }
        else
        {
            _fields[place] = new(key, replace ? value : _fields[place].Value.ToText(delimiter) + delimiter + value.ToText(delimiter));
        }
    }
}
