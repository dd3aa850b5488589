using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations;

/// <summary>Odd spellings of 127.0.0.1 in the API URL: each leads to the server where loopback is open, and is warned of and blocked where it is not.</summary>
public sealed class SpellingTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("127.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0X7F.0.0.1")]
    [InlineData("0x7f.0x0.0x0.0x1")]
    [InlineData("0177.0.0.1")]
    [InlineData("0177.0.0.01")]
    [InlineData("017700000001")]
    [InlineData("127.0.0.0x1")]
    [InlineData("１２７．０．０．１")]
    [InlineData("①②⑦.⓪.⓪.①")]
    [InlineData("127。0。0。1")]
    [InlineData("０x7f.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[0:0:0:0:0:ffff:127.0.0.1]")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("ⓛocalhost")]
    public async Task SendAsync_EverySpelling_IsBlockedUnlessLoopbackIsOpen(string host)
    {
        var built = new Uri(receivers.Answer("""{"ok":"yes"}"""));
        string url = $"http://{host}:{built.Port}{built.AbsolutePath}";
        await using var open = new FaultLab();
        await using var closed = new FaultLab(o => o.AllowedNetworks = []);

        Sent reached = await open.SendAsync(url);
        Assert.True(reached.Result.Succeeded, reached.Result.ToString());
        int seen = receivers.Seen(built.AbsoluteUri + "/leads").Count;
        Sent blocked = await closed.SendAsync(url);

        blocked.ExpectNull(ConnectErrorKind.Blocked, "F----", "loopback");
        Assert.Equal((1, 1), (seen, receivers.Seen(built.AbsoluteUri + "/leads").Count));
        Assert.True(Assert.Single(Validate(closed, url)).IsWarning);
        Assert.Empty(Validate(open, url));
    }

    [Theory]
    [InlineData("127.0.0.1.")]
    [InlineData("0x7f.0.0.1.")]
    [InlineData("localhost.")]
    [InlineData("crm.localhost")]
    [InlineData("0")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    [InlineData("[::1]")]
    [InlineData("[::127.0.0.1]")]
    [InlineData("[fe80::1%25lo]")]
    [InlineData("[64:ff9b::127.0.0.1]")]
    [InlineData("169.254.169.254")]
    [InlineData("0xA9FEA9FE")]
    [InlineData("2852039166")]
    [InlineData("0251.0376.0251.0376")]
    public async Task SendAsync_SpellingThatNotEverySystemResolves_IsBlockedAllTheSame(string host)
    {
        await using var closed = new FaultLab(o => o.AllowedNetworks = []);

        Sent sent = await closed.SendAsync($"http://{host}:1");

        sent.ExpectNull(ConnectErrorKind.Blocked, "F----");
        Assert.True(Assert.Single(Validate(closed, $"http://{host}:1")).IsWarning);
    }

    private static IReadOnlyList<ValidationProblem> Validate(FaultLab lab, string url) =>
        lab.Engine.Services.GetRequiredService<EndpointValidator>().Validate(FaultLab.Endpoint(url));
}
