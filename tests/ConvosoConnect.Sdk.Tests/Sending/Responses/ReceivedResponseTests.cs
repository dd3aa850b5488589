using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

public sealed class ReceivedResponseTests
{
    private readonly CountingPool _pool = new();

    [Theory]
    [InlineData(0, 100, false)]
    [InlineData(99, 100, false)]
    [InlineData(100, 100, false)]
    [InlineData(101, 100, true)]
    [InlineData(1_000_000, 100, true)]
    [InlineData(4096, 4096, false)]
    [InlineData(4097, 4096, true)]
    [InlineData(100_000, 100_000, false)]
    [InlineData(1, 1, false)]
    [InlineData(2, 1, true)]
    public async Task ReadAsync_AnyLength_KeepsTheCapAndReturnsItsBuffers(int length, int cap, bool isCut)
    {
        byte[] content = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        using var stream = new MemoryStream(content);
        var answer = new ReceivedResponse(_pool);

        await answer.ReadAsync(stream, cap, TestContext.Current.CancellationToken);

        Assert.Equal(isCut, answer.IsCut);
        Assert.Equal(content.Take(cap), answer.Body.ToArray());
        Assert.InRange(stream.Position, 0, cap + 1);
        Assert.Equal(1, _pool.Outstanding);
        answer.Dispose();
        answer.Dispose();
        Assert.Equal(0, _pool.Outstanding);
        Assert.True(answer.Body.IsEmpty);
    }

    [Fact]
    public async Task ReadAsync_StreamBreaks_KeepsWhatCame()
    {
        using var answer = new ReceivedResponse(_pool);
        using var stream = new BreakingStream();

        await Assert.ThrowsAsync<IOException>(() => answer.ReadAsync(stream, 100, TestContext.Current.CancellationToken));

        Assert.Equal("aaa"u8.ToArray(), answer.Body.ToArray());
        Assert.False(answer.IsCut);
    }

    private sealed class BreakingStream : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (++_reads > 3)
            {
                throw new IOException("broken");
            }

            buffer.Span[0] = (byte)'a';
            return new ValueTask<int>(1);
        }
    }
}
