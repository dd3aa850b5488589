using System.Buffers;
using System.Collections.Concurrent;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A pool that knows what is rented and spoils what comes back, so that a late reader would see it.</summary>
internal sealed class CountingPool : ArrayPool<byte>
{
    private readonly ConcurrentDictionary<byte[], bool> _rented = new();
    private int _rents;

    /// <summary>How many buffers are rented now.</summary>
    public int Outstanding => _rented.Count;

    /// <summary>How many buffers have ever been rented.</summary>
    public int Rents => _rents;

    public override byte[] Rent(int minimumLength)
    {
        byte[] buffer = new byte[minimumLength];
        Assert.True(_rented.TryAdd(buffer, true));
        Interlocked.Increment(ref _rents);
        return buffer;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        Assert.True(_rented.TryRemove(array, out _), "A buffer was returned that is not rented: twice, or another pool's.");
        Array.Fill(array, (byte)0xEE);
    }
}
