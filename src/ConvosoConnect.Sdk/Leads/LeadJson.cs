using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConvosoConnect.Sdk.Dates;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Leads;

/// <summary>The JSON of leads; <see cref="LeadRecord"/> describes its form.</summary>
internal static class LeadJson
{
    private const string Date = "$date";
    private const int LongestName = 60;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // A lead's JSON goes to a queue or a database, not into an HTML page, so characters such as < and + need no escape.
    private static readonly JsonWriterOptions AsText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static LeadRecord Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return Read(Strict.GetBytes(json));
        }
        catch (EncoderFallbackException exception)
        {
            throw NotText("the lead", exception);
        }
    }

    public static LeadRecord Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(Utf8Mark.Skip(utf8));
        reader.Read();
        LeadRecord lead = ReadRecord(ref reader);

        // This throws when anything follows the lead's object.
        reader.Read();
        return lead;
    }

    public static string Write(LeadRecord lead)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, AsText))
        {
            Write(writer, lead);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter writer, LeadRecord lead)
    {
        writer.WriteStartObject();
        writer.WriteString("id", lead.Id ?? "");
        Write(writer, "lead", lead.Lead);
        Write(writer, "callLog", lead.CallLog);
        Write(writer, "extra", lead.Extra);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, in LeadValue value)
    {
        switch (value.Kind)
        {
            case LeadValueKind.Empty:
                writer.WriteNullValue();
                break;
            case LeadValueKind.Number or LeadValueKind.Boolean:
                writer.WriteRawValue(value.ToText(""), skipInputValidation: true);
                break;
            case LeadValueKind.Date:
                writer.WriteStartObject();

                // A date holds nothing that needs an escape, but the usual encoder would escape its plus sign.
                writer.WriteString(Date, JsonEncodedText.Encode(DateText(in value), JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
                writer.WriteEndObject();
                break;
            case LeadValueKind.List:
                writer.WriteStartArray();
                foreach (string text in value.Texts)
                {
                    writer.WriteStringValue(text);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(value.Text);
                break;
        }
    }

    /// <summary>Reads a lead. The reader stands at the lead's first token before and at its last token after.</summary>
    public static LeadRecord ReadRecord(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"A lead is an object such as {{\"id\":\"1\",\"lead\":{{\"email\":\"ann@example.com\"}}}}; this is {Kind(reader.TokenType)}.");
        }

        var lead = new LeadRecord();
        var given = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = Text(ref reader, "a member of the lead");
            reader.Read();
            string member = Member(name) ?? throw new JsonException(
                $"A lead has no member '{Start(name)}'. It has id, lead, callLog and extra; fields such as phone_number stand in lead, callLog or extra.");
            if (!given.Add(member))
            {
                throw Twice(member);
            }

            lead = member switch
            {
                "id" => lead with { Id = ReadId(ref reader) },
                "lead" => lead with { Lead = ReadSection(ref reader, member) },
                "callLog" => lead with { CallLog = ReadSection(ref reader, member) },
                _ => lead with { Extra = ReadSection(ref reader, member) },
            };
        }

        return lead;
    }

    /// <summary>Reads a value. The reader stands at the value's first token before and at its last token after.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="place">The name of the value in error sentences.</param>
    public static LeadValue ReadValue(ref Utf8JsonReader reader, string place) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.String => Text(ref reader, place),
        JsonTokenType.Number => LeadValue.FromNumber(Spelling(ref reader)),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.StartArray => ReadList(ref reader, place),
        _ => ReadDate(ref reader, place),
    };

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, LeadValue>? section)
    {
        if (section is not { Count: > 0 })
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach ((string field, LeadValue value) in section)
        {
            writer.WritePropertyName(field);
            Write(writer, in value);
        }

        writer.WriteEndObject();
    }

    private static string DateText(in LeadValue value)
    {
        value.TryGetDate(out DateTime clock, out TimeSpan? offset);
        bool isDay = offset is null && clock.TimeOfDay == TimeSpan.Zero;
        string text = clock.ToString(isDay ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        return offset is not { } east ? text
            : east == TimeSpan.Zero ? text + "Z"
            : text + (east < TimeSpan.Zero ? "-" : "+") + east.ToString("hh':'mm", CultureInfo.InvariantCulture);
    }

    private static string? Member(string name) =>
        name.Equals("id", StringComparison.OrdinalIgnoreCase) ? "id"
        : name.Equals("lead", StringComparison.OrdinalIgnoreCase) ? "lead"
        : name.Equals("callLog", StringComparison.OrdinalIgnoreCase) || name.Equals("call_log", StringComparison.OrdinalIgnoreCase) ? "callLog"
        : name.Equals("extra", StringComparison.OrdinalIgnoreCase) ? "extra"
        : null;

    private static string ReadId(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => "",
        JsonTokenType.String => Text(ref reader, "id"),
        JsonTokenType.Number => Spelling(ref reader),
        _ => throw new JsonException($"The id of a lead is text or a number; this is {Kind(reader.TokenType)}."),
    };

    private static Dictionary<string, LeadValue> ReadSection(ref Utf8JsonReader reader, string section)
    {
        var fields = new Dictionary<string, LeadValue>();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return fields;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"The member '{section}' of a lead is an object of fields; this is {Kind(reader.TokenType)}.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = Text(ref reader, $"a field name in {section}");
            reader.Read();
            string place = $"{section}.{Start(name)}";
            if (!fields.TryAdd(name, ReadValue(ref reader, place)))
            {
                throw Twice(place);
            }
        }

        return fields;
    }

    private static LeadValue ReadList(ref Utf8JsonReader reader, string place)
    {
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.TokenType switch
            {
                JsonTokenType.Null => "",
                JsonTokenType.String => Text(ref reader, place),
                JsonTokenType.Number => Spelling(ref reader),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                _ => throw new JsonException(
                    $"In {place}, entry {texts.Count} of the list is {Kind(reader.TokenType)}. A list holds texts; give nested values fields of their own."),
            });
        }

        return LeadValue.FromList(texts);
    }

    private static LeadValue ReadDate(ref Utf8JsonReader reader, string place)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(Date))
        {
            throw new JsonException(
                $"An object stands in {place}, where text, a number, true, false, null, a list of texts or a date such as {{\"{Date}\":\"2026-01-31T23:59:59Z\"}} "
                + "can stand. Give nested members fields of their own.");
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.String || !DateReader.TryRead(Text(ref reader, place), out DateTime clock, out TimeSpan? offset))
        {
            throw new JsonException($"The {Date} in {place} holds no date. Write it as 2026-01-31, 2026-01-31T23:59:59 or 2026-01-31T23:59:59-08:00.");
        }

        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject
            ? LeadValue.FromDate(clock, offset)
            : throw new JsonException($"In {place}, the object with {Date} holds another member. A date has this one alone.");
    }

    private static string Text(ref Utf8JsonReader reader, string place)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw NotText(place, exception);
        }
    }

    private static string Spelling(ref Utf8JsonReader reader) =>
        reader.HasValueSequence ? Encoding.ASCII.GetString(reader.ValueSequence) : Encoding.ASCII.GetString(reader.ValueSpan);

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };

    private static string Start(string name)
    {
        int length = name.Length <= LongestName ? name.Length : char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName;
        string start = string.Concat(name.Take(length).Select(c => char.IsControl(c) ? ' ' : c));
        return DirectionMarks.Escape(length == name.Length ? start : start + "…");
    }

    private static JsonException Twice(string place) => new($"The member '{place}' is given twice. Give it once, so that it is clear which one is meant.");

    private static JsonException NotText(string place, Exception exception) =>
        new($"The text of {place} is not valid: it holds half a surrogate pair, or bytes that are not UTF-8. Correct it where it is written.", exception);
}
