namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// Encrypts the credentials of endpoints before a database keeps them. Supply one where the app has no ASP.NET Core data protection; safe for concurrent use.
/// </summary>
public interface ISecretProtector
{
    /// <summary>Encrypts.</summary>
    /// <param name="plain">A credential; never empty.</param>
    /// <returns>Text that <see cref="Unprotect"/> understands, also after the keys were rotated. An empty one is a fault: the save is refused.</returns>
    string Protect(string plain);

    /// <summary>Decrypts.</summary>
    /// <param name="secret">What <see cref="Protect"/> returned.</param>
    /// <returns>The credential. An empty one is a fault: the endpoint is not used.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is gone, or the text was changed.</exception>
    string Unprotect(string secret);
}
