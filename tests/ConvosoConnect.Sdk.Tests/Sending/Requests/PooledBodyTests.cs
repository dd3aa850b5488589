using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Requests;

public sealed class PooledBodyTests
{
    private readonly CountingPool _pool = new();

    [Fact]
    public async Task Write_MoreThanTheFirstBuffer_GrowsAndKeepsOneBuffer()
    {
        byte[] content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5000)));
        using var body = new PooledBody(content.Length, _pool);

        foreach (byte[] part in content.Chunk(777))
        {
            body.Write(part);
        }

        Assert.Equal(content, await body.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(content.Length, body.Headers.ContentLength);
        Assert.InRange(_pool.Rents, 2, 8);
        Assert.Equal(1, _pool.Outstanding);
    }

    [Fact]
    public void Dispose_Twice_ReturnsOnce()
    {
        var body = new PooledBody(100, _pool);
        body.Write("abc"u8);

        body.Dispose();
        body.Dispose();

        Assert.Equal(0, _pool.Outstanding);
        Assert.Equal(0, body.Written.Length);
    }

    [Fact]
    public async Task Dispose_WhileWriting_WaitsForTheWrite()
    {
        var body = new PooledBody(100, _pool);
        body.Write("abc"u8);
        using var network = new SlowStream();
        Task copying = body.CopyToAsync(network, TestContext.Current.CancellationToken);

        body.Dispose();
        Assert.Equal(1, _pool.Outstanding);
        network.Release.SetResult();
        await copying;

        Assert.Equal("abc", network.Seen);
        Assert.Equal(0, _pool.Outstanding);
    }

    [Fact]
    public async Task Dispose_WhileTwoWritesRun_ReturnsAfterTheLast()
    {
        var body = new PooledBody(100, _pool);
        body.Write("abc"u8);
        using var first = new SlowStream();
        using var second = new SlowStream();
        Task firstCopy = body.CopyToAsync(first, TestContext.Current.CancellationToken);
        Task secondCopy = body.CopyToAsync(second, TestContext.Current.CancellationToken);

        body.Dispose();
        first.Release.SetResult();
        await firstCopy;
        Assert.Equal(1, _pool.Outstanding);
        second.Release.SetResult();
        await secondCopy;

        Assert.Equal("abc", second.Seen);
        Assert.Equal(0, _pool.Outstanding);
    }

    [Fact]
    public async Task CopyTo_Cancelled_ReturnsOnceDisposed()
    {
        using var cancel = new CancellationTokenSource();
        using var network = new SlowStream();
        var body = new PooledBody(100, _pool);
        body.Write("abc"u8);
        Task copying = body.CopyToAsync(network, cancel.Token);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying);
        Assert.Equal(1, _pool.Outstanding);
        body.Dispose();

        Assert.Equal(0, _pool.Outstanding);
    }

    [Fact]
    public async Task CopyTo_StreamThrows_ReturnsOnceDisposed()
    {
        using var network = new SlowStream();
        var body = new PooledBody(100, _pool);
        body.Write("abc"u8);
        network.Release.SetException(new IOException("broken"));

        await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(network, TestContext.Current.CancellationToken));
        body.Dispose();

        Assert.Equal(0, _pool.Outstanding);
    }

    [Fact]
    public async Task AnyUse_AfterDispose_ThrowsAndRentsNothing()
    {
        var body = new PooledBody(100, _pool);
        body.Write("abc"u8);
        body.Dispose();
        int rents = _pool.Rents;

        Assert.Throws<ObjectDisposedException>(() => body.GetMemory(1));
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal(rents, _pool.Rents);
        Assert.Equal(0, _pool.Outstanding);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void Advance_BeyondTheBuffer_Throws(int count)
    {
        using var body = new PooledBody(100, _pool);
        body.Write("abc"u8);

        Assert.Throws<ArgumentOutOfRangeException>(() => body.Advance(count));
        Assert.Equal("abc"u8.ToArray(), body.Written.ToArray());
    }

    [Fact]
    public void Write_BeyondTheLimit_ThrowsBeforeTheBufferGrowsFar()
    {
        using var body = new PooledBody(10_000, _pool);
        byte[] part = new byte[1000];
        int written = 0;

        Assert.Throws<BodyTooLargeException>(() =>
        {
            for (; written < 1_000_000; written += part.Length)
            {
                body.Write(part);
            }
        });
        Assert.InRange(written, 10_000, 40_000);
    }

    /// <summary>A stream that keeps a write waiting, and only then looks at the bytes.</summary>
    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Seen { get; private set; } = "";

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Release.Task.WaitAsync(cancellationToken);
            Seen = Encoding.ASCII.GetString(buffer.Span);
        }
    }
}
