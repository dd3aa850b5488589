using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConvosoConnect.Sdk.Relational.Logs;

/// <summary>
/// A log entry as it is stored: one JSON document of UTF-8 bytes, so that text which a database would refuse (a NUL, an unpaired surrogate) never meets
/// it. Names are one letter, since they are repeated ten million times. Members that are null are left out; a member that is not known is passed over.
/// </summary>
internal static class LogDocument
{
    // Escapes no more than JSON needs: what is stored is never put into a page as it stands.
    private static readonly JsonWriterOptions Lean = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // Each sender writes documents on its own thread, one after the other.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _kept;

    public static byte[] Write(ConnectLogEntry entry)
    {
        (ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer) = _kept ??= Make();
        writer.WriteStartObject();
        writer.WriteNumber("t"u8, entry.Timestamp.UtcTicks);
        writer.WriteString("e"u8, entry.EndpointId);
        writer.WriteString("n"u8, entry.EndpointName);
        writer.WriteString("l"u8, entry.LeadId);
        writer.WriteString("p"u8, entry.PrimaryPhone);
        WriteIf(writer, "r"u8, entry.Result);
        if (entry.InputData is { } input)
        {
            Write(writer, input);
        }

        WriteIf(writer, "a"u8, entry.ResponseBody);
        if (entry.StatusCode is { } status)
        {
            writer.WriteNumber("s"u8, status);
        }

        WriteIf(writer, "k"u8, entry.ErrorKind?.ToString());
        WriteIf(writer, "g"u8, entry.ErrorMessage);
        writer.WriteNumber("d"u8, entry.Duration.Ticks);
        writer.WriteString("o"u8, entry.Origin);
        if (entry.Direction != ConnectLogDirection.Out)
        {
            writer.WriteNumber("i"u8, (int)entry.Direction);
        }

        if (entry.Attempts.Count > 0)
        {
            Write(writer, entry.Attempts);
        }

        WriteIf(writer, "y"u8, entry.IdempotencyKey);
        if (entry.ResendOf is { } first)
        {
            writer.WriteNumber("f"u8, first);
        }

        if (entry.Captures.Count > 0)
        {
            Write(writer, entry.Captures);
        }

        writer.WriteEndObject();
        writer.Flush();
        byte[] document = buffer.WrittenSpan.ToArray();
        Clear(buffer, writer);
        return document;
    }

    /// <summary>Reads a document.</summary>
    /// <param name="id">The entry's id.</param>
    /// <param name="json">The document.</param>
    /// <param name="neighbour">An entry read before, whose texts are used again where they are the same; null for none.</param>
    public static ConnectLogEntry Read(long id, ReadOnlySpan<byte> json, ConnectLogEntry? neighbour)
    {
        var read = new LogFields();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            byte name = LogFields.Name(ref reader);
            read.Take(name, ref reader, neighbour);
        }

        return read.ToEntry(id);
    }

    private static void Write(Utf8JsonWriter writer, ConnectInputData input)
    {
        writer.WriteString("m"u8, input.Method);
        writer.WriteString("u"u8, input.Url);

        // Names and values of the headers in turn.
        writer.WriteStartArray("h"u8);
        foreach ((string name, string value) in input.Headers)
        {
            writer.WriteStringValue(name);
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
        WriteIf(writer, "b"u8, input.Body);
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<ConnectAttempt> attempts)
    {
        writer.WriteStartArray("x"u8);
        foreach (ConnectAttempt attempt in attempts)
        {
            writer.WriteStartObject();
            writer.WriteNumber("n"u8, attempt.Number);
            if (attempt.StatusCode is { } status)
            {
                writer.WriteNumber("s"u8, status);
            }

            WriteIf(writer, "k"u8, attempt.ErrorKind?.ToString());
            writer.WriteNumber("w"u8, attempt.Wait.Ticks);
            writer.WriteNumber("d"u8, attempt.Duration.Ticks);
            writer.WriteString("r"u8, attempt.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> captures)
    {
        // Names and values in turn.
        writer.WriteStartArray("c"u8);
        foreach ((string name, string value) in captures)
        {
            writer.WriteStringValue(name);
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteIf(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Make()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        return (buffer, new Utf8JsonWriter(buffer, Lean));
    }

    private static void Clear(ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer)
    {
        // Room for a body of 65,536 characters, for each of which the writer asks for three bytes.
        const int mostKept = 256 * 1024;
        if (buffer.Capacity > mostKept)
        {
            _kept = null;
            return;
        }

        buffer.ResetWrittenCount();
        writer.Reset();
    }
}
