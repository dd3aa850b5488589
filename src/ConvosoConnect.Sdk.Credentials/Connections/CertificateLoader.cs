using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Credentials.Connections;

/// <summary>Loads a certificate with its private key, and the certificates above it.</summary>
internal static class CertificateLoader
{
    /// <exception cref="CredentialException">It cannot be loaded; the message says why and holds no secret.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Others) Load(string name, ClientCertificateOptions options)
    {
        string source = options.Thumbprint.Length > 0 ? $"the store {options.StoreLocation}/{options.StoreName}" : options.File.Length > 0 ? options.File : "Pem";
        try
        {
            X509Certificate2Collection all = LoadAll(options);
            X509Certificate2 certificate = all.FirstOrDefault(c => c.HasPrivateKey)
                ?? throw new CredentialException(all.Count == 0
                    ? $"The client certificate '{name}' was not found in {source}. Check how the credential is defined."
                    : $"The client certificate '{name}' has no private key in {source}. Add the key: it must stand beside the certificate, or in KeyFile.");
            all.Remove(certificate);
            return (certificate, all);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            string why = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                CryptographicException => "it cannot be read: it is damaged, of another kind, or the password is wrong",
                _ => exception.GetType().Name,
            };
            throw new CredentialException($"The client certificate '{name}' could not be loaded from {source}: {why}. Check how the credential is defined.", exception);
        }
    }

    private static X509Certificate2Collection LoadAll(ClientCertificateOptions options)
    {
        if (options.Thumbprint.Length > 0)
        {
            using var store = new X509Store(options.StoreName, options.StoreLocation, OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            return store.Certificates.Find(X509FindType.FindByThumbprint, options.Thumbprint.Replace(" ", "", StringComparison.Ordinal), validOnly: false);
        }

        if (options.Pem.Length > 0)
        {
            return FromPem(options.Pem, options.Pem, options.Password);
        }

        byte[] bytes = File.ReadAllBytes(options.File);
        return bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0
            ? FromPem(Encoding.UTF8.GetString(bytes), options.KeyFile.Length > 0 ? File.ReadAllText(options.KeyFile) : Encoding.UTF8.GetString(bytes), options.Password)
            : X509CertificateLoader.LoadPkcs12Collection(bytes, options.Password);
    }

    private static X509Certificate2Collection FromPem(string certificates, string key, string password)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificates);
        if (all.Count == 0 || !key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return all;
        }

        X509Certificate2 certificate = key.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)
            ? X509Certificate2.CreateFromEncryptedPem(certificates, key, password)
            : X509Certificate2.CreateFromPem(certificates, key);
        if (OperatingSystem.IsWindows())
        {
            // Windows' TLS takes no key that lives in memory only.
            using X509Certificate2 inMemory = certificate;
            certificate = X509CertificateLoader.LoadPkcs12(inMemory.Export(X509ContentType.Pkcs12), password: null);
        }

        all.RemoveAt(0);
        all.Insert(0, certificate);
        return all;
    }
}
