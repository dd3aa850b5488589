using System.Security.Cryptography;
using ConvosoConnect.Sdk.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>
/// Encrypts the credentials of endpoints with the app's <see cref="ISecretProtector"/>, else with its ASP.NET Core data protection, else not at all, which is
/// said once at start.
/// </summary>
internal sealed partial class SecretBox
{
    private readonly ISecretProtector? _own;
    private readonly IDataProtector? _framework;

    public SecretBox(IServiceProvider services, ILogger<SecretBox> logger)
    {
        _own = services.GetService<ISecretProtector>();
        _framework = _own is null ? services.GetService<IDataProtectionProvider>()?.CreateProtector("ConvosoConnect.Sdk.Endpoints") : null;
        if (!IsActive)
        {
            Unprotected(logger);
        }
    }

    public bool IsActive => _own is not null || _framework is not null;

    /// <summary>The endpoint as it is stored.</summary>
    public ConnectEndpoint Close(ConnectEndpoint endpoint) => !IsActive ? endpoint : endpoint with
    {
        ApiAuthentication = Protect(endpoint.ApiAuthentication),
        AuthorizationHeader = Protect(endpoint.AuthorizationHeader),
    };

    /// <summary>The endpoint as it is used; one whose credentials cannot be decrypted comes without them and with a fault.</summary>
    public ConnectEndpoint Open(ConnectEndpoint stored, bool isProtected)
    {
        if (!isProtected)
        {
            return stored;
        }

        try
        {
            return stored with
            {
                ApiAuthentication = Unprotect(stored.ApiAuthentication),
                AuthorizationHeader = Unprotect(stored.AuthorizationHeader),
            };
        }
#pragma warning disable CA1031 // Whatever the app's protector throws concerns this endpoint alone; the others must be listed and used all the same.
        catch (Exception)
#pragma warning restore CA1031
        {
            return stored with
            {
                ApiAuthentication = "",
                AuthorizationHeader = "",
                Fault = "Its credentials cannot be decrypted: the key is missing or was replaced. Restore the key, or enter the credentials again and save.",
            };
        }
    }

    private string Protect(string plain) =>
        plain.Length == 0 ? plain : _own is not null ? _own.Protect(plain) : _framework!.Protect(plain);

    private string Unprotect(string secret) => secret.Length == 0 ? secret
        : _own is not null ? _own.Unprotect(secret)
        : _framework is not null ? _framework.Unprotect(secret)
        : throw new CryptographicException("The app has neither a secret protector nor data protection.");

    [LoggerMessage(40, LogLevel.Warning, "Credentials of endpoints are stored in the clear. Add ASP.NET Core data protection or an ISecretProtector to encrypt them.")]
    private static partial void Unprotected(ILogger logger);
}
