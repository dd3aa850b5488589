using System.Net;
using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Tests.Architecture;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations;

/// <summary>Compares with a table that addresses.py printed from IANA's registries and checked against Python's own copy of them.</summary>
public sealed partial class SpecialNetworksTests
{
    private static readonly string[][] Rows =
        [.. Repository.Read("tests/ConvosoConnect.Sdk.Tests/Endpoints/addresses.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];

    [Fact]
    public void Find_AddressesAroundEveryEdge_GivesTheVerdictOfTheTable()
    {
        string[] wrong = [.. from row in Rows
            let seen = Short(SpecialNetworks.Find(IPAddress.Parse(row[0])))
            where seen != row[1]
            select $"{row[0]} must be {row[1]}, but is {seen}"];

        Assert.Empty(wrong);
        Assert.InRange(Rows.Length, 500, 1000);
        Assert.InRange(Rows.Count(row => row[1] == "public"), 90, 200);
    }

    [Fact]
    public void Find_AddressWithZone_IsJudgedWithoutIt()
    {
        Assert.Equal("link-local fe80::/10", Short(SpecialNetworks.Find(IPAddress.Parse("fe80::1%3"))));
        Assert.Equal("loopback ::1/128", Short(SpecialNetworks.Find(new IPAddress(IPAddress.IPv6Loopback.GetAddressBytes(), 7))));
        Assert.Equal("private 10.0.0.0/8", Short(SpecialNetworks.Find(new IPAddress(IPAddress.Parse("::ffff:10.0.0.1").GetAddressBytes(), 7))));
    }

    private static string Short(string? rule) => rule is null ? "public"
        : rule.StartsWith("lies outside 2000::/3", StringComparison.Ordinal) ? "outside 2000::/3"
        : Words().Replace(rule, m => (m.Groups["inner"].Success ? $"holds {m.Groups["inner"].Value}: " : "") + $"{m.Groups["name"].Value} {m.Groups["network"].Value}");

    [GeneratedRegex(@"^(?:holds (?<inner>\S+), which )?belongs to the (?<name>.+) (?:network|address) (?<network>\S+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Words();
}
