using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>
/// Writes through one span of the body's buffer, so that a field costs a copy and no call of the buffer: the buffer is asked only when the span is full,
/// and told how much was written only then and at the end. Without that, a RAW send takes some 7 % more processor time, a JSON send
/// 2 to 7 % (benchmarks/results/ablation.md). Call <see cref="Flush"/> last.
/// </summary>
internal ref struct ByteWriter(IBufferWriter<byte> output)
{
    // Longer texts go in pieces, so that a buffer with a limit need not grow far beyond it.
    private const int Piece = 1024;

    private Span<byte> _free = output.GetSpan();
    private int _used;

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _used += bytes.Length;
    }

    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        _used++;
    }

    /// <summary>Text as UTF-8; lone surrogates become U+FFFD.</summary>
    public void WriteUtf8(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            Utf8.FromUtf16(text, Reserve(PieceOf(text) * 3), out int read, out int written, replaceInvalidSequences: true, isFinalBlock: true);
            _used += written;
            text = text[read..];
        }
    }

    /// <summary>Room for so many bytes or more. What is put there counts once <see cref="Advance"/> says how much it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int size)
    {
        if (_free.Length - _used < size)
        {
            Grow(size);
        }

        return _free[_used..];
    }

    public void Advance(int count) => _used += count;

    public void Flush()
    {
        output.Advance(_used);
        _free = _free[_used..];
        _used = 0;
    }

    private void Grow(int size)
    {
        Flush();
        _free = output.GetSpan(size);
    }

    /// <summary>How much of a text to encode at a time.</summary>
    public static int PieceOf(ReadOnlySpan<char> text) => Math.Min(text.Length, Piece);
}
