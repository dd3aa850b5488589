using System.Text.Json;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>Validates JSON strictly (RFC 8259): no comments, no trailing commas, nothing after the value, a bounded depth.</summary>
internal static class JsonCheck
{
    public const int MaxDepth = 512;

    // The reader accepts one level more than this class does, so that its exceptions are syntax errors only.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth + 1 };

    /// <summary>A reader that stands on the root value of valid JSON.</summary>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        return reader;
    }

    /// <summary>Null when the JSON is valid, else what is wrong with it.</summary>
    public static ResponseFault? Fault(ReadOnlySpan<byte> json) => Fault(json, [], out _);

    /// <summary>
    /// Null when the JSON is valid, else what is wrong with it. The same pass notes the position of each member of the root, so that looking one up does not read the body again.
    /// </summary>
    /// <param name="json">The bytes.</param>
    /// <param name="members">Receives the members of the root, as many as fit.</param>
    /// <param name="count">How many members the root has; 0 when it is not an object.</param>
    public static ResponseFault? Fault(ReadOnlySpan<byte> json, Span<JsonMember> members, out int count)
    {
        if (TryRead(json, isWhole: true, members, out count, out _, out bool tooDeep))
        {
            return null;
        }

        if (tooDeep)
        {
            return new(ResponseFaultKind.JsonTooDeep);
        }

        // JSON that could become valid if more bytes followed was cut off.
        return TryRead(json, isWhole: false, [], out _, out long at, out _)
            ? new(ResponseFaultKind.JsonIncomplete, json.Length)
            : new(ResponseFaultKind.JsonInvalid, at);
    }

    private static bool TryRead(ReadOnlySpan<byte> json, bool isWhole, Span<JsonMember> members, out int count, out long at, out bool tooDeep)
    {
        var reader = new Utf8JsonReader(json, isWhole, new JsonReaderState(Options));
        (count, at, tooDeep) = (0, 0, false);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
                {
                    tooDeep = true;
                    return false;
                }

                if (reader.CurrentDepth == 1)
                {
                    Note(in reader, members, ref count);
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

    /// <summary>Notes the position of a root member's name, or of its value: the value begins with its first token and ends with its last one, such as a closing bracket.</summary>
    private static void Note(in Utf8JsonReader reader, Span<JsonMember> members, ref int count)
    {
        (int start, int end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            if (count++ < members.Length)
            {
                members[count - 1] = new JsonMember(start + 1, start + 1 + reader.ValueSpan.Length, 0, 0);
            }
        }
        else if (count > 0 && count <= members.Length)
        {
            JsonMember member = members[count - 1];
            members[count - 1] = member with { Start = member.Start == 0 ? start : member.Start, End = end };
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
