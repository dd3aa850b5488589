using System.Buffers;
using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>
/// Writes a JSON body of any shape: brackets and fixed names are given as ready-made JSON, keys and values of the payload are quoted and escaped. Only what JSON requires is
/// escaped; lone surrogates become U+FFFD (our decisions). Call <see cref="Flush"/> last, and pass it on by <c>ref</c>. It checks no structure: ready-made JSON goes out as it is.
/// </summary>
public ref struct JsonBodyWriter
{
    private ByteWriter _output;

    // How many bytes of a name to skip, which begins with a comma: 1 where no comma is needed, else 0.
    private int _comma = 1;

    /// <summary>Begins a body.</summary>
    /// <param name="output">Where the bytes go: what <see cref="IBodyEncoder.Encode"/> was given.</param>
    public JsonBodyWriter(IBufferWriter<byte> output) => _output = new ByteWriter(output ?? throw new ArgumentNullException(nameof(output)));

    /// <summary>Writes ready-made JSON, such as <c>"{\"properties\":["u8</c>.</summary>
    /// <param name="json">The bytes, which are written as they are.</param>
    public void Write(scoped ReadOnlySpan<byte> json)
    {
        _output.Write(json);
        if (!json.IsEmpty)
        {
            _comma = json[^1] is (byte)'{' or (byte)'[' or (byte)',' or (byte)':' ? 1 : 0;
        }
    }

    /// <summary>Writes a comma, unless what was written last opens an object or a list, or is a comma or a colon.</summary>
    public void WriteComma()
    {
        if (_comma == 0)
        {
            _output.Write((byte)',');
            _comma = 1;
        }
    }

    /// <summary>Writes a destination key as a member: a comma where one is needed, the name, and the value.</summary>
    /// <param name="field">The key and its value.</param>
    /// <param name="asText">Whether numbers and booleans, which are written bare, are written as strings too.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMember(in PayloadField field, bool asText = false)
    {
        ReadOnlySpan<byte> name = JsonText.Name(field.Key)[_comma..];
        if (asText)
        {
            JsonText.WriteString(ref _output, name, field.Value);
        }
        else
        {
            JsonText.WriteValue(ref _output, name, field.Value);
        }

        _comma = 0;
    }

    /// <summary>Writes ready-made JSON, and the name of a destination key as a string.</summary>
    /// <param name="before">What stands before it, such as <c>"{\"name\":"u8</c>; may be empty.</param>
    /// <param name="key">The key.</param>
    public void WriteKey(scoped ReadOnlySpan<byte> before, PayloadKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _output.Write(before);
        _output.Write(JsonText.Name(key)[1..^1]);
        _comma = 0;
    }

    /// <summary>Writes ready-made JSON, and a value as a string, whatever its kind.</summary>
    /// <param name="before">What stands before it, such as <c>",\"value\":"u8</c>; may be empty.</param>
    /// <param name="value">The value; a <see cref="string"/> is one too.</param>
    public void WriteText(scoped ReadOnlySpan<byte> before, in LeadValue value)
    {
        JsonText.WriteString(ref _output, before, in value);
        _comma = 0;
    }

    /// <summary>Writes ready-made JSON, and a value: numbers and booleans bare, everything else as a string.</summary>
    /// <param name="before">What stands before it; may be empty.</param>
    /// <param name="value">The value.</param>
    public void WriteValue(scoped ReadOnlySpan<byte> before, in LeadValue value)
    {
        JsonText.WriteValue(ref _output, before, in value);
        _comma = 0;
    }

    /// <summary>Ends the body: hands the last bytes to the output. Without it they are lost.</summary>
    public void Flush() => _output.Flush();
}
