using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Credentials.Connections;

/// <summary>A client certificate for TLS. It is loaded anew with each handler of its HTTP client, so that a replaced file is followed.</summary>
internal sealed class ClientCertificateCredential : IEndpointCredential
{
    public const string Kind = "ClientCertificate";

    private readonly ClientCertificateOptions _options;
    private readonly TimeProvider _time;
    private X509Certificate2? _certificate;

    private ClientCertificateCredential(string name, ClientCertificateOptions options, TimeProvider time)
    {
        (Name, _options, _time) = (name, options, time);
        Contract = new() { Secrets = string.IsNullOrEmpty(options.Password) ? [] : [options.Password], ConfigureHandler = Configure };
    }

    public string Name { get; }

    public CredentialContract Contract { get; }

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Define(string name, ClientCertificateOptions options) =>
        (new(name, Kind, services => new ClientCertificateCredential(name, options, services.GetRequiredService<TimeProvider>())), options.FindFaults());

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Read(string name, ConfigurationReader reader)
    {
        var options = new ClientCertificateOptions();
        options.File = reader.Text(nameof(options.File), "");
        options.KeyFile = reader.Text(nameof(options.KeyFile), "");
        options.Password = reader.Text(nameof(options.Password), "");
        options.Pem = reader.Text(nameof(options.Pem), "");
        options.Thumbprint = reader.Text(nameof(options.Thumbprint), "");
        options.StoreName = reader.Choice(nameof(options.StoreName), options.StoreName);
        options.StoreLocation = reader.Choice(nameof(options.StoreLocation), options.StoreLocation);
        return Define(name, options);
    }

    public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        X509Certificate2 certificate = Volatile.Read(ref _certificate) ?? Load().Certificate;
        DateTimeOffset now = _time.GetUtcNow();
        if (now > certificate.NotAfter.ToUniversalTime())
        {
            // The handler may be older than the file.
            certificate = Load().Certificate;
        }

        return now > certificate.NotAfter.ToUniversalTime() ? throw Invalid("has expired", "it was valid until", certificate.NotAfter)
            : now < certificate.NotBefore.ToUniversalTime() ? throw Invalid("is not valid yet", "it is valid from", certificate.NotBefore)
            : default;
    }

    private CredentialException Invalid(string what, string seen, DateTime at) => new(
        $"The client certificate '{Name}' {what}: {seen} {at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC. Give the credential a valid one.");

    private (X509Certificate2 Certificate, X509Certificate2Collection Others) Load()
    {
        (X509Certificate2 Certificate, X509Certificate2Collection Others) loaded = CertificateLoader.Load(Name, _options);
        Volatile.Write(ref _certificate, loaded.Certificate);
        return loaded;
    }

    private void Configure(SocketsHttpHandler handler)
    {
        SslClientAuthenticationOptions ssl = Copy(handler.SslOptions);
        try
        {
            (X509Certificate2 certificate, X509Certificate2Collection others) = Load();
            ssl.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, others, offline: true);
        }
        catch (CredentialException)
        {
            // The send tells it, and tries again; this handler then takes what could be loaded later.
            ssl.ClientCertificateContext = null;
            ssl.LocalCertificateSelectionCallback = (_, _, _, _, _) => Volatile.Read(ref _certificate)!;
        }

        handler.SslOptions = ssl;
    }

    /// <summary>Copies what the app set, because its object may be the one of other handlers too.</summary>
    private static SslClientAuthenticationOptions Copy(SslClientAuthenticationOptions from) => new()
    {
        AllowRenegotiation = from.AllowRenegotiation,
        AllowTlsResume = from.AllowTlsResume,
        ApplicationProtocols = from.ApplicationProtocols,
        CertificateChainPolicy = from.CertificateChainPolicy,
        CertificateRevocationCheckMode = from.CertificateRevocationCheckMode,
        CipherSuitesPolicy = from.CipherSuitesPolicy,
        EnabledSslProtocols = from.EnabledSslProtocols,
        RemoteCertificateValidationCallback = from.RemoteCertificateValidationCallback,
        TargetHost = from.TargetHost,
    };
}
