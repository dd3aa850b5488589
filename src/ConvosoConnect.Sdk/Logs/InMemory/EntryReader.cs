using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ConvosoConnect.Sdk.Logs.InMemory;

/// <summary>Reads what an <see cref="EntryWriter"/> wrote, in the same order.</summary>
internal ref struct EntryReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public long Number() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ReadOnlySpan<byte> Bytes() => Take(Length());

    public string? Text() => Length() is >= 0 and var length ? new string(MemoryMarshal.Cast<byte, char>(Take(length))) : null;

    private int Length() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    private ReadOnlySpan<byte> Take(int size)
    {
        ReadOnlySpan<byte> taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }
}
