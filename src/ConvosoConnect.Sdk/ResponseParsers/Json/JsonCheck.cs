using System.Text.Json;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>Validates JSON strictly (RFC 8259): no comments, no trailing commas, nothing after the value, a bounded depth.</summary>
internal static class JsonCheck
{
    public const int MaxDepth = 512;

    // One level more than is accepted, so that the reader's exceptions are syntax errors only.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth + 1 };

    /// <summary>A reader that stands on the root value of valid JSON.</summary>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        return reader;
    }

    /// <summary>Null when the JSON is valid, else what is wrong with it.</summary>
    public static ResponseFault? Fault(ReadOnlySpan<byte> json)
    {
        if (TryRead(json, isWhole: true, out _, out bool tooDeep))
        {
            return null;
        }

        if (tooDeep)
        {
            return new(ResponseFaultKind.JsonTooDeep);
        }

        // What would be valid if more followed was cut off.
        return TryRead(json, isWhole: false, out long at, out _)
            ? new(ResponseFaultKind.JsonIncomplete, json.Length)
            : new(ResponseFaultKind.JsonInvalid, at);
    }

    private static bool TryRead(ReadOnlySpan<byte> json, bool isWhole, out long at, out bool tooDeep)
    {
        var reader = new Utf8JsonReader(json, isWhole, new JsonReaderState(Options));
        (at, tooDeep) = (0, false);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
                {
                    tooDeep = true;
                    return false;
                }
            }

            return true;
        }
        catch (JsonException error)
        {
            at = Offset(json, error.LineNumber ?? 0) + (error.BytePositionInLine ?? 0);
            return false;
        }
    }

    private static int Offset(ReadOnlySpan<byte> json, long line)
    {
        int start = 0;
        for (; line > 0; line--)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }

        return start;
    }
}
