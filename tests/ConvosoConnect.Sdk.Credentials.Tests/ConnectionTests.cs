using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConvosoConnect.Sdk.Credentials.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Credentials.Tests;

/// <summary>Client certificates and proxies, which need connections of their own.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const string Password = "p4ssword-of-the-file";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Certificates_OfTwoEndpointsAtOneHost_AreEachShownToIt(SslProtocols protocol)
    {
        await using Receiver receiver = await StartAsync(protocol);
        using X509Certificate2 ann = Certificates.Create("ann"), bob = Certificates.Create("bob");
        string file = Write("bob.pfx", bob.Export(X509ContentType.Pkcs12, Password));
        await using var lab = new Lab(b => b.Trust()
            .AddClientCertificate("ann", o => o.Pem = Certificates.Pem(ann))
            .AddClientCertificate("bob", o => (o.File, o.Password) = (file, Password)));
        await lab.SaveAsync(Lab.Endpoint(receiver.Url, "ann", id: "of-ann"));
        await lab.SaveAsync(Lab.Endpoint(receiver.Url, "bob", id: "of-bob"));

        foreach (string id in new[] { "of-ann", "of-bob", "of-ann", "of-bob" })
        {
            var sent = await lab.SendAsync(id);
            Assert.True(sent.Result.Succeeded, sent.Result.ToString());
            await lab.HoldsNoneAsync(sent, Password);
        }

        Assert.Equal(["CN=ann", "CN=bob", "CN=ann", "CN=bob"], receiver.All.Select(s => s.Certificate));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Endpoint_WithoutACertificate_IsRefusedByTheSameHost(SslProtocols protocol)
    {
        await using Receiver receiver = await StartAsync(protocol);
        await using var lab = new Lab(b => b.Trust());

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url, ""));

        Assert.False(sent.Result.Succeeded);
        Assert.Empty(receiver.All);
    }

    [Theory]
    [InlineData("TLSv1.2")]
    [InlineData("TLSv1.3")]
    public async Task Certificates_AtNginx_AreVerifiedByIt(string protocol)
    {
        using NginxServer server = await NginxServer.StartAsync(protocol);
        using X509Certificate2 ann = Certificates.Create("ann"), bob = Certificates.Create("bob");
        await using var lab = new Lab(b => b.Trust()
            .AddClientCertificate("ann", o => o.Pem = Certificates.Pem(ann))
            .AddClientCertificate("bob", o => o.Pem = Certificates.Pem(bob)));

        foreach (string name in new[] { "ann", "bob", "ann" })
        {
            ConnectEndpoint? stored = await lab.Services.GetRequiredService<IEndpointStore>().GetAsync(name, Lab.Token);
            var sent = stored is null ? await lab.SendAsync(Lab.Endpoint(server.Url, name, id: name)) : await lab.SendAsync(name);
            Assert.Equal($"{protocol} CN={name}", sent.Result.Value);
        }

        var without = await lab.SendAsync(Lab.Endpoint(server.Url, "", id: "none"));
        Assert.Equal((ConnectErrorKind.HttpStatus, 400), (without.Result.Error?.Kind, without.Result.StatusCode));
    }

    [Fact]
    public async Task Certificate_InPemFiles_IsShownWithTheKeyBesideIt()
    {
        await using Receiver receiver = await StartAsync(SslProtocols.Tls13);
        using X509Certificate2 ann = Certificates.Create("ann");
        string file = Write("ann.crt", Encoding.UTF8.GetBytes(ann.ExportCertificatePem()));
        string key = Write("ann.key", Encoding.UTF8.GetBytes(ann.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()));
        await using var lab = new Lab(b => b.Trust().AddClientCertificate("ann", o => (o.File, o.KeyFile) = (file, key)));

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url, "ann"));

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal("CN=ann", receiver.Last.Certificate);
    }

    [Theory]
    [InlineData("expired", "The client certificate 'ann' has expired: it was valid until ")]
    [InlineData("no key", "The client certificate 'ann' has no private key in ")]
    [InlineData("password", "the password is wrong. Check how the credential is defined.")]
    [InlineData("garbage", "it cannot be read: it is damaged, of another kind, or the password is wrong.")]
    [InlineData("missing", "there is no such file. Check how the credential is defined.")]
    public async Task Certificate_ThatCannotBeUsed_FailsTheSendUntilItIsMended(string fault, string expected)
    {
        await using Receiver receiver = await StartAsync(SslProtocols.Tls13);
        using X509Certificate2 good = Certificates.Create("ann"), expired = Certificates.Create("ann", daysLeft: -1);
        string file = Path.Combine(_folder.FullName, "ann");
        byte[]? content = fault switch
        {
            "expired" => expired.Export(X509ContentType.Pkcs12, Password),
            "no key" => Encoding.UTF8.GetBytes(good.ExportCertificatePem()),
            "password" => good.Export(X509ContentType.Pkcs12, "another"),
            "garbage" => [1, 2, 3],
            _ => null,
        };
        if (content is not null)
        {
            Write("ann", content);
        }

        await using var lab = new Lab(b => b.Trust().AddClientCertificate("ann", o => (o.File, o.Password) = (file, Password)));
        await lab.SaveAsync(Lab.Endpoint(receiver.Url, "ann"));

        var sent = await lab.SendAsync("crm");

        Assert.Equal(ConnectErrorKind.CredentialFailed, sent.Result.Error?.Kind);
        Assert.Contains(expected, sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was sent to the receiver.", sent.Result.Error.Message, StringComparison.Ordinal);
        Assert.Empty(receiver.All);
        await lab.HoldsNoneAsync(sent, Password);

        // The file is mended while the app runs.
        Write("ann", good.Export(X509ContentType.Pkcs12, Password));
        var again = await lab.SendAsync("crm");
        Assert.True(again.Result.Succeeded, again.Result.ToString());
    }

    [Fact]
    public async Task Proxy_ByName_TakesTheRequestsOfItsEndpointAlone()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using Receiver proxy = await Receiver.StartAsync((context, seen) => seen.Header("Proxy-Authorization") is null
            ? Refuse(context)
            : Receiver.OkAsync(context, seen));
        await using var lab = new Lab(b => b
            .AddBasicCredential("login", "ann", "password1")
            .AddProxy("egress-1", o => (o.Url, o.User, o.Password) = (proxy.Url, "app", "proxy-password-1")));

        var sent = await lab.SendAsync(Lab.Endpoint("http://crm.example/leads", "login,egress-1", id: "by-proxy"));
        await lab.SendAsync(Lab.Endpoint(receiver.Url, "login", id: "direct"));

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal("crm.example", proxy.Last.Header("Host"));
        Assert.StartsWith("Basic ", proxy.Last.Header("Authorization"), StringComparison.Ordinal);
        Assert.Single(receiver.All);
        await lab.HoldsNoneAsync(sent, "proxy-password-1");

        static Task Refuse(Microsoft.AspNetCore.Http.HttpContext context)
        {
            context.Response.StatusCode = 407;
            context.Response.Headers.ProxyAuthenticate = "Basic realm=\"egress\"";
            return Task.CompletedTask;
        }
    }

    private static Task<Receiver> StartAsync(SslProtocols protocol)
    {
        X509Certificate2 certificate = Certificates.Create("127.0.0.1");
        return Receiver.StartAsync(listen: options => options.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            SslProtocols = protocol,
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (_, _, _) => true,
        }));
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
