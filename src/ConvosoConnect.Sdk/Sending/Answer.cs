using System.Buffers;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>What came back: a status with a body up to the cap, or the failure that kept it from coming. Owns the body's buffer.</summary>
internal sealed class Answer(ArrayPool<byte> pool) : IDisposable
{
    private const int Reached = 1;
    private const int Over = 2;

    private byte[] _buffer = [];
    private ResponseBody? _asBody;
    private int _wire;
    private volatile bool _hasHead;

    /// <summary>What went wrong on the way; null when the answer is complete or was cut at the cap.</summary>
    public ConnectError? Error { get; set; }

    public int? StatusCode { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>The Content-Type as it came; null for none.</summary>
    public string? ContentType { get; set; }

    public string? MediaType { get; set; }

    public string? Charset { get; set; }

    /// <summary>The <c>Content-Encoding</c> that nothing on the way has undone; null for none.</summary>
    public string? ContentEncoding { get; set; }

    /// <summary>Where a redirect points; null for none.</summary>
    public string? Location { get; set; }

    /// <summary>The <c>WWW-Authenticate</c> of a 401; null for none.</summary>
    public string? Challenge { get; set; }

    /// <summary>The <c>Retry-After</c>; null for none.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>The request that the response names, which a handler of the app may have put in place of the one that it was given; null before the response.</summary>
    public HttpRequestMessage? SentAs { get; set; }

    /// <summary>Whether the end of the body is missing: it was longer than the cap, or the connection broke.</summary>
    public bool LacksEnd => IsCut || Error is not null;

    /// <summary>The limit for connecting of the handler that took the request; null where it is not known. A handler keeps the limit that it was made with.</summary>
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>The attempts that it took; null where no delivery rules hold.</summary>
    public AttemptLog? Attempts { get; set; }

    /// <summary>Whether the body was longer than the cap; <see cref="Body"/> then holds its beginning.</summary>
    public bool IsCut { get; private set; }

    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The body with what its Content-Type said; decoded once for the parser and the log.</summary>
    public ResponseBody AsBody() => _asBody ??= new ResponseBody(Body, MediaType, Charset) { IsCut = IsCut };

    /// <summary>The media type for sentences; null for none. Masked before the parameters are cut off: a credential cut at its semicolon could not be found any more.</summary>
    public string? TypeForSentence(Func<string, string> mask) =>
        ContentType is null ? null : Excerpt.Of(ContentTypeReader.WithoutParameters(mask(ContentType)), 100);

    /// <summary>How far the request came, where no answer did.</summary>
    public SendProgress Progress { get; set; }

    /// <summary>Notes that the request has come to the wire; false when the send has ended before.</summary>
    public bool TryReachWire() => (Interlocked.Or(ref _wire, Reached) & Over) == 0;

    /// <summary>Ends the way to the wire.</summary>
    /// <returns>Whether the request had come there.</returns>
    public bool CloseWire() => (Interlocked.Or(ref _wire, Over) & Reached) != 0;

    /// <summary>Tells that status and headers are there.</summary>
    public void HeadIsRead() => _hasHead = true;

    /// <summary>An answer to go on with, where this one is still written by a step that was left behind: its head if that is complete, and no body.</summary>
    public Answer Leave() => new(pool)
    {
        Attempts = Attempts,
        StatusCode = _hasHead ? StatusCode : null,
        Reason = _hasHead ? Reason : "",
        ContentType = _hasHead ? ContentType : null,
        MediaType = _hasHead ? MediaType : null,
        Charset = _hasHead ? Charset : null,
        Location = _hasHead ? Location : null,
        Challenge = _hasHead ? Challenge : null,
        RetryAfter = _hasHead ? RetryAfter : null,
    };

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>Reads the body; never more than the cap and one byte.</summary>
    public async Task ReadAsync(Stream stream, int cap, CancellationToken cancellationToken)
    {
        int length = 0;
        try
        {
            while (true)
            {
                if (length == _buffer.Length)
                {
                    Grow(length, cap);
                }

                int read = await stream.ReadAsync(_buffer.AsMemory(length, Math.Min(_buffer.Length, cap + 1) - length), cancellationToken).ConfigureAwait(false);
                length += read;
                IsCut = length > cap;
                if (read == 0 || IsCut)
                {
                    return;
                }
            }
        }
        finally
        {
            Body = _buffer.AsMemory(0, Math.Min(length, cap));
        }
    }

    public void Dispose()
    {
        Body = default;
        if (_buffer.Length > 0)
        {
            pool.Return(_buffer);
            _buffer = [];
        }
    }

    private void Grow(int length, int cap)
    {
        byte[] larger = pool.Rent((int)Math.Min(Math.Max(4096, (long)_buffer.Length * 2), (long)cap + 1));
        _buffer.AsSpan(0, length).CopyTo(larger);
        if (_buffer.Length > 0)
        {
            pool.Return(_buffer);
        }

        _buffer = larger;
    }
}
