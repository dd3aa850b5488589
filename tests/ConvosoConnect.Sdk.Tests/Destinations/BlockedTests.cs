using System.Net;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations;

/// <summary>Sends to destinations that the guard forbids: nothing goes out, and result, diagnosis and log say which rule stood in the way.</summary>
public sealed class BlockedTests
{
    [Theory]
    [InlineData("127.0.0.1", "loopback network 127.0.0.0/8")]
    [InlineData("0.0.0.0", "unspecified network 0.0.0.0/8")]
    [InlineData("10.1.2.3", "private network 10.0.0.0/8")]
    [InlineData("172.31.0.1", "private network 172.16.0.0/12")]
    [InlineData("192.168.1.1", "private network 192.168.0.0/16")]
    [InlineData("169.254.1.1", "link-local network 169.254.0.0/16")]
    [InlineData("169.254.169.254", "cloud metadata address 169.254.169.254/32")]
    [InlineData("100.100.100.200", "cloud metadata address 100.100.100.200/32")]
    [InlineData("168.63.129.16", "cloud platform address 168.63.129.16/32")]
    [InlineData("100.64.0.1", "carrier-grade NAT network 100.64.0.0/10")]
    [InlineData("192.0.0.8", "protocol assignment network 192.0.0.0/24")]
    [InlineData("198.19.255.255", "benchmarking network 198.18.0.0/15")]
    [InlineData("203.0.113.7", "documentation network 203.0.113.0/24")]
    [InlineData("224.0.0.1", "multicast network 224.0.0.0/4")]
    [InlineData("240.0.0.1", "reserved network 240.0.0.0/4")]
    [InlineData("255.255.255.255", "broadcast address 255.255.255.255/32")]
    [InlineData("::", "unspecified address ::/128")]
    [InlineData("::1", "loopback address ::1/128")]
    [InlineData("::ffff:10.1.2.3", "private network 10.0.0.0/8")]
    [InlineData("::10.1.2.3", "IPv4-compatible network ::/96")]
    [InlineData("64:ff9b::10.1.2.3", "holds 10.1.2.3, which belongs to the private network 10.0.0.0/8")]
    [InlineData("2002:7f00:1::1", "holds 127.0.0.1, which belongs to the loopback network 127.0.0.0/8")]
    [InlineData("2001::1", "Teredo network 2001::/32")]
    [InlineData("2001:db8::1", "documentation network 2001:db8::/32")]
    [InlineData("100::1", "discard-only network 100::/64")]
    [InlineData("fc00::1", "unique local network fc00::/7")]
    [InlineData("fd00:ec2::254", "cloud metadata address fd00:ec2::254/128")]
    [InlineData("fe80::1", "link-local network fe80::/10")]
    [InlineData("fec0::1", "site-local network fec0::/10")]
    [InlineData("ff02::1", "multicast network ff00::/8")]
    [InlineData("4000::1", "lies outside 2000::/3")]
    public async Task SendAsync_NameOfAForbiddenAddress_IsBlockedAndNamesTheRule(string address, string rule)
    {
        NameServer names = NameServer.Answering(address);
        await using var lab = new FaultLab(o => o.AllowedNetworks = [], names.Under);

        Sent sent = await lab.SendAsync("http://crm.example");

        sent.ExpectNull(ConnectErrorKind.Blocked, "F----", "crm.example", $"{IPAddress.Parse(address)}", rule, "AllowedNetworks", "AllowedHosts");
        Assert.Equal(ConnectErrorKind.Blocked, sent.Entry.ErrorKind);
        Assert.Null(sent.Result.StatusCode);
        Assert.All(sent.Result.Diagnosis!.Steps.Skip(1), step => Assert.Equal(Sent.NotReached(step.Name), step.Finding));
        Assert.Equal(["crm.example"], names.Asked);
    }

    [Theory]
    [InlineData("127.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "8.8.8.8", "fe80::1")]
    public async Task SendAsync_OneForbiddenAddressAmongGoodOnes_IsBlocked(params string[] addresses)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab(build: NameServer.Answering(addresses).Under);

        Sent sent = await lab.SendAsync($"http://crm.example:{new Uri(server.Url).Port}");

        sent.ExpectNull(ConnectErrorKind.Blocked, "F----", addresses.Single(a => a is "10.0.0.1" or "fe80::1"));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task SendAsync_LoopbackThatIsNotOpened_ReachesNoServer()
    {
        await using FaultServer server = FaultServer.Start(_ => Task.CompletedTask);
        await using var lab = new FaultLab(o => o.AllowedNetworks = ["10.0.0.0/8"]);

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.Blocked, "F----", "127.0.0.1: this address belongs to the loopback network 127.0.0.0/8");
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task SendAsync_HandlerOfTheAppChangesTheHost_IsJudgedWhenDialled()
    {
        await using FaultServer server = FaultServer.Start(_ => Task.CompletedTask);
        await using var lab = new FaultLab(o => o.AllowedNetworks = [], HandlerOf.Added((next, request, _) =>
        {
            request.RequestUri = new Uri(server.Url);
            return next();
        }));

        Sent sent = await lab.SendAsync("http://crm.example");

        sent.ExpectNull(ConnectErrorKind.Blocked, "F----", "loopback network 127.0.0.0/8");
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task TestAsync_AndPreviewAsync_SayTheSameAsTheValidator()
    {
        await using var engine = new Engine(o => o.AllowedNetworks = []);
        await engine.SaveAsync(Engine.Endpoint("http://192.168.7.7/leads"));
        ValidationProblem warning = Assert.Single(engine.Services.GetRequiredService<EndpointValidator>().Validate(Engine.Endpoint("http://192.168.7.7/leads")));
        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);
        await engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);
        ConnectLogEntry entry = Assert.Single((await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Entries);

        Assert.True(warning.IsWarning);
        Assert.Equal(nameof(ConnectEndpoint.ApiUrl), warning.Field);
        Assert.All(
            [warning.Message, Assert.Single(preview.Warnings), entry.ErrorMessage!],
            text => Assert.Contains("192.168.7.7", text, StringComparison.Ordinal));
        Assert.All(
            [warning.Message, Assert.Single(preview.Warnings), entry.ErrorMessage!],
            text => Assert.Contains("this address belongs to the private network 192.168.0.0/16", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TestAsync_LeadSourceAtAForbiddenAddress_SaysWhy()
    {
        await using FaultServer server = FaultServer.Start(_ => Task.CompletedTask);
        await using var engine = new Engine(o => o.AllowedNetworks = [], b => b.UseConvosoLeads("s3cret-token", new Uri(server.Url)));
        await engine.SaveAsync(Engine.Endpoint("http://crm.example"));

        ConnectResult result = await engine.Client.TestAsync("crm", cancellationToken: Engine.Token);

        Assert.Equal(ConnectErrorKind.AppFailed, result.Error!.Kind);
        Assert.Contains("leads search was not asked", result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("loopback network 127.0.0.0/8", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task SendAsync_PrimaryHandlerOfTheApp_IsStillAskedForNoAddressThatIsWritten()
    {
        int asked = 0;
        await using var engine = new Engine(o => o.AllowedNetworks = [], StubHandler.Under(_ =>
        {
            asked++;
            return new HttpResponseMessage { Content = new StringContent("""{"ok":"yes"}""") };
        }));

        (ConnectResult written, _) = await engine.SendAsync(Engine.Endpoint("http://2130706433/"));
        Assert.Equal((ConnectErrorKind.Blocked, 0), (written.Error!.Kind, asked));
        Assert.True((await engine.SendAsync(Engine.Endpoint("http://crm.example/"))).Result.Succeeded);
        Assert.Equal(1, asked);
    }
}
