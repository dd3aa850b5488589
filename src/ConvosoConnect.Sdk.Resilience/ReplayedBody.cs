using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>
/// The body of a response whose beginning was read ahead. It gives that beginning again and then the rest from the network. If the network failed meanwhile, it throws that
/// exception after the beginning.
/// </summary>
internal sealed class ReplayedBody : Stream
{
    private readonly ReadOnlyMemory<byte> _beginning;
    private readonly Stream _rest;
    private readonly ExceptionDispatchInfo? _failure;
    private readonly HttpContent _content;
    private int _position;

    private ReplayedBody(ReadOnlyMemory<byte> beginning, Stream rest, ExceptionDispatchInfo? failure, HttpContent content) =>
        (_beginning, _rest, _failure, _content) = (beginning, rest, failure, content);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the beginning of a body, and replaces the content by one that gives the whole body again.</summary>
    /// <param name="response">The response whose content is read and replaced.</param>
    /// <param name="most">How many bytes to read.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The whole body; null when it is longer than <paramref name="most"/> bytes or broke off.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        HttpContent content = response.Content;
        Stream wire = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] bytes = new byte[most + 1];
        int length = 0;
        ExceptionDispatchInfo? failure = null;
        try
        {
            for (int read = -1; read != 0 && length < bytes.Length; length += read)
            {
                read = await wire.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }

        response.Content = new StreamContent(new ReplayedBody(bytes.AsMemory(0, length), wire, failure, content));
        foreach ((string name, HeaderStringValues values) in content.Headers.NonValidated)
        {
            response.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return failure is null && length <= most ? bytes.AsMemory(0, length) : null;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int replayed = Replay(buffer.Span);
        return replayed > 0 || buffer.IsEmpty ? replayed : await _rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        int replayed = Replay(buffer);
        return replayed > 0 || buffer.IsEmpty ? replayed : _rest.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rest.Dispose();
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Replay(Span<byte> buffer)
    {
        int length = Math.Min(buffer.Length, _beginning.Length - _position);
        _beginning.Span.Slice(_position, length).CopyTo(buffer);
        _position += length;
        if (length == 0 && !buffer.IsEmpty)
        {
            _failure?.Throw();
        }

        return length;
    }
}
