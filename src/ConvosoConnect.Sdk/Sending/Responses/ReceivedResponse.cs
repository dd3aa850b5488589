using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>
/// The response of a send: status, headers and the body up to the cap, or the error when no complete response came. It also tracks how far the request came. It owns the body's
/// buffer.
/// </summary>
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

    // When the request was last given to a connection, as a time stamp. long.MaxValue: it was not given to one yet. 0: that is not known.
    private long _givenAt = long.MaxValue;

    // First the task of the request that went out, later the request that the response names. When a handler sent the request again: the exception that it got, which holds both.
    // It is one field to save memory, because each send makes one of these objects.
    private object? _exchange;
    private volatile bool _hasHead;

    /// <summary>Why no complete response came; null when it is complete or was cut at the cap.</summary>
    public ConnectError? Error { get; set; }

    public int? StatusCode { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>The Content-Type as it came; null for none.</summary>
    public string? ContentType { get; set; }

    public string? MediaType { get; set; }

    public string? Charset { get; set; }

    /// <summary>The <c>Content-Encoding</c> that no handler has decoded; null for none.</summary>
    public string? ContentEncoding { get; set; }

    /// <summary>The message with the headers; null before they came. Only its headers may be read, because its content may be disposed.</summary>
    public HttpResponseMessage? Head { get; set; }

    /// <summary>The target of a redirect; null for none, and for a success.</summary>
    public string? Location => FindHeaderOfFailure("Location");

    /// <summary>The <c>WWW-Authenticate</c> of a 401; null for none, and for a success.</summary>
    public string? Challenge => FindHeaderOfFailure("WWW-Authenticate");

    /// <summary>The <c>Retry-After</c>; null for none, and for a success.</summary>
    public string? RetryAfter => FindHeaderOfFailure("Retry-After");

    /// <summary>The request that the response names; null before the response. It may be another request than the engine's, when a handler of the app replaced that.</summary>
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

    /// <summary>Whether the end of the body is missing, because the body is longer than the cap or the connection broke.</summary>
    public bool LacksEnd => IsCut || Error is not null;

    /// <summary>
    /// The limit for connecting of the handler that sent the request; null when it is not known. After a change of the options, an older handler still has its old limit.
    /// </summary>
    public TimeSpan? ConnectTimeout
    {
        get => _connectMilliseconds == 0 ? null : TimeSpan.FromMilliseconds(_connectMilliseconds);
        set => _connectMilliseconds = (int)(value?.TotalMilliseconds ?? 0);
    }

    /// <summary>The attempts of the send; null when no delivery rules apply.</summary>
    public AttemptLog? Attempts { get; set; }

    /// <summary>Whether the body was longer than the cap; <see cref="Body"/> then holds its beginning.</summary>
    public bool IsCut { get; private set; }

    public ReadOnlyMemory<byte> Body => _buffer.AsMemory(0, _length);

    /// <summary>Gives the body with the media type and charset of its Content-Type. It is decoded once for the parser and the log.</summary>
    public ResponseBody AsBody() => _asBody ??= new ResponseBody(Body, MediaType, Charset) { IsCut = IsCut };

    /// <summary>
    /// Gives the media type for sentences; null for none. The header is masked before its parameters are cut off, because a credential that is cut at a semicolon could not be
    /// found.
    /// </summary>
    public string? TypeForSentence(Func<string, string> mask) =>
        ContentType is null ? null : Excerpt.From(ContentTypeReader.WithoutParameters(mask(ContentType)), 100);

    /// <summary>How far the request came when no response came.</summary>
    public SendProgress Progress { get; set; }

    /// <summary>How often the request may have begun to leave this process. The number may be too high, but never too low.</summary>
    public int TimesSent => Volatile.Read(ref _timesSent);

    /// <summary>The value of <see cref="Limits.SendGate.Strays"/> when this send called its HTTP handlers.</summary>
    public int StraysBefore { get; set; }

    /// <summary>Records that a connection is about to write the request; false when the send has ended already.</summary>
    public bool TryLeave()
    {
        Volatile.Write(ref _givenAt, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref _timesSent);
        return (Volatile.Read(ref _wire) & Over) == 0;
    }

    /// <summary>Whether a connection that the guard closed may have carried the request, because it wrote something after it was given the request.</summary>
    public bool MayHaveLeftBy(DestinationBlockedException blocked) => blocked.LastWrite >= Volatile.Read(ref _givenAt);

    /// <summary>Whether the last count of <see cref="TimesSent"/> was wrong, because the guard closed the connection before it wrote any of the request.</summary>
    public bool WasKeptBackBy(DestinationBlockedException blocked) =>
        blocked.LastWrite is not null && Volatile.Read(ref _givenAt) != long.MaxValue && !MayHaveLeftBy(blocked);

    /// <summary>The exception for a handler that tried to send the request again; null when none did.</summary>
    public RepeatedRequestException? Repeated => _exchange as RepeatedRequestException;

    /// <summary>Allows handlers to send the request again, for a receiver that takes the same lead twice without harm.</summary>
    public void AllowRepeats() => Interlocked.Or(ref _wire, Repeatable);

    /// <summary>Records the task of the request that has gone out.</summary>
    public Task<HttpResponseMessage> Follow(Task<HttpResponseMessage> exchange)
    {
        // A handler that does not wait for the task may have sent the request again meanwhile.
        if (Interlocked.CompareExchange(ref _exchange, exchange, _exchange as Task) is RepeatedRequestException repeated)
        {
            repeated.Sent ??= exchange;
        }

        return exchange;
    }

    /// <summary>Records that the request has reached the network.</summary>
    /// <param name="isWatched">Whether the connection calls <see cref="TryLeave"/> before it writes the request. If not, the request counts as leaving from here on.</param>
    /// <exception cref="OperationCanceledException">The send has ended already. A handler that was left behind may get here long after that.</exception>
    /// <exception cref="RepeatedRequestException">The request of this attempt has gone out already.</exception>
    public void ReachWire(bool isWatched)
    {
        if ((Volatile.Read(ref _wire) & (Out | Repeatable)) != Out)
        {
            // Written before the exchange below, so that CloseWire, which ends the send, sees these values.
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

    /// <summary>Records an attempt that is over. After it, the delivery rules may send the request again.</summary>
    public void EndAttempt(ConnectAttempt attempt)
    {
        Attempts?.Add(attempt);
        AllowOneMore();
    }

    /// <summary>Allows the request to reach the network once more.</summary>
    public void AllowOneMore() => Interlocked.And(ref _wire, ~Out);

    /// <summary>Gives the error's sentence with the sentences about its attempts.</summary>
    public string Explain(ConnectError error)
    {
        string sentence = Attempts?.Explain(error) ?? error.Message;
        return Repeated is null ? sentence : $"{sentence} {Repeated.Message}";
    }

    /// <summary>Lets no request of this send reach the network from now on.</summary>
    /// <returns>Whether the request had reached the network.</returns>
    public bool CloseWire() => (Interlocked.Or(ref _wire, Over) & Reached) != 0;

    /// <summary>Records that status and headers are complete.</summary>
    public void HeadIsRead() => _hasHead = true;

    /// <summary>
    /// Makes a response to go on with when a step that was left behind may still write to this one. It has this one's status and headers if they are complete, and no body.
    /// </summary>
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

    /// <summary>Reads the body, up to the cap and one byte more, which shows that the body is longer.</summary>
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

    private string? FindHeaderOfFailure(string header) =>
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
