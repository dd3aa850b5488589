using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Faults before the first byte of a response.</summary>
public sealed class ConnectionFaultTests
{
    [Fact]
    public async Task SendAsync_HostUnknown_SaysThatTheNameDidNotResolve()
    {
        await using var lab = new FaultLab(FaultLab.PatientWithDns);

        Sent sent = await lab.SendAsync("http://no-such-host.invalid");

        sent.ExpectNull(ConnectErrorKind.Dns, "F---O", "no-such-host.invalid", "could not be resolved");
        Assert.Null(sent.Result.StatusCode);
        Assert.Equal("http://no-such-host.invalid/leads?token=***&api_key=***", sent.Entry.InputData!.Url);
    }

    [Fact]
    public async Task SendAsync_NobodyListens_SaysThatTheConnectionWasRefused()
    {
        await using var lab = new FaultLab();
        int port = FaultServer.ClosedPort();

        Sent sent = await lab.SendAsync($"http://127.0.0.1:{port}");

        sent.ExpectNull(ConnectErrorKind.Connect, "F-S-O", $"127.0.0.1:{port}", "refused");
        Assert.NotNull(sent.Entry.InputData);
    }

    [Fact]
    public async Task SendAsync_ConnectionIsNeverMade_EndsAtTheConnectLimit()
    {
        using var listener = new FullListener();
        Assert.SkipUnless(await listener.IsFullAsync(), "This machine's listener takes more connections than it was asked to, so none can be kept waiting.");
        await using var lab = new FaultLab(o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300));

        Sent sent = await lab.SendAsync($"http://127.0.0.1:{listener.Port}");

        sent.ExpectNull(ConnectErrorKind.Connect, "F-S-O", $"127.0.0.1:{listener.Port}", "within 0.3 seconds");
    }

    [Fact]
    public async Task SendAsync_HandshakeHangs_EndsAtTheConnectLimit()
    {
        await using var server = FaultServer.Start(connection => connection.HangAsync());
        await using var lab = new FaultLab(o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300));

        Sent sent = await lab.SendAsync(server.HttpsUrl);

        sent.ExpectNull(ConnectErrorKind.Connect, "F-S-O", $"127.0.0.1:{server.Port}", "within 0.3 seconds");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_ConnectLimitIsNotThatOfTheOptions_NamesTheOneInForce(bool isChanged)
    {
        await using var server = FaultServer.Start(connection => connection.HangAsync());
        await using var lab = new FaultLab(
            o => o.ConnectTimeout = TimeSpan.FromMilliseconds(isChanged ? 300 : 9000),
            builder => builder.ConfigureHttpClient(http => http.UseSocketsHttpHandler((handler, _) => handler.ConnectTimeout = TimeSpan.FromMilliseconds(300))));
        await lab.SendAsync(server.HttpsUrl);
        SendSettingsHolder holder = lab.Engine.Services.GetRequiredService<SendSettingsHolder>();
        ConvosoConnectOptions changed = ConvosoConnectOptionTable.Rows.Copy(holder.Current.Options, new());
        changed.ConnectTimeout = TimeSpan.FromMilliseconds(isChanged ? 100 : 9000);
        holder.Current = new SendSettings(changed);

        Sent sent = await lab.SendAsync(server.HttpsUrl);

        sent.ExpectNull(ConnectErrorKind.Connect, "F-S-O", $"127.0.0.1:{server.Port}", "within 0.3 seconds");
    }

    [Fact]
    public async Task SendAsync_ReceiverClosesOnAccept_IsConnectionReset()
    {
        await using var server = FaultServer.Start(_ => Task.CompletedTask);
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.ConnectionReset, "S-S-O", $"127.0.0.1:{server.Port}", "broke the connection");
    }

    [Fact]
    public async Task SendAsync_ReceiverResetsOnAccept_BlamesTheConnection()
    {
        await using var server = FaultServer.Start(connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        // The reset may come in before the connection counts as made, or after.
        bool made = sent.Result.Error?.Kind != ConnectErrorKind.Connect;
        sent.ExpectNull(made ? ConnectErrorKind.ConnectionReset : ConnectErrorKind.Connect, made ? "S-S-O" : "F-S-O", $"127.0.0.1:{server.Port}");
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty", true)]
    public async Task SendAsync_ReceiverBreaksOffBeforeTheBody_IsConnectionResetAndSentOnce(string written, bool withReset)
    {
        int requests = 0;
        await using var server = FaultServer.Start(async connection =>
        {
            requests += (await connection.ReadRequestAsync()).Length > 0 ? 1 : 0;
            await connection.WriteAsync(written);
            if (withReset)
            {
                connection.Reset();
            }
        });
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.ConnectionReset, "S-S-O", "broke the connection before its response was complete", "may have taken the lead");
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task SendAsync_ReusedConnectionBreaksAfterTheRequest_LeadIsNotSentTwice()
    {
        int requests = 0;
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            requests++;
            await connection.WriteAsync($"{FaultServer.Ok}Content-Length: 10\r\n\r\n{{\"ok\":\"1\"}}");
            requests += (await connection.ReadRequestAsync()).Length > 0 ? 1 : 0;
        });
        await using var lab = new FaultLab();

        Sent first = await lab.SendAsync(server.Url);
        Sent second = await lab.SendSavedAsync();

        Assert.True(first.Result.Succeeded, first.Result.ToString());
        Assert.Equal(ConnectErrorKind.ConnectionReset, second.Result.Error?.Kind);
        Assert.Equal(2, requests);
        Assert.Equal(1, server.Connections);
    }
}
