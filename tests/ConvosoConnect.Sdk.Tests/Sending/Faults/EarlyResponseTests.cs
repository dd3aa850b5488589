using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Receivers that answer before they have read the body.</summary>
public sealed class EarlyResponseTests
{
    private const string TooLarge = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private static readonly LeadRecord Big = new()
    {
        Lead = new Dictionary<string, LeadValue> { ["email"] = new string('x', 8_000_000) },
    };

    [Fact]
    public async Task SendAsync_413AndTheRestIsDrained_StatusComesThrough()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync(TooLarge);
            await connection.DrainAsync();
        });
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url), lead: Big);

        Assert.Equal(ConnectErrorKind.HttpStatus, sent.Result.Error?.Kind);
        Assert.Equal(413, sent.Result.StatusCode);
    }

    [Fact]
    public async Task SendAsync_413AndTheConnectionIsReset_IsAStatusOrAReset()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync(TooLarge);
            connection.Reset();
        });
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url), lead: Big);

        // A reset discards what the system had received, so that the status may be lost.
        bool answered = sent.Result.StatusCode == 413;
        Assert.Equal(answered ? ConnectErrorKind.HttpStatus : ConnectErrorKind.ConnectionReset, sent.Result.Error?.Kind);
        Assert.Contains("xxxxxxxx", sent.Entry.InputData!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_BodyIsNeverRead_IsTimeout()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.HangAsync();
        });
        await using var lab = new FaultLab(o => o.RequestTimeout = TimeSpan.FromMilliseconds(500));

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url), lead: Big);

        sent.ExpectNull(ConnectErrorKind.Timeout, "S-S-S", "within 0.5 seconds");
    }
}
