using System.Text.Json;
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
    public static bool IsGrantRefused(TokenResponse response) => Find(response, "error") == OidcConstants.TokenErrors.InvalidGrant;

    /// <summary>Gives the token of a response.</summary>
    /// <exception cref="CredentialException">There is none; the message says why.</exception>
    public AccessToken Read(TokenResponse response, string? refreshToken = null)
    {
        if (FaultOf(response) is { } fault)
        {
            throw new CredentialException(
                $"The credential '{credential}' got no token: {Hide(fault, options.ClientSecret, refreshToken, Find(response, "access_token"))}", response.Exception);
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

        if (response.HttpResponse is not { } message)
        {
            return $"{Place} was not asked: {response.Exception?.GetType().Name}. Check TokenUrl.";
        }

        string answered = $"{Place} answered {(int)message.StatusCode}";
        string type = message.Content?.Headers.ContentType?.MediaType is { } media ? $" with {Quote.From(media)}" : "";
        string? kind = Find(response, "token_type");
        return Find(response, "error") switch
        {
            OidcConstants.TokenErrors.InvalidGrant =>
                $"{answered}: the refresh token is no longer accepted. Authorise this app again, and give the new refresh token.",
            { } error => $"{answered} with the error {Word(error)}. Check ClientId, ClientSecret and Scope.",
            _ when !message.IsSuccessStatusCode => $"{answered}{type}. Check TokenUrl, ClientId and ClientSecret.",
            _ when RootOf(response) is null => $"{answered}{type}, which is not the JSON of a token. Check TokenUrl.",
            _ when string.IsNullOrEmpty(Find(response, "access_token")) => $"{answered}{type}, and its JSON has no access_token. Check TokenUrl.",
            _ when !IsSendable(Find(response, "access_token")!) => $"{answered} with a token that no header can carry: it has a space, a control character or one beyond ASCII.",
            _ when kind is not null && !kind.Equals("Bearer", StringComparison.OrdinalIgnoreCase) =>
                $"{answered} with a token of the type {Word(kind)}; only Bearer tokens can be used.",
            _ => null,
        };
    }

    /// <summary>The JSON object of a response, whatever its status; null when it is none. The library throws for other JSON, and reads errors of the status 400 alone.</summary>
    private static JsonElement? RootOf(TokenResponse response)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(response.Raw ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Find(TokenResponse response, string member) =>
        RootOf(response) is { } root && root.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private string Place => new Uri(options.TokenUrl).Authority;

    /// <summary>
    /// An error's or a type's name where it is a plain word, as those of RFC 6749. Free text, such as a description, may repeat a secret in any spelling or cut in half, so it is not
    /// quoted.
    /// </summary>
    private static string Word(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetter(c) || c is '_' or '-' or '.') ? $"'{text}'" : "that is no plain word";

    /// <summary>Whether a token can stand in a header (RFC 6750: visible ASCII).</summary>
    private static bool IsSendable(string token) => token.All(c => c is > ' ' and <= '~');

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
