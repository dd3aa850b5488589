using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ConvosoConnect.Sdk.Logs.InMemory;

/// <summary>Writes the members of a log entry one after the other into an array, which it replaces by a larger one where it must.</summary>
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

    /// <summary>A length and so many bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Length4(bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
        _used += bytes.Length;
    }

    /// <summary>The characters as they are, so that half a pair of surrogates comes back too; null is not empty.</summary>
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
