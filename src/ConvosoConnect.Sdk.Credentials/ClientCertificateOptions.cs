using System.Security.Cryptography.X509Certificates;

namespace ConvosoConnect.Sdk.Credentials;

/// <summary>Where a client certificate with its private key is: in a file, in a text, or in a certificate store. Give exactly one of the three.</summary>
public sealed class ClientCertificateOptions
{
    /// <summary>A file: PKCS#12 (<c>.pfx</c>, <c>.p12</c>) or PEM, with intermediate certificates where the receiver needs them. It is read again when the handlers are renewed.</summary>
    public string File { get; set; } = "";

    /// <summary>The PEM file of the private key, where <see cref="File"/> does not hold it. Default empty.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>The password of the PKCS#12 file or of an encrypted PEM key. Default empty.</summary>
    public string Password { get; set; } = "";

    /// <summary>The certificate and its private key as PEM text, for instance from a secret.</summary>
    public string Pem { get; set; } = "";

    /// <summary>The thumbprint of a certificate in <see cref="StoreName"/>.</summary>
    public string Thumbprint { get; set; } = "";

    /// <summary>The certificate store of <see cref="Thumbprint"/>. Default <c>My</c>.</summary>
    public StoreName StoreName { get; set; } = StoreName.My;

    /// <summary>Whose store it is. Default <c>CurrentUser</c>.</summary>
    public StoreLocation StoreLocation { get; set; } = StoreLocation.CurrentUser;

    internal IEnumerable<string> FindFaults() => new[]
    {
        new[] { File, Pem, Thumbprint }.Count(source => !string.IsNullOrWhiteSpace(source)) == 1 ? null : "Give exactly one of File, Pem and Thumbprint.",
        !string.IsNullOrEmpty(KeyFile) && string.IsNullOrEmpty(File) ? "There is a KeyFile without a File." : null,
    }.OfType<string>();
}
