using System.Net;
using System.Text.Json;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations.Dialling;

/// <summary>Proxies dial in the app's place: never by the environment, and where the app sets one, its own address is judged and so is what stands in the URL.</summary>
public sealed class ProxyTests
{
    private const string Password = "pW9d2c71e6f0";

    [Fact]
    public async Task SendAsync_ProxyOfTheEnvironment_IsNotUsed()
    {
        await using FaultServer proxy = FaultServer.Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        IWebProxy before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new OneHostProxy("proxied.example", proxy.Url);
        try
        {
            await using var lab = new FaultLab(build: NameServer.Answering("127.0.0.1").Under);
            Sent sent = await lab.SendAsync($"http://proxied.example:{new Uri(server.Url).Port}");

            Assert.True(sent.Result.Succeeded, sent.Result.ToString());
            Assert.Single(server.Requests);
            Assert.Equal(0, proxy.Connections);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public async Task SendAsync_ProxyWithoutUseProxy_GoesOutDirectly()
    {
        await using FaultServer proxy = FaultServer.Start(_ => Task.CompletedTask);
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab(build: builder => builder.ConfigureHttpClient(http =>
            http.UseSocketsHttpHandler((handler, _) => handler.Proxy = new WebProxy(proxy.Url))));

        Sent sent = await lab.SendAsync(server.Url);

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal(0, proxy.Connections);
    }

    [Fact]
    public async Task SendAsync_ProxyThatIsNotOpened_IsBlocked()
    {
        await using FaultServer proxy = FaultServer.Start(_ => Task.CompletedTask);
        await using var lab = new FaultLab(o => o.AllowedNetworks = [], Using(proxy.Url));

        Sent sent = await lab.SendAsync("http://crm.example");

        sent.ExpectNull(ConnectErrorKind.Blocked, "F----", "127.0.0.1: this address belongs to the loopback network 127.0.0.0/8");
        Assert.Equal(0, proxy.Connections);
    }

    [Fact]
    public async Task SendAsync_ProxyThatIsOpened_GetsTheRequestAndResolvesTheName()
    {
        string head = "";
        await using FaultServer proxy = FaultServer.Start(async connection =>
        {
            head = await connection.ReadRequestAsync();
            await connection.WriteAsync($"{FaultServer.Ok}Content-Length: 12\r\n\r\n{{\"ok\":\"yes\"}}");
        });
        NameServer names = NameServer.Answering("10.0.0.1");
        await using var lab = new FaultLab(o => o.AllowedNetworks = ["127.0.0.1"], builder =>
        {
            names.Under(builder);
            Using(proxy.Url)(builder);
        });

        Sent sent = await lab.SendAsync("http://crm.example");

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.StartsWith("POST http://crm.example/leads?", head, StringComparison.Ordinal);
        Assert.Empty(names.Asked);
    }

    [Theory]
    [InlineData("http://10.0.0.1")]
    [InlineData("https://10.0.0.1")]
    [InlineData("http://0xA9FEA9FE")]
    [InlineData("https://[::ffff:169.254.169.254]")]
    [InlineData("http://[fe80::1%25eth0]")]
    [InlineData("http://10.0.0.1.")]
    public async Task SendAsync_ForbiddenAddressBehindAProxy_IsBlockedBeforeTheProxyHearsOfIt(string url)
    {
        await using FaultServer proxy = FaultServer.Start(_ => Task.CompletedTask);
        await using var lab = new FaultLab(o => o.AllowedNetworks = ["127.0.0.1"], Using(proxy.Url));

        Sent sent = await lab.SendAsync(url);

        sent.ExpectNull(ConnectErrorKind.Blocked, "F----", "this address ");
        Assert.Equal(0, proxy.Connections);
    }

    [Theory]
    [InlineData("407 Proxy Authentication Required", "asks for credentials (407). Nothing was sent to the receiver.")]
    [InlineData("502 Bad Gateway", "made no connection to crm.example:443: The proxy tunnel request to proxy 'http://***@127.0.0.1:")]
    [InlineData("403 Forbidden", "Nothing was sent to the receiver.")]
    public async Task SendAsync_ProxyMakesNoTunnel_IsProxyAndItsPasswordIsNotTold(string answer, string told)
    {
        await using FaultServer proxy = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n");
        });
        await using var lab = new FaultLab(build: Using(WithPassword(proxy.Url)));

        Sent sent = await lab.SendAsync("https://crm.example");

        sent.ExpectNull(ConnectErrorKind.Proxy, "S---O", "The proxy of this app's HTTP client ", told);
        AssertNoPassword(lab, sent);
    }

    [Fact]
    public async Task SendAsync_ProxyRefusesTheConnection_IsProxy()
    {
        int port = FaultServer.ClosedPort();
        foreach (string destination in (string[])["https://crm.example", "http://crm.example"])
        {
            await using var lab = new FaultLab(build: Using(WithPassword($"http://127.0.0.1:{port}")));

            Sent sent = await lab.SendAsync(destination);

            sent.ExpectNull(ConnectErrorKind.Proxy, "S---O", $"No connection to the proxy 127.0.0.1:{port}: ", "efused. Nothing was sent to the receiver.");
            AssertNoPassword(lab, sent);
        }
    }

    [Fact]
    public async Task SendAsync_ProxyIsNotResolved_IsProxy()
    {
        await using var lab = new FaultLab(build: builder =>
        {
            NameServer.Answering().Under(builder);
            Using(WithPassword("http://proxy.example:3128"))(builder);
        });

        Sent sent = await lab.SendAsync("https://crm.example");

        sent.ExpectNull(
            ConnectErrorKind.Proxy,
            "S---O",
            "No connection to the proxy proxy.example:3128: The host name proxy.example could not be resolved: the name server has no address for it. Nothing");
        AssertNoPassword(lab, sent);
    }

    [Fact]
    public async Task SendAsync_ProxyIsNotReachedInTime_IsProxy()
    {
        using var listener = new FullListener();
        Assert.SkipUnless(await listener.IsFullAsync(), "This machine's listener takes more connections than it was asked to, so none can be kept waiting.");
        await using var lab = new FaultLab(o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300), Using($"http://127.0.0.1:{listener.Port}"));

        Sent sent = await lab.SendAsync("http://crm.example");

        sent.ExpectNull(ConnectErrorKind.Proxy, "S---O", $"No connection to the proxy 127.0.0.1:{listener.Port} within 0.3 seconds. Nothing was sent");
    }

    [Fact]
    public async Task SendAsync_ProxyOfATunnelIsNotReachedInTime_IsProxy()
    {
        using var listener = new FullListener();
        Assert.SkipUnless(await listener.IsFullAsync(), "This machine's listener takes more connections than it was asked to, so none can be kept waiting.");
        await using var lab = new FaultLab(o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300), Using(WithPassword($"http://127.0.0.1:{listener.Port}")));

        Sent sent = await lab.SendAsync("https://crm.example");

        sent.ExpectNull(ConnectErrorKind.Proxy, "S---O", Late(listener.Port));
        AssertNoPassword(lab, sent);
    }

    [Fact]
    public async Task SendAsync_ProxyTakesTheConnectionAndMakesNoTunnelInTime_IsProxy()
    {
        await using FaultServer proxy = FaultServer.Start(connection => connection.HangAsync());
        await using var lab = new FaultLab(o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300), Using(WithPassword(proxy.Url)));

        Sent sent = await lab.SendAsync("https://crm.example");

        sent.ExpectNull(ConnectErrorKind.Proxy, "S---O", Late(proxy.Port));
        Assert.Equal(1, proxy.Connections);
        AssertNoPassword(lab, sent);
    }

    [Fact]
    public async Task SendAsync_ProxyOfATunnelIsNotResolvedInTime_IsProxy()
    {
        await using var lab = new FaultLab(o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300), builder =>
        {
            NameServer.Under(builder, async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return [];
            });
            Using("http://proxy.example:3128")(builder);
        });

        Sent sent = await lab.SendAsync("https://crm.example");

        sent.ExpectNull(ConnectErrorKind.Proxy, "S---O", " the proxy proxy.example:3128", "Nothing was sent to the receiver.");
    }

    [Fact]
    public async Task SendAsync_DestinationThatBypassesTheProxyIsNotReachedInTime_IsConnect()
    {
        using var listener = new FullListener();
        Assert.SkipUnless(await listener.IsFullAsync(), "This machine's listener takes more connections than it was asked to, so none can be kept waiting.");
        await using var lab = new FaultLab(o => o.ConnectTimeout = TimeSpan.FromMilliseconds(300), builder => builder.ConfigureHttpClient(http =>
            http.UseSocketsHttpHandler((handler, _) => (handler.UseProxy, handler.Proxy) = (true, new OneHostProxy("proxied.example", "http://127.0.0.1:9")))));

        Sent sent = await lab.SendAsync($"https://127.0.0.1:{listener.Port}");

        sent.ExpectNull(ConnectErrorKind.Connect, "F-S-O", "within 0.3 seconds");
    }

    [Fact]
    public async Task SendAsync_ProxyAnswersInPlaceOfTheReceiver_IsProxyAndItsWordsAreNoResult()
    {
        await using FaultServer proxy = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 12\r\n\r\n{\"ok\":\"yes\"}");
        });
        await using var lab = new FaultLab(build: Using(WithPassword(proxy.Url)));

        Sent sent = await lab.SendAsync("http://crm.example");

        sent.ExpectNull(ConnectErrorKind.Proxy, "S---O", "answered 407 Proxy Authentication Required and asks for credentials, so the receiver did not get the lead.");
        AssertNoPassword(lab, sent);
    }

    [Fact]
    public async Task TestAsync_LeadSourceBehindAProxy_DoesNotTellThePassword()
    {
        await using FaultServer proxy = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        });
        await using var engine = new Engine(build: builder =>
        {
            builder.UseConvosoLeads("auth-token-1234");
            Using(WithPassword(proxy.Url))(builder);
        });
        await engine.SaveAsync(Engine.Endpoint("https://crm.example"));

        ConnectResult result = await engine.Client.TestAsync("crm", null, Engine.Token);

        Assert.Contains("proxy 'http://***@127.0.0.1:", result.Error?.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, $"{result.Error} {result.Diagnosis}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("mail a@b.example", "mail a@b.example")]
    [InlineData("http://host/path?mail=a@b", "http://host/path?mail=a@b")]
    [InlineData("'http://user:pass@host:1/' failed", "'http://***@host:1/' failed")]
    [InlineData("http://u:p@a and socks5://user:it's a @ pass@b/x@y.", "http://***@a and socks5://***@b/x@y.")]
    [InlineData("http://u:p@a/ and socks5://user:it's a @ pass@b/x@y.", "http://***@a/ and socks5://***@b/x@y.")]
    [InlineData("x://@", "x://***@")]
    [InlineData("http://", "http://")]
    public void Hide_UrlsInAText_LosesUserInformation(string text, string expected) => Assert.Equal(expected, UserInfo.Hide(text));

    private static string Late(int port) =>
        $"No connection to crm.example:443 by the proxy 127.0.0.1:{port} within 0.3 seconds: "
        + "the proxy was not resolved or reached, or made no tunnel. Nothing was sent to the receiver.";

    private static string WithPassword(string url) => url.Replace("://", $"://proxyuser:{Password}@", StringComparison.Ordinal);

    private static void AssertNoPassword(FaultLab lab, Sent sent)
    {
        string log = string.Join('\n', lab.Engine.Services.GetFakeLogCollector().GetSnapshot().Select(m => $"{m.Message} {m.Exception}"));
        Assert.DoesNotContain(Password, $"{sent.Result} {sent.Result.Diagnosis} {sent.Entry.ErrorMessage} {JsonSerializer.Serialize(sent.Entry)} {log}", StringComparison.Ordinal);
    }

    private static Action<ConvosoConnectBuilder> Using(string proxy) => builder => builder.ConfigureHttpClient(http =>
        http.UseSocketsHttpHandler((handler, _) => (handler.UseProxy, handler.Proxy) = (true, new WebProxy(proxy))));

    /// <summary>As an environment variable would set one, but for a single host: other tests run at the same time.</summary>
    private sealed class OneHostProxy(string host, string proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : new Uri(proxy);

        public bool IsBypassed(Uri destination) => destination.Host != host;
    }
}
