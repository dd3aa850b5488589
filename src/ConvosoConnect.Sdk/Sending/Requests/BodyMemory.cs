using System.Buffers;

namespace ConvosoConnect.Sdk.Sending.Requests;

/// <summary>Where the bodies of an endpoint's requests live, and how large they may be. It learns how much memory one takes.</summary>
internal sealed class BodyMemory(int maxBytes, ArrayPool<byte> pool)
{
    private const int Smallest = 1024;

    // Only a guess for the next body, so a lost race does no harm.
    private int _guess = Smallest;

    public int MaxBytes => maxBytes;

    public ArrayPool<byte> Pool => pool;

    public byte[] Rent() => pool.Rent(_guess);

    /// <summary>Tells how large a body became, so that the next one need not grow.</summary>
    public void Learn(int length)
    {
        if (length > _guess)
        {
            _guess = Math.Min(length, maxBytes);
        }
    }
}
