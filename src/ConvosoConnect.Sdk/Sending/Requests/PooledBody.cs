using System.Buffers;
using System.Net;

namespace ConvosoConnect.Sdk.Sending.Requests;

/// <summary>
/// A request body in a rented buffer: encoders write it, the HTTP stack sends it. The buffer goes back to the pool once, when neither the send nor a write that
/// is still under way (an early response, a cancelled send) needs it any more.
/// </summary>
/// <param name="maxBytes">How large it may become; an encoder that writes more is stopped.</param>
/// <param name="pool">Where its buffers come from.</param>
internal sealed class PooledBody(int maxBytes, ArrayPool<byte> pool) : HttpContent, IBufferWriter<byte>
{
    private const int Owner = 1 << 30;

    // Holds most bodies, so that they need not grow.
    private const int FirstSize = 1024;

    private byte[] _buffer = pool.Rent(FirstSize);
    private int _length;

    // Who needs the buffer: the owner until it disposes this, and each write that is under way.
    private int _users = Owner;
    private volatile bool _hasBegun;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Whether anybody has begun to take the bytes: the wire, or a handler of the app that read them.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>A copy of the bytes; empty when the buffer was given back, which a handler of the app may do at any time.</summary>
    public byte[] Copy()
    {
        if (!TryUse())
        {
            return [];
        }

        byte[] copy = Written.ToArray();
        EndUse();
        return copy;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _length);
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_length);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!TryUse(), this);
        _hasBegun = true;
        try
        {
            await stream.WriteAsync(Written, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            EndUse();
        }
    }

    protected override void Dispose(bool disposing)
    {
        // HttpContent.Dispose may be called more than once (by the message and by a handler): only the first gives up the owner's share.
        if (disposing && Interlocked.And(ref _users, ~Owner) == Owner)
        {
            Return();
        }

        base.Dispose(disposing);
    }

    private bool TryUse()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    private void EndUse()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Return();
        }
    }

    private void Return()
    {
        pool.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Reserve(int size)
    {
        if (_buffer.Length - _length >= size)
        {
            return;
        }

        ObjectDisposedException.ThrowIf(Volatile.Read(ref _users) == 0, this);
        long needed = (long)_length + size;
        if (_length > maxBytes || needed > Array.MaxLength)
        {
            throw new BodyTooLargeException();
        }

        byte[] larger = pool.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, (long)_buffer.Length * 2)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        pool.Return(_buffer);
        _buffer = larger;
    }
}
