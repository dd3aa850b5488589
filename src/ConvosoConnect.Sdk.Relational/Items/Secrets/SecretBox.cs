using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConvosoConnect.Sdk.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Relational.Items.Secrets;

/// <summary>
/// Encrypts endpoints and adaptors that hold credentials with the app's <see cref="ISecretProtector"/>, else with its ASP.NET Core data protection, else not at all, which is
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

    private bool IsActive => _own is not null || _framework is not null;

    private string? ProtectorName => (_own?.GetType() ?? _framework?.GetType())?.Name;

    /// <summary>An item as it is stored.</summary>
    /// <param name="noun">What the item is called.</param>
    /// <param name="item">The item.</param>
    /// <param name="remove">Gives the item without its credentials.</param>
    /// <param name="json">How it is written.</param>
    /// <exception cref="CryptographicException">The protector returned no text. Stored, that would be an item without credentials.</exception>
    public StoredItem Close<T>(string noun, T item, Func<T, T> remove, JsonTypeInfo<T> json)
        where T : class
    {
        byte[] whole = JsonSerializer.SerializeToUtf8Bytes(item, json);
        if (!IsActive || remove(item) is not { } open || open.Equals(item))
        {
            return new(whole, null);
        }

        string plain = Encoding.UTF8.GetString(whole);
        string? secret = _own is not null ? _own.Protect(plain) : _framework!.Protect(plain);
        return !string.IsNullOrEmpty(secret) ? new(JsonSerializer.SerializeToUtf8Bytes(open, json), Encoding.UTF8.GetBytes(secret)) : throw new CryptographicException(
            $"The {noun} was not saved: {ProtectorName} returned no text for credentials that it was to encrypt, so they would be lost. Correct the app's secret protector.");
    }

    /// <summary>The item as it is used; one that cannot be decrypted comes without its credentials and with a fault.</summary>
    public T Open<T>(StoredItem stored, JsonTypeInfo<T> json, Func<T, string, T> withFault)
        where T : class
    {
        string fault;
        try
        {
            if (stored.Secret is null)
            {
                return JsonSerializer.Deserialize(stored.Document, json)!;
            }

            if (Unprotect(Encoding.UTF8.GetString(stored.Secret)) is { Length: > 0 } plain)
            {
                return JsonSerializer.Deserialize(plain, json)!;
            }

            fault = $"Its credentials cannot be decrypted: {ProtectorName} returned no text for them. Correct the app's secret protector, or enter the credentials again and save.";
        }
#pragma warning disable CA1031 // Whatever the app's protector throws concerns this item alone; the others must be listed and used all the same.
        catch (Exception) when (stored.Secret is not null)
#pragma warning restore CA1031
        {
            fault = "Its credentials cannot be decrypted: the key is missing or was replaced. Restore the key, or enter the credentials again and save.";
        }

        return withFault(JsonSerializer.Deserialize(stored.Document, json)!, fault);
    }

    private string? Unprotect(string secret) => _own is not null ? _own.Unprotect(secret)
        : _framework is not null ? _framework.Unprotect(secret)
        : throw new CryptographicException("The app has neither a secret protector nor data protection.");

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
