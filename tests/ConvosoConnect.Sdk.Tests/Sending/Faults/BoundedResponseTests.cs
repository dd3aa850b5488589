using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Answers without end: the reading stops at the limit, the connection is closed, and neither time nor memory grows with what the receiver has.</summary>
[Collection(MeasuredGroup.Name)]
public sealed class BoundedResponseTests
{
    private const long Gigabyte = 1L << 30;

    // What the operating system's buffers on either side may hold beyond the limit of 1 MiB.
    private const long MostOnTheWire = 32 << 20;
    private const long MostAllocated = 24 << 20;

    private static readonly byte[] Block = Enumerable.Repeat((byte)'x', 65_536).ToArray();

    [Fact]
    public async Task SendAsync_BodyOfAGigabyte_StopsAtTheLimit()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"{FaultServer.Ok}Content-Length: {Gigabyte}\r\n\r\n");
            await connection.FloodAsync(Block, Gigabyte);
        });

        await ExpectBoundedAsync(server);
    }

    [Fact]
    public async Task SendAsync_ChunksWithoutEnd_StopsAtTheLimit()
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(Block.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. Block, .. "\r\n"u8];
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"{FaultServer.Ok}Transfer-Encoding: chunked\r\n\r\n");
            await connection.FloodAsync(chunk, long.MaxValue);
        });

        await ExpectBoundedAsync(server);
    }

    [Fact]
    public async Task SendAsync_BodyUntilCloseWithoutEnd_StopsAtTheLimit()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"{FaultServer.Ok}\r\n");
            await connection.FloodAsync(Block, long.MaxValue);
        });

        await ExpectBoundedAsync(server);
    }

    [Fact]
    public async Task SendAsync_GzipOfAGigabyte_StopsAtTheLimit()
    {
        await using var server = FaultServer.Answer("Content-Encoding: gzip\r\n", Bombs.GzipOfAGigabyte());

        await ExpectBoundedAsync(server);
    }

    [Fact]
    public async Task SendAsync_BrotliOfAQuarterGigabyte_StopsAtTheLimit()
    {
        await using var server = FaultServer.Answer("Content-Encoding: br\r\n", Bombs.Brotli());

        await ExpectBoundedAsync(server);
    }

    [Fact]
    public async Task SendAsync_ErrorBodyWithoutEnd_StopsAtTheLimitAndKeepsTheStatus()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 500 Oops\r\n\r\n");
            await connection.FloodAsync(Block, long.MaxValue);
        });

        await ExpectBoundedAsync(server, ConnectErrorKind.HttpStatus, "OOOOO");
    }

    [Fact]
    public async Task SendAsync_HeadersOf100Megabytes_StopsAtTheFirst64Kilobytes()
    {
        byte[] header = Encoding.ASCII.GetBytes($"X-Long: {new string('a', 1000)}\r\n");
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(FaultServer.Ok);
            await connection.FloodAsync(header, 100_000_000);
        });

        await ExpectBoundedAsync(server, ConnectErrorKind.Protocol, "F---O");
    }

    private static async Task ExpectBoundedAsync(
        FaultServer server, ConnectErrorKind kind = ConnectErrorKind.ResponseTooLarge, string verdicts = "OOOFO")
    {
        await using var lab = new FaultLab();
        long before = GC.GetTotalAllocatedBytes(precise: true);

        Sent sent = await lab.SendAsync(server.Url);

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        await server.FirstEnded;
        TestContext.Current.TestOutputHelper!.WriteLine($"{server.Written:N0} bytes written by the server, {allocated:N0} bytes allocated, {sent.Result.Duration}");
        sent.ExpectNull(kind, verdicts);
        Assert.InRange(sent.Result.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(server.Written, 1, MostOnTheWire);
        Assert.InRange(allocated, 1, MostAllocated);
        Assert.InRange(sent.Entry.ResponseBody?.Length ?? 0, 0, 65_536);
    }
}
