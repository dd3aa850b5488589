using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Credentials;
using Duende.IdentityModel.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Credentials.OAuth;

/// <summary>A Bearer token of an OAuth 2 token endpoint, got by client credentials or by a refresh token.</summary>
internal sealed partial class OAuthCredential : IEndpointCredential
{
    public const string ClientCredentialsKind = "OAuthClientCredentials";
    public const string RefreshTokenKind = "OAuthRefreshToken";
    private const string Header = "Authorization";

    private readonly OAuthOptions _options;
    private readonly IRefreshTokenStore _store;
    private readonly ILogger _logger;
    private readonly TokenRequest _request;
    private readonly TokenCache _tokens;

    // The latest refresh token, kept here too for the case that the store fails.
    private string? _refreshToken;

    private OAuthCredential(string name, OAuthOptions options, bool refreshes, IServiceProvider services)
    {
        (Name, _options) = (name, options);
        _store = services.GetRequiredService<IRefreshTokenStore>();
        _logger = services.GetRequiredService<ILogger<OAuthCredential>>();
        _request = new(name, options, services.GetRequiredService<CredentialHttp>());
        _tokens = new(refreshes ? RefreshAsync : FetchAsync, options.RefreshBefore, services.GetRequiredService<TimeProvider>());
        Contract = new() { Headers = [Header], Secrets = [.. new[] { options.ClientSecret, options.RefreshToken }.Where(secret => !string.IsNullOrEmpty(secret))] };
    }

    public string Name { get; }

    public CredentialContract Contract { get; }

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Define(string name, OAuthOptions options, bool refreshes) => (
        new(name, refreshes ? RefreshTokenKind : ClientCredentialsKind, services => new OAuthCredential(name, options, refreshes, services)),
        options.FindFaults(needsSecret: !refreshes));

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) ReadClientCredentials(string name, ConfigurationReader reader) =>
        Define(name, Read(reader, new()), refreshes: false);

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) ReadRefreshToken(string name, ConfigurationReader reader)
    {
        OAuthOptions options = Read(reader, new());
        options.RefreshToken = reader.Text(nameof(options.RefreshToken), "");
        return Define(name, options, refreshes: true);
    }

    public async ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        AccessToken token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        request.AddSecret(token.Value);
        request.SetHeader(Header, $"Bearer {token.Value}");
    }

    public ValueTask<bool> RenewAsync(CredentialRequest request, CancellationToken cancellationToken) =>
        request.Message.Headers.Authorization is { Scheme: "Bearer", Parameter: { } refused } ? _tokens.RenewAsync(refused, cancellationToken) : new(false);

    private static OAuthOptions Read(ConfigurationReader reader, OAuthOptions options)
    {
        options.TokenUrl = reader.Text(nameof(options.TokenUrl), "");
        options.ClientId = reader.Text(nameof(options.ClientId), "");
        options.ClientSecret = reader.Text(nameof(options.ClientSecret), "");
        options.ClientSecretInBody = reader.Boolean(nameof(options.ClientSecretInBody), options.ClientSecretInBody);
        options.Scope = reader.Text(nameof(options.Scope), "");
        options.Audience = reader.Text(nameof(options.Audience), "");
        options.Resource = reader.Text(nameof(options.Resource), "");
        options.RefreshBefore = reader.Duration(nameof(options.RefreshBefore), options.RefreshBefore);
        return options;
    }

    private async Task<AccessToken> FetchAsync() => _request.Read(await _request.ByClientCredentialsAsync().ConfigureAwait(false));

    private async Task<AccessToken> RefreshAsync()
    {
        string refreshToken = await LatestAsync().ConfigureAwait(false) ?? throw new CredentialException(
            $"The credential '{Name}' has no refresh token. Authorise this app at the vendor, and give the refresh token as RefreshToken or in the store.");
        TokenResponse response = await _request.ByRefreshTokenAsync(refreshToken).ConfigureAwait(false);

        // Another instance of the app may have used the token in between; its successor is then in the store.
        if (TokenRequest.IsGrantRefused(response) && await _store.GetAsync(Name, CancellationToken.None).ConfigureAwait(false) is { } later && later != refreshToken)
        {
            refreshToken = later;
            response = await _request.ByRefreshTokenAsync(refreshToken).ConfigureAwait(false);
        }

        AccessToken token = _request.Read(response, refreshToken);
        if (response.RefreshToken is { Length: > 0 } next && next != refreshToken)
        {
            _refreshToken = next;
            await SaveAsync(next).ConfigureAwait(false);
        }

        return token;
    }

    private async ValueTask<string?> LatestAsync() =>
        _refreshToken
        ?? await _store.GetAsync(Name, CancellationToken.None).ConfigureAwait(false)
        ?? (string.IsNullOrEmpty(_options.RefreshToken) ? null : _options.RefreshToken);

    private async ValueTask SaveAsync(string refreshToken)
    {
        try
        {
            await _store.SaveAsync(Name, refreshToken, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The token itself is good; a store that fails now must not stop sends. The app's log says what it means for the next start.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            NotSaved(_logger, Name, exception.GetType().Name);
        }
    }

    [LoggerMessage(
        61,
        LogLevel.Error,
        "The new refresh token of the credential '{Credential}' was not saved ({Reason}). It is used until this process ends; after that the app must be authorised again.")]
    private static partial void NotSaved(ILogger logger, string credential, string reason);
}
