namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// Encrypts the credentials of endpoints before a database keeps them. Register one in an app without ASP.NET Core data protection. It must be safe for concurrent use.
/// </summary>
public interface ISecretProtector
{
    /// <summary>Encrypts a credential.</summary>
    /// <param name="plain">A credential; never empty.</param>
    /// <returns>A text that <see cref="Unprotect"/> can decrypt, also after the keys were rotated. When it is empty, the save is refused.</returns>
    string Protect(string plain);

    /// <summary>Decrypts a credential.</summary>
    /// <param name="secret">The text that <see cref="Protect"/> returned.</param>
    /// <returns>The credential. When it is empty, the endpoint gets a <see cref="ConnectEndpoint.Fault"/> and is not used.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key does not exist any longer, or the text was changed.</exception>
    string Unprotect(string secret);
}
