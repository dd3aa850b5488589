using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>What came back: a status with a body up to the cap, or the failure that kept it from coming. Owns the body's buffer.</summary>
internal sealed class ReceivedResponse(ArrayPool<byte> pool) : IDisposable
{
    private const int Reached = 1;
    private const int Over = 2;
    private const int Out = 4;
    private const int Repeatable = 8;

    private byte[] _buffer = [];
    private int _length;
    private ResponseBody? _asBody;
    private int _wire;
    private int _timesSent;
    private int _connectMilliseconds;

    // When a connection was last given the request, as a time stamp; the end of time where none was yet, the beginning where that is not known.
    private long _givenAt = long.MaxValue;

    // What comes of the request that has gone out, then the request that the response names; or the exception that a handler got which sent it again, which holds both. One field,
    // for each send makes one of these.
    private object? _exchange;
    private volatile bool _hasHead;

    /// <summary>What went wrong on the way; null when the response is complete or was cut at the cap.</summary>
    public ConnectError? Error { get; set; }

    public int? StatusCode { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>The Content-Type as it came; null for none.</summary>
    public string? ContentType { get; set; }

    public string? MediaType { get; set; }

    public string? Charset { get; set; }

    /// <summary>The <c>Content-Encoding</c> that nothing on the way has undone; null for none.</summary>
    public string? ContentEncoding { get; set; }

    /// <summary>The response whose headers these are; null before them. Its content is read, or nobody's.</summary>
    public HttpResponseMessage? Head { get; set; }

    /// <summary>Where a redirect points; null for none, and for a success.</summary>
    public string? Location => OfFailure("Location");

    /// <summary>The <c>WWW-Authenticate</c> of a 401; null for none, and for a success.</summary>
    public string? Challenge => OfFailure("WWW-Authenticate");

    /// <summary>The <c>Retry-After</c>; null for none, and for a success.</summary>
    public string? RetryAfter => OfFailure("Retry-After");

    /// <summary>The request that the response names, which a handler of the app may have put in place of the one that it was given; null before the response.</summary>
    public HttpRequestMessage? SentAs
    {
        get => Repeated is { } repeated ? repeated.SentAs : _exchange as HttpRequestMessage;
        set
        {
            if (Repeated is { } repeated)
            {
                repeated.SentAs = value;
            }
            else
            {
                _exchange = value;
            }
        }
    }

    /// <summary>Whether the end of the body is missing: it was longer than the cap, or the connection broke.</summary>
    public bool LacksEnd => IsCut || Error is not null;

    /// <summary>The limit for connecting of the handler that took the request; null where it is not known. A handler keeps the limit that it was made with.</summary>
    public TimeSpan? ConnectTimeout
    {
        get => _connectMilliseconds == 0 ? null : TimeSpan.FromMilliseconds(_connectMilliseconds);
        set => _connectMilliseconds = (int)(value?.TotalMilliseconds ?? 0);
    }

    /// <summary>The attempts that it took; null where no delivery rules hold.</summary>
    public AttemptLog? Attempts { get; set; }

    /// <summary>Whether the body was longer than the cap; <see cref="Body"/> then holds its beginning.</summary>
    public bool IsCut { get; private set; }

    public ReadOnlyMemory<byte> Body => _buffer.AsMemory(0, _length);

    /// <summary>The body with what its Content-Type said; decoded once for the parser and the log.</summary>
    public ResponseBody AsBody() => _asBody ??= new ResponseBody(Body, MediaType, Charset) { IsCut = IsCut };

    /// <summary>The media type for sentences; null for none. Masked before the parameters are cut off: a credential cut at its semicolon could not be found any more.</summary>
    public string? TypeForSentence(Func<string, string> mask) =>
        ContentType is null ? null : Excerpt.From(ContentTypeReader.WithoutParameters(mask(ContentType)), 100);

    /// <summary>How far the request came, where no response did.</summary>
    public SendProgress Progress { get; set; }

    /// <summary>How often the request may have begun to leave: more than it did, never less.</summary>
    public int TimesSent => Volatile.Read(ref _timesSent);

    /// <summary>How many requests had come to the wire that no send knows as its own, when this send came to its handlers.</summary>
    public int StraysBefore { get; set; }

    /// <summary>Notes that a connection is given the request, and is about to write it; false when the send has ended before.</summary>
    public bool TryLeave()
    {
        Volatile.Write(ref _givenAt, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref _timesSent);
        return (Volatile.Read(ref _wire) & Over) == 0;
    }

    /// <summary>Whether a connection that the guard closed may have carried the request: it has written something since it was given the request.</summary>
    public bool MayHaveLeftBy(DestinationBlockedException blocked) => blocked.LastWrite >= Volatile.Read(ref _givenAt);

    /// <summary>Whether the last of <see cref="TimesSent"/> came to nothing, because the guard closed the connection before it wrote anything of the request.</summary>
    public bool WasKeptBackBy(DestinationBlockedException blocked) =>
        blocked.LastWrite is not null && Volatile.Read(ref _givenAt) != long.MaxValue && !MayHaveLeftBy(blocked);

    /// <summary>The attempt of a handler to send the request again; null for none.</summary>
    public RepeatedRequestException? Repeated => _exchange as RepeatedRequestException;

    /// <summary>Lets handlers send the request again: the receiver takes the same lead twice without harm.</summary>
    public void AllowRepeats() => Interlocked.Or(ref _wire, Repeatable);

    /// <summary>Notes what comes of the request that has gone out.</summary>
    public Task<HttpResponseMessage> Follow(Task<HttpResponseMessage> exchange)
    {
        // A handler that does not wait for it may have sent again by now.
        if (Interlocked.CompareExchange(ref _exchange, exchange, _exchange as Task) is RepeatedRequestException repeated)
        {
            repeated.Sent ??= exchange;
        }

        return exchange;
    }

    /// <summary>Notes that the request has come to the wire.</summary>
    /// <param name="isWatched">Whether a connection tells when it is given the request (<see cref="TryLeave"/>); else it may leave from here on.</param>
    /// <exception cref="OperationCanceledException">The send has ended before: a handler that was left behind may get here long after that.</exception>
    /// <exception cref="RepeatedRequestException">The request of this attempt has gone out already.</exception>
    public void ReachWire(bool isWatched)
    {
        if ((Volatile.Read(ref _wire) & (Out | Repeatable)) != Out)
        {
            // Before the send may end: who ends it must see this.
            Volatile.Write(ref _givenAt, isWatched ? long.MaxValue : 0);
            Interlocked.Add(ref _timesSent, isWatched ? 0 : 1);
        }

        int before = Interlocked.Or(ref _wire, Reached | Out);
        if ((before & Over) != 0)
        {
            throw new OperationCanceledException("The send has ended.");
        }

        if ((before & (Out | Repeatable)) == Out)
        {
            var repeated = new RepeatedRequestException(_exchange as Task<HttpResponseMessage> ?? Repeated?.Sent);
            _exchange = repeated;
            throw repeated;
        }
    }

    /// <summary>Takes the report of an attempt that is over; by the delivery rules, the request may go out again.</summary>
    public void EndAttempt(ConnectAttempt attempt)
    {
        Attempts?.Add(attempt);
        Interlocked.And(ref _wire, ~Out);
    }

    /// <summary>The error's sentence, with what is to be said of attempts.</summary>
    public string Tell(ConnectError error)
    {
        string told = Attempts?.Tell(error) ?? error.Message;
        return Repeated is null ? told : $"{told} {Repeated.Message}";
    }

    /// <summary>Ends the way to the wire.</summary>
    /// <returns>Whether the request had come there.</returns>
    public bool CloseWire() => (Interlocked.Or(ref _wire, Over) & Reached) != 0;

    /// <summary>Tells that status and headers are there.</summary>
    public void HeadIsRead() => _hasHead = true;

    /// <summary>A response to go on with, where this one is still written by a step that was left behind: its head if that is complete, and no body.</summary>
    public ReceivedResponse Leave() => new(pool)
    {
        Attempts = Attempts,
        _exchange = Repeated,
        StatusCode = _hasHead ? StatusCode : null,
        Reason = _hasHead ? Reason : "",
        ContentType = _hasHead ? ContentType : null,
        MediaType = _hasHead ? MediaType : null,
        Charset = _hasHead ? Charset : null,
        Head = _hasHead ? Head : null,
        _timesSent = TimesSent,
        _givenAt = Volatile.Read(ref _givenAt),
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
            _length = Math.Min(length, cap);
        }
    }

    public void Dispose()
    {
        _length = 0;
        if (_buffer.Length > 0)
        {
            pool.Return(_buffer);
            _buffer = [];
        }
    }

    private string? OfFailure(string header) =>
        !IsSuccess && Head is { } head && head.Headers.NonValidated.TryGetValues(header, out HeaderStringValues values) ? values.ToString() : null;

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
