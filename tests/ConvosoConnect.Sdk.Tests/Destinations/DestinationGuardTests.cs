using System.Net;
using ConvosoConnect.Sdk.Destinations;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations;

/// <summary>What the app opens, and nothing more.</summary>
public sealed class DestinationGuardTests
{
    [Theory]
    [InlineData("10.1.0.0/16", "10.1.255.255", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "64:ff9b::10.1.2.3", false)]
    [InlineData("10.1.0.0/16", "2002:a01:203::1", false)]
    [InlineData("10.1.0.0/16", "::10.1.2.3", false)]
    [InlineData("64:ff9b::/96", "64:ff9b::10.1.2.3", true)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("127.0.0.0/8", "::1", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("fd00::/8", "fd12:3456::1", true)]
    [InlineData("fd00::/8", "fc00::1", false)]
    [InlineData(" 192.168.0.0/16 ", "192.168.7.7", true)]
    [InlineData("169.254.169.254/32", "169.254.169.254", true)]
    [InlineData("0.0.0.0/0", "169.254.169.254", true)]
    [InlineData("0.0.0.0/0", "fe80::1", false)]
    [InlineData("10.0.0.0/8", "8.8.8.8", true)]
    public void Forbids_AllowedNetwork_OpensItsAddressesAlone(string network, string address, bool open)
    {
        var guard = new DestinationGuard([network], []);

        Assert.Equal(open, guard.Forbids("crm.example", IPAddress.Parse(address)) is null);
    }

    [Theory]
    [InlineData("crm.internal.example", "crm.internal.example", true)]
    [InlineData("CRM.Internal.example.", "crm.internal.EXAMPLE", true)]
    [InlineData("crm.internal.example", "crm.internal.example.", true)]
    [InlineData("crm.internal.example", "a.crm.internal.example", false)]
    [InlineData("crm.internal.example", "evil-crm.internal.example", false)]
    [InlineData("crm.internal.example", "crm.internal.example.evil.example", false)]
    [InlineData("*.internal.example", "crm.internal.example", true)]
    [InlineData("*.internal.example", "a.b.internal.example", true)]
    [InlineData("*.internal.example", "internal.example", false)]
    [InlineData("*.internal.example", ".internal.example", false)]
    [InlineData("*.internal.example", "evilinternal.example", false)]
    [InlineData("*.internal.example", "internal.example.evil.example", false)]
    [InlineData("bücher.example", "xn--bcher-kva.example", true)]
    [InlineData("xn--bcher-kva.example", "BÜCHER.example", true)]
    [InlineData("*.bücher.example", "crm.xn--bcher-kva.example", true)]
    [InlineData("crm。internal.example", "crm.internal.example", true)]
    [InlineData("localhost", "LOCALHOST.", true)]
    [InlineData("a_b.internal", "a_b.internal", true)]
    [InlineData("crm", "crm", true)]
    [InlineData("*.example", "10.0.0.1", false)]
    public void Forbids_AllowedHost_OpensThatHostAlone(string entry, string host, bool open)
    {
        var guard = new DestinationGuard([], [entry]);

        Assert.Equal(open, guard.Forbids(host, IPAddress.Parse("10.0.0.1")) is null);
        Assert.Null(guard.Forbids("other.example", IPAddress.Parse("8.8.8.8")));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1.")]
    [InlineData("127.0.0.1..")]
    [InlineData("127.1")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("017700000001")]
    [InlineData("１２７．０．０．１")]
    [InlineData("①②⑦.⓪.⓪.①")]
    [InlineData("127。0。0。1")]
    [InlineData("0")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("[0:0:0:0:0:0:0:1]")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fe80::1%eth0")]
    [InlineData("fe80::1%25eth0")]
    [InlineData("localhost")]
    [InlineData("LocalHost.")]
    [InlineData("ⓛocalhost")]
    [InlineData("crm.localhost")]
    [InlineData("169.254.169.254")]
    [InlineData("0xA9FEA9FE")]
    [InlineData("2852039166")]
    public void ForbidsAsWritten_EverySpellingOfAForbiddenAddress_IsForbidden(string host)
    {
        string name = AllowedHost.Normalise(host);

        Assert.NotNull(DestinationGuard.Closed.ForbidsAsWritten(name));
        Assert.Null(new DestinationGuard(["0.0.0.0/0", "::/0"], []).ForbidsAsWritten(name));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("134744072")]
    [InlineData("[2a00:1450:4001::1]")]
    [InlineData("crm.example")]
    [InlineData("localhost.example")]
    [InlineData("notlocalhost")]
    [InlineData("10.0.0.1.example")]
    [InlineData("256.256.256.256")]
    [InlineData("")]
    public void ForbidsAsWritten_PublicAddressOrName_IsLeftToTheDialer(string host) =>
        Assert.Null(DestinationGuard.Closed.ForbidsAsWritten(AllowedHost.Normalise(host)));
}
