using System.Buffers;
using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.BodyEncoders;

namespace ConvosoConnect.Sdk.Integrators.Declared.Bodies;

/// <summary>The JSON around the object of the mapped keys.</summary>
internal static class Envelope
{
    /// <summary>The text that stands where the object goes.</summary>
    public const string Place = "{payload}";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Why a text is no envelope; null when it is one.</summary>
    public static string? Problem(string envelope)
    {
        try
        {
            using var document = JsonDocument.Parse(envelope, Strict);
            return Count(document.RootElement) switch
            {
                1 => null,
                0 => "It has no place for the mapped keys. Write the text \"{payload}\" once, where their object goes, such as {\"data\":[\"{payload}\"]}.",
                var count => $"It has {count} places for the mapped keys, and they go out once. Write \"{{payload}}\" once.",
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return "It holds half of a pair of UTF-16 surrogates, which is no text. Remove it.";
        }
        catch (JsonException exception)
        {
            return $"It is not JSON, at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}. Write JSON such as {{\"data\":[\"{{payload}}\"]}}.";
        }
    }

    /// <summary>The members with a text of their own, by name; for an envelope that is one.</summary>
    public static IReadOnlyList<string> MembersWithText(string envelope)
    {
        using var document = JsonDocument.Parse(envelope, Strict);
        var found = new List<string>();
        Collect(document.RootElement);
        return found;

        void Collect(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                element.EnumerateArray().ToList().ForEach(Collect);
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                found.AddRange(element.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.String && m.Value.GetString() is not (Place or "")).Select(m => m.Name));
                element.EnumerateObject().Select(m => m.Value).ToList().ForEach(Collect);
            }
        }
    }

    /// <summary>What stands before the place and after it.</summary>
    public static (byte[] Before, byte[] After) Split(string? envelope, IReadOnlyDictionary<string, string> settings)
    {
        if (envelope is null)
        {
            return ([], []);
        }

        using var document = JsonDocument.Parse(envelope, Strict);
        var output = new ArrayBufferWriter<byte>();
        int place = -1;
        Write(document.RootElement);
        return (output.WrittenSpan[..place].ToArray(), output.WrittenSpan[place..].ToArray());

        void Write(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    WriteAll("{"u8, element.EnumerateObject().Select(member => ((string?)member.Name, member.Value)), "}"u8);
                    break;
                case JsonValueKind.Array:
                    WriteAll("["u8, element.EnumerateArray().Select(item => ((string?)null, item)), "]"u8);
                    break;
                case JsonValueKind.String when element.GetString() == Place:
                    place = output.WrittenCount;
                    break;
                case JsonValueKind.String:
                    JsonText.WriteString(output, SettingTokens.Replace(element.GetString()!, settings));
                    break;
                default:
                    output.Write(Encoding.UTF8.GetBytes(element.GetRawText()));
                    break;
            }
        }

        void WriteAll(ReadOnlySpan<byte> open, IEnumerable<(string? Name, JsonElement Value)> items, ReadOnlySpan<byte> close)
        {
            output.Write(open);
            bool first = true;
            foreach ((string? name, JsonElement value) in items)
            {
                output.Write(first ? ""u8 : ","u8);
                first = false;
                if (name is not null)
                {
                    JsonText.WriteString(output, name);
                    output.Write(":"u8);
                }

                Write(value);
            }

            output.Write(close);
        }
    }

    private static int Count(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(member => Count(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Count),
        JsonValueKind.String when element.GetString() == Place => 1,
        _ => 0,
    };
}
