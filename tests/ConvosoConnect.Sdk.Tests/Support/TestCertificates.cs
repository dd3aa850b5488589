using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Certificates made at run time for 127.0.0.1 and for other hosts.</summary>
internal static class TestCertificates
{
    /// <summary>A self-signed certificate.</summary>
    /// <param name="host">The DNS name in it; null for the address 127.0.0.1.</param>
    /// <param name="daysLeft">How long it is still valid; negative when it has expired.</param>
    public static X509Certificate2 Create(string? host = null, int daysLeft = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host ?? "127.0.0.1"}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (host is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-90), now.AddDays(daysLeft));
    }

    /// <summary>Makes an engine trust a certificate, so that nothing but its name and dates can be wrong.</summary>
    public static Action<ConvosoConnectBuilder> Trusted(X509Certificate2 certificate) => builder => builder.ConfigureHttpClient(http =>
        http.ConfigurePrimaryHttpMessageHandler((handler, _) => ((SocketsHttpHandler)handler).SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { certificate },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        }));
}
