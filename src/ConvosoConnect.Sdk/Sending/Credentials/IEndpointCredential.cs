namespace ConvosoConnect.Sdk.Sending.Credentials;

/// <summary>
/// A credential, or another part of how requests go out, such as a proxy, that the app defines and endpoints choose by its name in <see cref="ConnectEndpoint.Credential"/>.
/// Requests of these endpoints go out through an HTTP client of their own, which has all settings of <see cref="ConvosoConnectBuilder.ConfigureHttpClient"/>. Called concurrently.
/// </summary>
public interface IEndpointCredential
{
    /// <summary>The name, compared ignoring case. It has no comma and no white space at its ends.</summary>
    string Name { get; }

    /// <summary>What is known before any send: what a preview shows, what is masked, and what the HTTP client needs. The same object each time.</summary>
    CredentialContract Contract { get; }

    /// <summary>
    /// Adds the credential to a request. It is called right before each attempt leaves, after all other handlers, so that a signature covers the final request and each attempt
    /// has a time stamp and a token of its own.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled when the send ends.</param>
    /// <returns>When the request is ready.</returns>
    /// <exception cref="CredentialException">The request cannot have the credential; nothing is sent, and the message is the result's error.</exception>
    ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken);

    /// <summary>Is asked once, when the receiver answers 401: gets what <see cref="AddAsync"/> then adds anew, such as a fresh token. By default there is nothing new.</summary>
    /// <param name="request">The refused request.</param>
    /// <param name="cancellationToken">Cancelled when the send ends.</param>
    /// <returns>Whether the request is to be sent once more; a receiver that answers 401 has not taken it (our decision).</returns>
    ValueTask<bool> RenewAsync(CredentialRequest request, CancellationToken cancellationToken) => new(false);
}
