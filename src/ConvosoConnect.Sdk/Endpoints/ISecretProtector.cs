namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// Encrypts endpoints and adaptors that hold credentials before a database keeps them. Register one in an app without ASP.NET Core data protection. It must be safe for concurrent
/// use.
/// </summary>
public interface ISecretProtector
{
    /// <summary>Encrypts an endpoint or adaptor that holds credentials.</summary>
    /// <param name="plain">All of it as JSON, of any length; never empty.</param>
    /// <returns>A text that <see cref="Unprotect"/> can decrypt, also after the keys were rotated. When it is empty, the save is refused.</returns>
    string Protect(string plain);

    /// <summary>Decrypts what was encrypted.</summary>
    /// <param name="secret">The text that <see cref="Protect"/> returned.</param>
    /// <returns>The text that was given. When it is empty, the endpoint gets a <see cref="ConnectEndpoint.Fault"/>, or the adaptor its own, and is not used.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key does not exist any longer, or the text was changed.</exception>
    string Unprotect(string secret);
}
