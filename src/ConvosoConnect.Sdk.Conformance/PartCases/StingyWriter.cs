using System.Buffers;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>A buffer that gives exactly as many bytes as it is asked for, but at least one, as the interface allows.</summary>
internal sealed class StingyWriter : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _written = new();
    private byte[] _lent = [];

    public byte[] Written => _written.WrittenSpan.ToArray();

    public void Advance(int count)
    {
        _written.Write(_lent.AsSpan(0, count));
        _lent = [];
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _lent = new byte[Math.Max(1, sizeHint)];

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
