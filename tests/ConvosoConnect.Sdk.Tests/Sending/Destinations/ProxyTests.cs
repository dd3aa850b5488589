using System.Net;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Destinations;

/// <summary>Proxies dial in the app's place: never by the environment, and where the app sets one, its own address is judged and so is what stands in the URL.</summary>
public sealed class ProxyTests
{
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
