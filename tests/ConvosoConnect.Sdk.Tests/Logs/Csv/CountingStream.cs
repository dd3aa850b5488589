namespace ConvosoConnect.Sdk.Tests.Logs.Csv;

/// <summary>Takes everything, keeps nothing and counts.</summary>
internal sealed class CountingStream : Stream
{
    public long Written { get; private set; }

    public int Longest { get; private set; }

    public int Lines { get; private set; }

    public int Flushes { get; private set; }

    public bool Closed { get; private set; }

    public bool WrittenSynchronously { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Written;

    public override long Position { get => Written; set => throw new NotSupportedException(); }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Written += buffer.Length;
        Longest = Math.Max(Longest, buffer.Length);
        Lines += buffer.Span.Count((byte)'\n');
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flushes++;
        return Task.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => WrittenSynchronously = true;

    public override void Flush() => WrittenSynchronously = true;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Closed = true;
        base.Dispose(disposing);
    }
}
