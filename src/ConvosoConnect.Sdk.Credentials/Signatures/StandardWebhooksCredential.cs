using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Credentials.Signatures;

/// <summary>
/// Signatures by the specification Standard Webhooks 1.0.0 (standardwebhooks.com): id, time stamp and body, by HMAC-SHA256, in three headers. While a secret is replaced, the
/// request has a signature of each.
/// </summary>
internal sealed class StandardWebhooksCredential : IEndpointCredential
{
    public const string Kind = "StandardWebhooks";

    // A new secret and the one that it replaces.
    private const int MostSecrets = 2;
    private const string Mark = "whsec_";
    private const string Id = "webhook-id";
    private const string Timestamp = "webhook-timestamp";
    private const string Signature = "webhook-signature";

    private readonly byte[][] _keys;
    private readonly TimeProvider _time;

    private StandardWebhooksCredential(string name, IReadOnlyList<string> secrets, TimeProvider time)
    {
        (Name, _time) = (name, time);
        _keys = [.. secrets.Select(secret => KeyOf(secret)!)];
        Contract = new() { Headers = [Id, Timestamp, Signature], Secrets = [.. secrets, .. _keys.SelectMany(KeySpellings.Of)] };
    }

    public string Name { get; }

    public CredentialContract Contract { get; }

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Define(string name, IReadOnlyList<string> secrets) =>
        (new(name, Kind, services => new StandardWebhooksCredential(name, secrets, services.GetRequiredService<TimeProvider>())), FindFaults(secrets));

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Read(string name, ConfigurationReader reader) => Define(name, reader.Texts("Secrets") ?? []);

    public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        string id = IdOf(request.SendId);
        string timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. request.Body.Span];
        string[] signatures = [.. _keys.Select(key => Convert.ToBase64String(HMACSHA256.HashData(key, signed)))];
        Array.ForEach(signatures, request.AddSecret);
        request.SetHeader(Id, id);
        request.SetHeader(Timestamp, timestamp);
        request.SetHeader(Signature, string.Join(' ', signatures.Select(signature => $"v1,{signature}")));
        return default;
    }

    /// <summary>The specification's id must not hold a full stop, which separates it from the time stamp; such a send id is hashed.</summary>
    private static string IdOf(string sendId) =>
        sendId.Contains('.', StringComparison.Ordinal) ? $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sendId)).AsSpan(0, 16))}" : sendId;

    /// <summary>Reads a secret, with or without its mark; null when it is none.</summary>
    private static byte[]? KeyOf(string? secret)
    {
        string text = secret ?? "";
        text = text.StartsWith(Mark, StringComparison.Ordinal) ? text[Mark.Length..] : text;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) && length > 0 ? key[..length] : null;
    }

    private static IEnumerable<string> FindFaults(IReadOnlyList<string> secrets)
    {
        if (secrets.Count is 0 or > MostSecrets)
        {
            yield return $"Secrets has {secrets.Count} entries; give one, or the new and the old one while a receiver changes.";
        }

        for (int at = 0; at < secrets.Count; at++)
        {
            if (KeyOf(secrets[at]) is null)
            {
                yield return $"Secrets[{at}] is not {Mark} followed by Base64.";
            }
        }
    }
}
