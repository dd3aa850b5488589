using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ConvosoConnect.Sdk.Logs.InMemory;

/// <summary>Writes the members of a log entry one after the other into an array, which is replaced by a larger one when it is full.</summary>
internal ref struct EntryWriter(byte[] buffer)
{
    private byte[] _buffer = buffer;
    private int _used;

    public readonly byte[] Buffer => _buffer;

    public readonly int Length => _used;

    public void Number(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value);
        _used += sizeof(long);
    }

    /// <summary>Writes the length and then the bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Length4(bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
        _used += bytes.Length;
    }

    /// <summary>Writes the UTF-16 units unchanged, so that a lone surrogate is read back too. Null is read back as null, not as an empty text.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Length4(-1);
        }
        else
        {
            Bytes(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }

    private void Length4(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);
        _used += sizeof(int);
    }

    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _used < size)
        {
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max((long)_used + size, _buffer.Length * 2L)));
        }

        return _buffer.AsSpan(_used);
    }
}
