using System.Text;
using System.Text.Json;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>
/// A valid JSON body. A member of the root is found by the position that the check of the body noted; every other value is found by reading the bytes again. No tree is built.
/// </summary>
/// <param name="json">The body.</param>
/// <param name="members">The members of the root; null when the root has none, has too many, or is not an object.</param>
internal sealed class JsonResponse(ReadOnlyMemory<byte> json, JsonMember[]? members) : ParsedResponse
{
    private static readonly string[] MessagePaths =
    [
        "message", "error", "error.message", "error_description", "detail", "title", "reason", "errors.0.message", "errors.0",
        "errors.0.msg", "errors.0.detail", "errors.0.title", "msg", "error.msg", "detail.0.msg", "0.message", "0.msg", "0.error", "0.detail", "0",
    ];

    public override string Whole => JsonCompact.Text(json.Span);

    public override IEnumerable<string> Keys => JsonKeys.List(json.Span);

    public override string? Message => MessagePaths.Select(TextAt).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    public override ResponseValue Find(string key, string delimiter)
    {
        ReadOnlySpan<byte> span = json.Span;
        if (members is not null && !JsonPath.IsPath(key))
        {
            return FindMember(key) is { End: > 0 } member ? Value(span[member.Start..member.End], delimiter) : ResponseValue.Missing;
        }

        var reader = JsonCheck.Open(span);
        return JsonPath.TryMoveTo(ref reader, key) ? Value(span, reader, delimiter) : ResponseValue.Missing;
    }

    private static ResponseValue Value(ReadOnlySpan<byte> value, string delimiter) => Value(value, JsonCheck.Open(value), delimiter);

    private static ResponseValue Value(ReadOnlySpan<byte> span, Utf8JsonReader reader, string delimiter) => reader.TokenType switch
    {
        JsonTokenType.Null => ResponseValue.Null,
        JsonTokenType.StartArray => ResponseValue.Found(Joined(reader, delimiter) ?? Compact(span, reader)),
        JsonTokenType.StartObject => ResponseValue.Found(Compact(span, reader)),
        _ => ResponseValue.Found(Scalar(in reader)),
    };

    /// <summary>The last member with the name, else the last one whose name differs only in case; the default when there is neither.</summary>
    private JsonMember FindMember(string name)
    {
        JsonMember other = default;
        for (int i = members!.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<byte> raw = json.Span[members[i].NameStart..members[i].NameEnd];
            bool isEscaped = raw.Contains((byte)'\\');
            if (JsonString.Is(raw, isEscaped, name, StringComparison.Ordinal))
            {
                return members[i];
            }

            if (other.End == 0 && JsonString.Is(raw, isEscaped, name, StringComparison.OrdinalIgnoreCase))
            {
                other = members[i];
            }
        }

        return other;
    }

    /// <summary>The string at a path, or a list of scalars joined by <c>; </c>; null when there is neither.</summary>
    private string? TextAt(string path)
    {
        var reader = JsonCheck.Open(json.Span);
        return !JsonPath.TryMoveTo(ref reader, path) ? null
            : reader.TokenType == JsonTokenType.String ? JsonString.Text(in reader)
            : reader.TokenType == JsonTokenType.StartArray ? Joined(reader, "; ")
            : null;
    }

    private static string Scalar(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? JsonString.Text(in reader) : Encoding.UTF8.GetString(reader.ValueSpan);

    /// <summary>The entries of a list of scalars as one text; null when an entry is a list or an object.</summary>
    private static string? Joined(Utf8JsonReader reader, string delimiter)
    {
        var text = new StringBuilder();
        for (bool first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                return null;
            }

            text.Append(first ? "" : delimiter).Append(reader.TokenType == JsonTokenType.Null ? "" : Scalar(in reader));
        }

        return text.ToString();
    }

    private static string Compact(ReadOnlySpan<byte> span, Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return JsonCompact.Text(span[start..(int)reader.BytesConsumed]);
    }
}
