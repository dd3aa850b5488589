using System.Buffers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
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

    [Theory]
    [InlineData(0x0A00_045C, true)]
    [InlineData(0x0A00_0412, true)]
    [InlineData(0x0A00_0410, false)]
    public void Classify_AlertAboutTheClientCertificate_SaysHowToAddOne(int code, bool afterTheRequest)
    {
        // As .NET wraps OpenSSL's errors: in TLS 1.3 the alert is met when the response is read, in TLS 1.2 within the handshake.
        var inner = new CryptographicException(code);
        HttpRequestException exception = afterTheRequest
            ? new("An error occurred while sending the request.", new IOException("The decryption operation failed.", inner))
            : new(HttpRequestError.SecureConnectionError, "The SSL connection could not be established.", new AuthenticationException("Authentication failed.", inner));

        ConnectError error = TransportFailure.Classify(exception, new Uri("https://crm.example/"), settings: null!, new ReceivedResponse(ArrayPool<byte>.Shared));

        Assert.Equal(ConnectErrorKind.Tls, error.Kind);
        Assert.Equal(ConnectErrorKind.Tls, HttpFailure.KindOf(exception));
        Assert.Contains("asks for a client certificate", error.Message, StringComparison.Ordinal);
        Assert.Contains("SslOptions.ClientCertificates", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("othing was sent", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task SendAsync_ClientCertificateMissing_IsMentionedWhenTheReceiverHangsUp(SslProtocols protocol)
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        await using LoopbackServer server = await LoopbackServer.StartAsync(
            context => context.Response.Body.WriteAsync("""{"ok":"yes"}"""u8.ToArray()).AsTask(),
            listen => listen.UseHttps(certificate, https => (https.SslProtocols, https.ClientCertificateMode) = (protocol, ClientCertificateMode.RequireCertificate)));
        await using var lab = new FaultLab(build: TestCertificates.Trusted(certificate));

        Sent sent = await lab.SendAsync(server.Url);

        Assert.False(sent.Result.Succeeded);
        Assert.Contains("client certificate", sent.Result.Error!.Message, StringComparison.Ordinal);
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
