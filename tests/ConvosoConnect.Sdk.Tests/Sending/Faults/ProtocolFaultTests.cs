using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Responses that break HTTP.</summary>
public sealed class ProtocolFaultTests
{
    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("\u0000\u0001\u0002\u00ff\u00fe garbage \r\n\r\n")]
    [InlineData("<html><title>HTTP/0.9 has no status line</title></html>\r\n")]
    [InlineData("HTTP/1.1 banana OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n")]
    public async Task SendAsync_AnswerIsNoHttp_IsProtocol(string answer)
    {
        await using var server = FaultServer.Answer(answer);
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.Protocol, "F---O", $"127.0.0.1:{server.Port} did not answer in proper HTTP", "leads to a web service");
        Assert.Null(sent.Result.StatusCode);
        Assert.DoesNotContain(sent.Result.Error!.Message, char.IsControl);
    }

    [Fact]
    public async Task SendAsync_HeaderLineOf100Kilobytes_IsProtocol()
    {
        await using var server = FaultServer.Answer($"{FaultServer.Ok}X-Long: {new string('a', 100_000)}\r\n\r\n");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.Protocol, "F---O", "65536");
    }

    [Fact]
    public async Task SendAsync_EndlessInterimAnswers_IsProtocol()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.FloodAsync("HTTP/1.1 102 Processing\r\n\r\n"u8.ToArray(), long.MaxValue);
        });
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.Protocol, "F---O", "65536");
        await server.FirstEnded;
    }

    [Fact]
    public async Task SendAsync_StatusLineOf60Kilobytes_IsQuotedInPart()
    {
        await using var server = FaultServer.Answer($"HTTP/1.1 500 {new string('x', 60_000)}\r\nContent-Length: 0\r\n\r\n");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        Assert.Equal(ConnectErrorKind.HttpStatus, sent.Result.Error?.Kind);
        Assert.InRange(sent.Result.Error!.Message.Length, 100, 300);
    }

    [Theory]
    [InlineData("zz\r\n{\"ok\":\"1\"}\r\n0\r\n\r\n")]
    [InlineData("a\r\n{\"ok\":\"1\"}garbage\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n{\"ok\":\"1\"}")]
    [InlineData("-1\r\n{\"ok\":\"1\"}")]
    public async Task SendAsync_ChunkInvalid_IsProtocol(string chunks)
    {
        await using var server = FaultServer.Answer($"{FaultServer.Ok}Transfer-Encoding: chunked\r\n\r\n{chunks}");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.Protocol, "FOOOO", "answered 200, but the body that followed cannot be read");
        Assert.Equal(200, sent.Result.StatusCode);
    }

    [Fact]
    public async Task SendAsync_ContentLengthTooLong_IsConnectionResetWithTheBeginningLogged()
    {
        await using var server = FaultServer.Answer($"{FaultServer.Ok}Content-Length: 1000\r\n\r\n{{\"ok\":\"1\"}}");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.ConnectionReset, "SOOOO", "broke the connection before its response was complete");
        Assert.Equal("""{"ok":"1"}""", sent.Entry.ResponseBody);
    }

    [Fact]
    public async Task SendAsync_ContentLengthTooShort_RestIsNotTakenForTheNextAnswer()
    {
        await using var server = FaultServer.Answer($"{FaultServer.Ok}Content-Length: 10\r\n\r\n{{\"ok\":\"1\"}}HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{{\"ok\":\"2\"}}");
        await using var lab = new FaultLab();

        Sent first = await lab.SendAsync(server.Url);
        Sent second = await lab.SendSavedAsync();

        Assert.Equal("1", first.Result.Value);
        Assert.Equal("1", second.Result.Value);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("Content-Length: banana\r\n")]
    [InlineData("Content-Length: -5\r\n")]
    [InlineData("Content-Length: 99999999999999999999\r\n")]
    public async Task SendAsync_ContentLengthIsNoNumber_BodyIsReadToItsEnd(string header)
    {
        await using var server = FaultServer.Answer($"{FaultServer.Ok}{header}\r\n{{\"ok\":\"1\"}}");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        Assert.Equal("1", sent.Result.Value);
    }

    [Fact]
    public async Task SendAsync_ResetInMidBody_IsConnectionReset()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"{FaultServer.Ok}Content-Length: 100000\r\n\r\n");
            await connection.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 1000)));
            connection.Reset();
        });
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        Assert.Equal(ConnectErrorKind.ConnectionReset, sent.Result.Error?.Kind);
        Assert.Null(sent.Result.Value);
        Assert.Contains("may have taken the lead", sent.Result.Error!.Message, StringComparison.Ordinal);
    }
}
