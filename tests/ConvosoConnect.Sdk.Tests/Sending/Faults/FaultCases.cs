using System.Globalization;
using System.Net;
using System.Text;
using ConvosoConnect.Sdk.Tests.Support;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Everything that a receiver does wrong at one phase of a call or another.</summary>
internal static class FaultCases
{
    private const string Body = """{"ok":"1"}""";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly byte[] Block = Enumerable.Repeat((byte)'x', 65_536).ToArray();

    private static readonly byte[] Gzip = Bombs.GzipOfAGigabyte();
    private static readonly byte[] Brotli = Bombs.Brotli();

    private static readonly LeadRecord Big = new() { Lead = new Dictionary<string, LeadValue> { ["email"] = new string('x', 4_000_000) } };

    private static readonly (string Name, Func<FaultConnection, Task> Reach, int? Status)[] Phases =
    [
        ("on accept", _ => Task.CompletedTask, null),
        ("after the request's headers", connection => connection.ReadHeadAsync(), null),
        ("after the request's body", connection => connection.ReadRequestAsync(), null),
        ("within the response's headers", connection => AfterRequestAsync(connection, "HTTP/1.1 200 OK\r\nContent-Ty"), null),
        ("before the response's body", connection => AfterRequestAsync(connection, $"{FaultServer.Ok}Content-Length: 10\r\n\r\n"), 200),
        ("within the response's body", connection => AfterRequestAsync(connection, $"{FaultServer.Ok}Content-Length: 10\r\n\r\n{{\"ok"), 200),
        ("within a chunk", connection => AfterRequestAsync(connection, $"{FaultServer.Ok}Transfer-Encoding: chunked\r\n\r\na\r\n{{\"ok"), 200),
        ("after the last chunk", connection => AfterRequestAsync(connection, $"{FaultServer.Ok}Transfer-Encoding: chunked\r\n\r\na\r\n{Body}\r\n"), 200),
    ];

    public static IEnumerable<FaultCase> All => [.. Resets, .. Ends, .. Hangs, .. Trickles, .. Wrong, .. Endless, .. Refusals, .. GoodByes];

    private static IEnumerable<FaultCase> Resets => Phases.Select(phase => new FaultCase($"resets {phase.Name}", ConnectErrorKind.ConnectionReset, async connection =>
    {
        await phase.Reach(connection);
        connection.Reset();
    })
    {
        // A reset may overtake what was written before it, and on accept the making of the connection.
        OrKind = phase.Name == "on accept" ? ConnectErrorKind.Connect : null,
        Status = phase.Status,
    });

    private static IEnumerable<FaultCase> Ends => Phases.Select(phase => new FaultCase($"closes {phase.Name}", ConnectErrorKind.ConnectionReset, async connection =>
    {
        await phase.Reach(connection);
        connection.Close();
    })
    {
        Status = phase.Status,
    });

    private static IEnumerable<FaultCase> Hangs =>
    [
        .. Phases.Select(phase => new FaultCase($"hangs {phase.Name}", ConnectErrorKind.Timeout, phase.Reach) { Status = phase.Status }),
        new("hangs before the TLS handshake", ConnectErrorKind.Connect, _ => Task.CompletedTask) { IsHttps = true, OrKind = ConnectErrorKind.Timeout },
        new("reads nothing of a long request", ConnectErrorKind.Timeout, connection => connection.PauseAsync(TimeSpan.FromSeconds(1))) { Lead = Big },
    ];

    private static IEnumerable<FaultCase> Trickles =>
    [
        new("trickles the headers", ConnectErrorKind.Timeout, connection => TrickleAsync(connection, "", $"{FaultServer.Ok}X-A: {new string('a', 500)}")),
        new("trickles the body", ConnectErrorKind.Timeout, connection => TrickleAsync(connection, $"{FaultServer.Ok}\r\n", new string(' ', 500))) { Status = 200 },
        new("trickles chunks", ConnectErrorKind.Timeout, connection => TrickleAsync(
            connection, $"{FaultServer.Ok}Transfer-Encoding: chunked\r\n\r\n", string.Concat(Enumerable.Repeat("1\r\n \r\n", 100)))) { Status = 200 },
    ];

    private static IEnumerable<FaultCase> Wrong =>
    [
        Answering("says more than Content-Length", null, $"{FaultServer.Ok}Content-Length: 10\r\n\r\n{Body}garbage") with { Status = 200 },
        Answering("gives two lengths", null, $"{FaultServer.Ok}Content-Length: 10\r\nContent-Length: 10\r\n\r\n{Body}") with { Status = 200, KeepsConnection = true },
        Answering(
            "repeats each header",
            null,
            $"HTTP/1.1 200 OK\r\n{string.Concat(Enumerable.Repeat("Content-Type: text/html\r\nSet-Cookie: a=b\r\nRetry-After: x\r\n", 3))}Content-Length: 10\r\n\r\n{Body}")
            with { Status = 200, KeepsConnection = true },
        Answering("gives a length and chunks", null, $"{FaultServer.Ok}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\na\r\n{Body}\r\n0\r\n\r\n")
            with { Status = 200, KeepsConnection = true },
        Answering("sends a chunk size that is no number", ConnectErrorKind.Protocol, $"{FaultServer.Ok}Transfer-Encoding: chunked\r\n\r\nzz\r\n{Body}") with { Status = 200 },
        Answering("sends a chunk longer than its size", ConnectErrorKind.Protocol, $"{FaultServer.Ok}Transfer-Encoding: chunked\r\n\r\n3\r\n{Body}\r\n") with { Status = 200 },
        Answering("says gzip and sends text", ConnectErrorKind.Protocol, $"{FaultServer.Ok}Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\n{Body}")
            with { Status = 200, KeepsConnection = true },
        Answering("speaks no HTTP", ConnectErrorKind.Protocol, "SSH-2.0-OpenSSH_9.6\r\n"),
    ];

    private static IEnumerable<FaultCase> Endless =>
    [
        new("sends headers of 100 megabytes", ConnectErrorKind.Protocol, connection => FloodAsync(connection, FaultServer.Ok, $"X-Long: {new string('a', 1000)}\r\n", 100_000_000)),
        new("sends one header of 100 megabytes", ConnectErrorKind.Protocol,
            connection => FloodAsync(connection, $"{FaultServer.Ok}X-Long: ", new string('a', 65_536), 100_000_000)),
        new("sends headers without end", ConnectErrorKind.Protocol, connection => FloodAsync(connection, FaultServer.Ok, "a:b\r\n", long.MaxValue)),
        new("sends interim responses without end", ConnectErrorKind.Protocol, connection => FloodAsync(connection, "", "HTTP/1.1 103 Early Hints\r\n\r\n", long.MaxValue)),
        new("sends a body without end", ConnectErrorKind.ResponseTooLarge,
            connection => FloodAsync(connection, $"{FaultServer.Ok}\r\n", new string('x', 65_536), long.MaxValue)) { Status = 200 },
        new("sends chunks without end", ConnectErrorKind.ResponseTooLarge, connection => FloodAsync(
            connection,
            $"{FaultServer.Ok}Transfer-Encoding: chunked\r\n\r\n",
            $"{Block.Length.ToString("x", CultureInfo.InvariantCulture)}\r\n{Encoding.ASCII.GetString(Block)}\r\n",
            long.MaxValue)) { Status = 200 },
        new("sends a gigabyte in gzip", ConnectErrorKind.ResponseTooLarge, connection => BombAsync(connection, "gzip", Gzip)) { Status = 200 },
        new("sends a quarter of a gigabyte in brotli", ConnectErrorKind.ResponseTooLarge, connection => BombAsync(connection, "br", Brotli)) { Status = 200 },
    ];

    private static IEnumerable<FaultCase> Refusals =>
    [
        new("answers 413 before the body is read", ConnectErrorKind.HttpStatus, async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        }) { Lead = Big, Status = 413 },
        Answering("answers 429", ConnectErrorKind.HttpStatus, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")
            with { Status = 429, KeepsConnection = true },
        Answering("answers 503 and an endless Retry-After", ConnectErrorKind.HttpStatus, $"HTTP/1.1 503 Busy\r\nRetry-After: {new string('9', 9000)}\r\nContent-Length: 0\r\n\r\n")
            with { Status = 503, KeepsConnection = true },
        Answering("switches protocols", ConnectErrorKind.HttpStatus, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")
            with { Status = 101, OrKind = ConnectErrorKind.Timeout },
    ];

    /// <summary>HTTP/2, which the engine speaks only where a handler of the app asks for it.</summary>
    private static IEnumerable<FaultCase> GoodByes =>
    [
        GoodBye("says GOAWAY before it looks at the request", ConnectErrorKind.Protocol, Http2Frames.GoAway(lastStream: 0, error: 0)) with { MostConnections = 5 },
        // The stream is named as one that is still answered, so the response is waited for.
        GoodBye("says GOAWAY with an error", ConnectErrorKind.Timeout, Http2Frames.GoAway(lastStream: 1, error: 2)),
        GoodBye("says GOAWAY within the body", ConnectErrorKind.Timeout,
            [.. Http2Frames.Status200, .. Http2Frames.Data("{\"ok", isLast: false), .. Http2Frames.GoAway(lastStream: 1, error: 2)]) with { Status = 200 },
        GoodBye("says GOAWAY and answers all the same", null,
            [.. Http2Frames.GoAway(lastStream: 1, error: 0), .. Http2Frames.Status200, .. Http2Frames.Data(Body, isLast: true)]) with { Status = 200 },
        GoodBye("resets the stream", ConnectErrorKind.Protocol, [.. Http2Frames.Status200, .. Http2Frames.Reset(error: 2)]) with { Status = 200, KeepsConnection = true },
    ];

    private static FaultCase Answering(string name, ConnectErrorKind? kind, string answer) => new(name, kind, connection => AfterRequestAsync(connection, answer));

    private static FaultCase GoodBye(string name, ConnectErrorKind? kind, byte[] frames) => new(name, kind, async connection =>
    {
        await Http2Frames.ReadRequestAsync(connection);
        await connection.WriteAsync(frames);
    })
    {
        Build = HandlerOf.Added((send, request, _) =>
        {
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            return send();
        }),
    };

    private static async Task AfterRequestAsync(FaultConnection connection, string text)
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync(text);
    }

    private static async Task TrickleAsync(FaultConnection connection, string before, string text)
    {
        await AfterRequestAsync(connection, before);
        await connection.TrickleAsync(text, Pause);
    }

    private static async Task FloodAsync(FaultConnection connection, string before, string block, long most)
    {
        await AfterRequestAsync(connection, before);
        await connection.FloodAsync(Encoding.ASCII.GetBytes(block), most);
    }

    private static async Task BombAsync(FaultConnection connection, string encoding, byte[] body)
    {
        await AfterRequestAsync(connection, $"{FaultServer.Ok}Content-Encoding: {encoding}\r\n\r\n");
        await connection.WriteAsync(body);
    }
}
