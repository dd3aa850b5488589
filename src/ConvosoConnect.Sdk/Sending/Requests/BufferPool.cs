using System.Buffers;

namespace ConvosoConnect.Sdk.Sending.Requests;

/// <summary>The memory that requests and responses are kept in while a send is under way. One pool an app.</summary>
internal sealed record BufferPool(ArrayPool<byte> Bytes)
{
    public static BufferPool Shared { get; } = new(ArrayPool<byte>.Shared);
}
