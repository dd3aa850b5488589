using System.Net;
using System.Net.Sockets;
using ConvosoConnect.Sdk.Destinations.Dialling;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations.Dialling;

/// <summary>What is dialled is what was judged: one resolution, every address of it checked, and no other.</summary>
public sealed class DialingTests
{
    [Fact]
    public async Task SendAsync_NameThatChangesItsAddress_ReachesTheFirstAnswerAlone()
    {
        await using LoopbackServer good = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        int port = new Uri(good.Url).Port;
        await using LoopbackServer trap = await TrapAsync(port);
        var names = new NameServer(asked => asked == 1 ? ["127.0.0.1"] : ["::1"]);
        await using var lab = new FaultLab(o => o.AllowedNetworks = ["127.0.0.1"], names.Under);

        Sent sent = await lab.SendAsync($"http://crm.example:{port}");

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal($"crm.example:{port}", good.Single.Headers["Host"]);
        Assert.Empty(trap.Requests);
        Assert.Single(names.Asked);
    }

    [Fact]
    public async Task SendAsync_NameThatTurnsBadLater_IsBlockedAtItsNextConnection()
    {
        await using LoopbackServer good = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"ok":"yes"}""");
        });
        int port = new Uri(good.Url).Port;
        await using LoopbackServer trap = await TrapAsync(port);
        var names = new NameServer(asked => asked == 1 ? ["127.0.0.1"] : ["::1"]);
        await using var lab = new FaultLab(o => o.AllowedNetworks = ["127.0.0.1"], names.Under);

        await lab.SendAsync($"http://crm.example:{port}");
        Sent second = await lab.SendSavedAsync();

        second.ExpectNull(ConnectErrorKind.Blocked, "F----", "its address ::1 belongs to the loopback address ::1/128");
        Assert.Single(good.Requests);
        Assert.Empty(trap.Requests);
        Assert.Equal(2, names.Asked.Count);
    }

    [Fact]
    public async Task SendAsync_FirstAddressRefuses_TriesTheNext()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab(build: NameServer.Answering("::1", "127.0.0.1").Under);

        Sent sent = await lab.SendAsync($"http://crm.example:{new Uri(server.Url).Port}");

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_FirstAddressIsSilent_TheNextGetsItsChanceWithinTheLimit()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using var silent = new FullListener();
        Assert.SkipUnless(await silent.IsFullAsync(), "This machine's listener takes more connections than it was asked to, so none can be kept waiting.");
        await using LoopbackServer server = await TrapAsync(silent.Port);
        await using var lab = new FaultLab(o => o.ConnectTimeout = TimeSpan.FromSeconds(20), NameServer.Answering("127.0.0.1", "::1").Under);

        Sent sent = await lab.SendAsync($"http://crm.example:{silent.Port}");

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Single(server.Requests);
        Assert.InRange(sent.Result.Duration, Dialer.HeadStart / 2, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task SendAsync_EveryAddressRefuses_IsConnect()
    {
        await using var lab = new FaultLab(build: NameServer.Answering("127.0.0.1", "127.0.0.2", "::1").Under);

        Sent sent = await lab.SendAsync($"http://crm.example:{FaultServer.ClosedPort()}");

        sent.ExpectNull(ConnectErrorKind.Connect, "F-S-O", "crm.example", "refused");
    }

    [Fact]
    public async Task SendAsync_NoAddressAtAll_IsDns()
    {
        await using var lab = new FaultLab(build: NameServer.Answering().Under);

        Sent sent = await lab.SendAsync("http://crm.example");

        sent.ExpectNull(ConnectErrorKind.Dns, "F---O", "crm.example", "could not be resolved");
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, ": the name server knows no such name. Check the API URL")]
    [InlineData(SocketError.NoData, ": the name server has no address for it. Check the API URL")]
    [InlineData(SocketError.TryAgain, ": the name server failed or refused (SERVFAIL or REFUSED). Send again later")]
    [InlineData(SocketError.TimedOut, ": no name server answered. Send again later")]
    [InlineData(SocketError.TooManyOpenSockets, ": this process has as many files and connections open as it may (file descriptors). Nothing was sent. Raise its limit")]
    [InlineData(SocketError.NoRecovery, ". Check the API URL")]
    public async Task SendAsync_NameServerFails_IsDnsWithItsOwnSentence(SocketError error, string told)
    {
        await using var lab = new FaultLab(build: builder => NameServer.Under(builder, (_, _) => throw new SocketException((int)error)));

        Sent sent = await lab.SendAsync("http://crm.example");

        sent.ExpectNull(ConnectErrorKind.Dns, "F---O", "The host name crm.example could not be resolved: ", told);
    }

    [Fact]
    public async Task SendAsync_NameOfThousandsOfAddresses_DialsTwentyOfThem()
    {
        int port = FaultServer.ClosedPort();
        string[] addresses = [.. Enumerable.Range(0, 3500).Select(i => $"127.1.{i / 250}.{(i % 250) + 1}")];
        using var dialled = new DialledSockets();
        await using var lab = new FaultLab(build: NameServer.Answering(addresses).Under);

        Sent sent = await lab.SendAsync($"http://crm.example:{port}");

        sent.ExpectNull(ConnectErrorKind.Connect, "F-S-O", "refused");
        Assert.Equal(addresses.Take(Dialer.MostAddresses), dialled.To(port));
    }

    [Fact]
    public async Task SendAsync_ForbiddenAddressAmongThoseThatAreNotDialled_IsBlocked()
    {
        string[] addresses = [.. Enumerable.Range(1, 30).Select(i => $"127.1.0.{i}"), "10.0.0.1"];
        await using var lab = new FaultLab(build: NameServer.Answering(addresses).Under);

        Sent sent = await lab.SendAsync($"http://crm.example:{FaultServer.ClosedPort()}");

        sent.ExpectNull(ConnectErrorKind.Blocked, "F----", "10.0.0.1");
    }

    [Fact]
    public async Task SendAsync_ResolverHangs_EndsAtTheConnectLimit()
    {
        await using var lab = new FaultLab(
            o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300),
            builder => NameServer.Under(builder, async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return [];
            }));

        Sent sent = await lab.SendAsync("http://crm.example");

        sent.ExpectNull(ConnectErrorKind.Dns, "F---O", "The host name crm.example could not be resolved within 0.3 seconds: no name server answered.");
    }

    [Fact]
    public async Task Dialer_Connection_SendsAtOnceAsTheFrameworkDoes()
    {
        await using FaultServer server = FaultServer.Start(connection => connection.DrainAsync());
        await using var engine = new Engine(build: NameServer.Answering("127.0.0.1").Under);
        bool? noDelay = null;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                Stream stream = await engine.Services.GetRequiredService<Dialer>().ConnectAsync(context, Timeout.InfiniteTimeSpan, token);
                noDelay = ((NetworkStream)stream).Socket.NoDelay;
                await stream.DisposeAsync();
                throw new IOException("Seen enough.");
            },
        };
        using var client = new HttpClient(handler);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://crm.example:{server.Port}"), Engine.Token));

        Assert.True(noDelay);
    }

    [Fact]
    public async Task Change_AddressIsForbidden_PooledConnectionCarriesNoFurtherRequest()
    {
        await using FaultServer server = FaultServer.Start(async connection =>
        {
            while ((await connection.ReadRequestAsync()).Length > 0)
            {
                await connection.WriteAsync($"{FaultServer.Ok}Content-Length: 8\r\n\r\n{{\"ok\":1}}");
            }
        });
        string rest = $$$"""
            "AllowHttp":true,"Adaptors":{"map":{"Fields":[{"Field":"email","MappedTo":"e"}]}},
            "Endpoints":{"crm":{"Name":"CRM","ApiUrl":"http://crm.example:{{{server.Port}}}/","ResponseKey":"ok","AdaptorId":"map"} }}
            """;
        const string open = """{"AllowedNetworks":["127.0.0.0/8"],""";
        await using var settings = new Settings(open + rest, NameServer.Answering("127.0.0.1").Under);
        async Task<ConnectErrorKind?> SendAsync() => (await settings.Client.SendAsync("crm", Engine.Lead, Engine.Token)).Error?.Kind;

        Assert.Equal([null, null], new[] { await SendAsync(), await SendAsync() });
        settings.Change(open + "\"AllowedHosts\":[\"other.example\"]," + rest);
        Assert.Null(await SendAsync());
        Assert.Equal(1, server.Connections);
        settings.Change("{" + rest);
        Assert.Equal([ConnectErrorKind.Blocked, ConnectErrorKind.Blocked], new[] { await SendAsync(), await SendAsync() });
        Assert.Equal(1, server.Connections);
        settings.Change("""{"AllowedHosts":["*.example"],""" + rest);
        Assert.Null(await SendAsync());
    }

    /// <summary>A server at ::1, on the port that another server has at 127.0.0.1.</summary>
    private static Task<LoopbackServer> TrapAsync(int port)
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        return LoopbackServer.StartAsync(
            context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"ok":"yes"}"""),
            at: new IPEndPoint(IPAddress.IPv6Loopback, port));
    }
}
