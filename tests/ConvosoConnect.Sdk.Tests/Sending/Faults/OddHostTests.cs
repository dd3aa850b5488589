using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Hosts that can be saved but lead nowhere: even the sentence about them must not fail.</summary>
public sealed class OddHostTests
{
    [Theory]
    [InlineData("http://xn--0.invalid")]
    [InlineData("http://exämple.invalid")]
    [InlineData("http://a_b.invalid")]
    [InlineData("http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.invalid")]
    [InlineData("http://256.256.256.256")]
    [InlineData("http://☃.invalid")]
    public async Task SendAsync_HostCannotBeResolved_IsDnsAndNamesIt(string url)
    {
        await using var lab = new FaultLab(FaultLab.PatientWithDns);

        Sent sent = await lab.SendAsync(url);

        sent.ExpectNull(ConnectErrorKind.Dns, "F---O", "could not be resolved");
    }
}
