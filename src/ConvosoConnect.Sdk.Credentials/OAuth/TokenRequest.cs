using ConvosoConnect.Sdk.Sending.Credentials;
using ConvosoConnect.Sdk.Text;
using Duende.IdentityModel;
using Duende.IdentityModel.Client;

namespace ConvosoConnect.Sdk.Credentials.OAuth;

/// <summary>Asks a token endpoint, by Duende.IdentityModel, and says in one sentence why there is no token.</summary>
internal sealed class TokenRequest(string credential, OAuthOptions options, CredentialHttp http)
{
    public async Task<TokenResponse> ByClientCredentialsAsync()
    {
        using var request = new ClientCredentialsTokenRequest { Scope = Optional(options.Scope) };
        Address(request);
        if (Optional(options.Resource) is { } resource)
        {
            request.Resource.Add(resource);
        }

        using HttpMessageInvoker invoker = new(http, disposeHandler: false);
        return await invoker.RequestClientCredentialsTokenAsync(request, CancellationToken.None).ConfigureAwait(false);
    }

    public async Task<TokenResponse> ByRefreshTokenAsync(string refreshToken)
    {
        using var request = new RefreshTokenRequest { RefreshToken = refreshToken, Scope = Optional(options.Scope) };
        Address(request);
        if (Optional(options.Resource) is { } resource)
        {
            request.Resource.Add(resource);
        }

        using HttpMessageInvoker invoker = new(http, disposeHandler: false);
        return await invoker.RequestRefreshTokenAsync(request, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Whether the token endpoint refused the refresh token itself.</summary>
    public static bool IsGrantRefused(TokenResponse response) => response is { IsError: true, Error: OidcConstants.TokenErrors.InvalidGrant };

    /// <summary>Gives the token of a response.</summary>
    /// <exception cref="CredentialException">There is none; the message says why.</exception>
    public AccessToken Read(TokenResponse response, string? refreshToken = null)
    {
        if (FaultOf(response) is { } fault)
        {
            throw new CredentialException($"The credential '{credential}' got no token: {Hide(fault, options.ClientSecret, refreshToken, response.AccessToken)}", response.Exception);
        }

        return new(response.AccessToken!, response.ExpiresIn > 0 ? TimeSpan.FromSeconds(response.ExpiresIn) : null);
    }

    private void Address(ProtocolRequest request)
    {
        request.Address = options.TokenUrl;
        request.ClientId = options.ClientId;
        request.ClientSecret = Optional(options.ClientSecret);
        request.ClientCredentialStyle = options.ClientSecretInBody || request.ClientSecret is null ? ClientCredentialStyle.PostBody : ClientCredentialStyle.AuthorizationHeader;
        if (Optional(options.Audience) is { } audience)
        {
            request.Parameters.Add("audience", audience);
        }
    }

    private string? FaultOf(TokenResponse response)
    {
        if (response.Exception is CredentialException failed)
        {
            return failed.Message;
        }

        string answered = response.HttpResponse is { } message
            ? $"{Place} answered {(int)message.StatusCode}"
            : $"{Place} was not asked: {response.Exception?.GetType().Name ?? response.Error}";
        string type = response.HttpResponse?.Content?.Headers.ContentType?.MediaType is { } media ? $" with {Quote.From(media)}" : "";
        return response switch
        {
            { ErrorType: ResponseErrorType.Protocol, Error: OidcConstants.TokenErrors.InvalidGrant } =>
                $"{answered}: the refresh token is no longer accepted{Description(response)}. Authorise this app again, and give the new refresh token.",
            { ErrorType: ResponseErrorType.Protocol, Error: { } error } =>
                $"{answered} with the error {Quote.From(error)}{Description(response)}. Check ClientId, ClientSecret and Scope.",
            { ErrorType: ResponseErrorType.Exception } => $"{answered}{type}, which is not the JSON of a token. Check TokenUrl.",
            { IsError: true } => $"{answered}{type}. Check TokenUrl, ClientId and ClientSecret.",
            { AccessToken: null or "" } => $"{answered}{type}, and its JSON has no access_token. Check TokenUrl.",
            { TokenType: { Length: > 0 } kind } when !kind.Equals("Bearer", StringComparison.OrdinalIgnoreCase) =>
                $"{answered} with a token of the type {Quote.From(kind)}; only Bearer tokens can be used.",
            _ => null,
        };
    }

    private string Place => new Uri(options.TokenUrl).Authority;

    private static string Description(TokenResponse response) => Optional(response.ErrorDescription) is { } text ? $" ({Quote.From(text)})" : "";

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Hide(string text, params ReadOnlySpan<string?> secrets)
    {
        foreach (string? secret in secrets)
        {
            text = string.IsNullOrEmpty(secret) ? text : text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }
}
