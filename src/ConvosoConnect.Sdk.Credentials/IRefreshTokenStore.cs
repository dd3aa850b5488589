namespace ConvosoConnect.Sdk.Credentials;

/// <summary>
/// Keeps the refresh tokens that a token endpoint gave in place of others. In memory unless the app replaces it: after a restart the configured token is used again, which a
/// token endpoint that rotates its tokens refuses. Several instances of an app share one store.
/// </summary>
public interface IRefreshTokenStore
{
    /// <summary>Gets the latest refresh token of a credential.</summary>
    /// <param name="credential">The name of the credential.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token; null when none was saved.</returns>
    ValueTask<string?> GetAsync(string credential, CancellationToken cancellationToken = default);

    /// <summary>Saves the refresh token that replaces the one before. It is a secret: encrypt it.</summary>
    /// <param name="credential">The name of the credential.</param>
    /// <param name="refreshToken">The token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When the token is kept.</returns>
    ValueTask SaveAsync(string credential, string refreshToken, CancellationToken cancellationToken = default);
}
