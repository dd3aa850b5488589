using System.Security.Cryptography.X509Certificates;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

public sealed class TlsFaultTests
{
    [Fact]
    public async Task SendAsync_CertificateSelfSigned_SaysThatItIsNotTrusted()
    {
        using X509Certificate2 certificate = TestCertificates.Create();

        await ExpectTlsAsync(certificate, trusted: false, "UntrustedRoot");
    }

    [Fact]
    public async Task SendAsync_CertificateExpired_SaysThatItsTimeIsOver()
    {
        using X509Certificate2 certificate = TestCertificates.Create(daysLeft: -1);

        await ExpectTlsAsync(certificate, trusted: true, "NotTimeValid");
    }

    [Fact]
    public async Task SendAsync_CertificateOfAnotherHost_SaysThatTheNameDiffers()
    {
        using X509Certificate2 certificate = TestCertificates.Create(host: "other.example");

        await ExpectTlsAsync(certificate, trusted: true, "RemoteCertificateNameMismatch");
    }

    [Fact]
    public async Task SendAsync_CertificateTrusted_Succeeds()
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        await using LoopbackServer server = await StartAsync(certificate);
        await using var lab = new FaultLab(o => o.AllowHttp = false, TestCertificates.Trusted(certificate));

        Sent sent = await lab.SendAsync(server.Url);

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.StartsWith("https://127.0.0.1:", sent.Entry.InputData!.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_PlainHttpServerAskedForHttps_IsTls()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url.Replace("http:", "https:", StringComparison.Ordinal));

        sent.ExpectNull(ConnectErrorKind.Tls, "F---O", "No secure connection to 127.0.0.1:", "whether the port speaks https");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task SendAsync_TlsServerAskedForHttp_DoesNotGiveTheLeadAway()
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        await using LoopbackServer server = await StartAsync(certificate);
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(server.Url.Replace("https:", "http:", StringComparison.Ordinal));

        sent.ExpectNull(ConnectErrorKind.ConnectionReset, "S-S-O", "broke the connection");
        Assert.Empty(server.Requests);
    }

    private static async Task ExpectTlsAsync(X509Certificate2 certificate, bool trusted, string quote)
    {
        await using LoopbackServer server = await StartAsync(certificate);
        await using var lab = new FaultLab(build: trusted ? TestCertificates.Trusted(certificate) : null);

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.Tls, "F---O", "No secure connection to 127.0.0.1:", quote, "Check the receiver's certificate");
        Assert.Empty(server.Requests);
    }

    private static Task<LoopbackServer> StartAsync(X509Certificate2 certificate) => LoopbackServer.StartAsync(
        context => context.Response.Body.WriteAsync("""{"ok":"yes"}"""u8.ToArray()).AsTask(), listen => listen.UseHttps(certificate));
}
