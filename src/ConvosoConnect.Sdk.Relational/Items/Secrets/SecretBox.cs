using System.Security.Cryptography;
using ConvosoConnect.Sdk.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Relational.Items.Secrets;

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
            Warn(logger);
        }
    }

    public bool IsActive => _own is not null || _framework is not null;

    /// <summary>The endpoint as it is stored.</summary>
    /// <exception cref="CryptographicException">The protector returned no text. Stored, that would be an endpoint without credentials.</exception>
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

        string fault;
        try
        {
            if (Unprotect(stored.ApiAuthentication) is { } authentication && Unprotect(stored.AuthorizationHeader) is { } header)
            {
                return stored with { ApiAuthentication = authentication, AuthorizationHeader = header };
            }

            fault = $"Its credentials cannot be decrypted: {ProtectorName} returned no text for them. Correct the app's secret protector, or enter the credentials again and save.";
        }
#pragma warning disable CA1031 // Whatever the app's protector throws concerns this endpoint alone; the others must be listed and used all the same.
        catch (Exception)
#pragma warning restore CA1031
        {
            fault = "Its credentials cannot be decrypted: the key is missing or was replaced. Restore the key, or enter the credentials again and save.";
        }

        return stored with { ApiAuthentication = "", AuthorizationHeader = "", Fault = fault };
    }

    private string? ProtectorName => (_own?.GetType() ?? _framework?.GetType())?.Name;

    private string Protect(string plain)
    {
        if (plain.Length == 0)
        {
            return plain;
        }

        string? secret = _own is not null ? _own.Protect(plain) : _framework!.Protect(plain);
        return !string.IsNullOrEmpty(secret) ? secret : throw new CryptographicException(
            $"The endpoint was not saved: {ProtectorName} returned no text for credentials that it was to encrypt, so they would be lost. Correct the app's secret protector.");
    }

    /// <summary>The credential; null when the protector returned no text for a secret.</summary>
    private string? Unprotect(string secret)
    {
        if (secret.Length == 0)
        {
            return secret;
        }

        string? plain = _own is not null ? _own.Unprotect(secret)
            : _framework is not null ? _framework.Unprotect(secret)
            : throw new CryptographicException("The app has neither a secret protector nor data protection.");
        return string.IsNullOrEmpty(plain) ? null : plain;
    }

    private static void Warn(ILogger logger)
    {
        try
        {
            Unprotected(logger);
        }
#pragma warning disable CA1031 // The logger is the app's. One that throws stops neither the start nor a send, and there is nobody left to tell.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "Credentials of endpoints are stored in the clear. Add ASP.NET Core data protection or an ISecretProtector to encrypt them.")]
    private static partial void Unprotected(ILogger logger);
}
