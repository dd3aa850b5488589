using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConvosoConnect.Sdk.Benchmarks.Work;

namespace ConvosoConnect.Sdk.Benchmarks.Contenders;

/// <summary>
/// The JSON request as somebody writes it who counts: encoded keys, one writer and one buffer used again and again, one look into a dictionary for each field.
/// </summary>
internal sealed class HandWritten
{
    private static readonly Uri Url = new(Format.Url);

    private readonly Workload _workload;
    private readonly (string Field, JsonEncodedText Key)[] _keys;
    private readonly ArrayBufferWriter<byte> _buffer = new(65_536);
    private readonly Utf8JsonWriter _writer;

    public HandWritten(Workload workload)
    {
        _workload = workload;
        _keys = [.. workload.Keys.Select(k => (k.Field, JsonEncodedText.Encode(k.Key)))];
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    public HttpRequestMessage Build()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        _writer.WriteStartObject();
        foreach ((string field, JsonEncodedText key) in _keys)
        {
            _workload.Texts.TryGetValue(field, out string? value);
            _writer.WriteString(key, value);
        }

        _writer.WriteEndObject();
        _writer.Flush();
        return Plain.Message(Url, new ReadOnlyMemoryContent(_buffer.WrittenMemory), "application/json");
    }
}
