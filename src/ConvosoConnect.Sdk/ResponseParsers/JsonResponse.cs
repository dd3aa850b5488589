using System.Text;
using System.Text.Json;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>A valid JSON body. Looks values up by reading over the bytes, without building a tree.</summary>
internal sealed class JsonResponse(ReadOnlyMemory<byte> json) : ParsedResponse
{
    private static readonly string[] MessagePaths =
        ["message", "error", "error.message", "error_description", "detail", "title", "reason", "errors.0.message", "errors.0"];

    public override string Whole => JsonCompact.Text(json.Span);

    public override IEnumerable<string> Keys => JsonKeys.List(json.Span);

    public override string? Message => MessagePaths.Select(TextAt).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    public override ResponseValue Find(string key, string delimiter)
    {
        var reader = JsonCheck.Open(json.Span);
        if (!JsonPath.TryMoveTo(ref reader, key))
        {
            return ResponseValue.Missing;
        }

        return reader.TokenType switch
        {
            JsonTokenType.Null => ResponseValue.Null,
            JsonTokenType.StartArray => ResponseValue.Of(Joined(reader, delimiter) ?? Compact(reader)),
            JsonTokenType.StartObject => ResponseValue.Of(Compact(reader)),
            _ => ResponseValue.Of(Scalar(in reader)),
        };
    }

    /// <summary>The string at a path; null when there is none or it is no string.</summary>
    private string? TextAt(string path)
    {
        var reader = JsonCheck.Open(json.Span);
        return JsonPath.TryMoveTo(ref reader, path) && reader.TokenType == JsonTokenType.String ? JsonString.Text(in reader) : null;
    }

    private static string Scalar(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? JsonString.Text(in reader) : Encoding.UTF8.GetString(reader.ValueSpan);

    /// <summary>The entries of a list of scalars; null when an entry is a list or an object.</summary>
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

    private string Compact(Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return JsonCompact.Text(json.Span[start..(int)reader.BytesConsumed]);
    }
}
