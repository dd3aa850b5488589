using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Credentials.Signatures;

/// <summary>An HMAC of each request in a header.</summary>
internal sealed class HmacSignatureCredential : IEndpointCredential
{
    public const string Kind = "HmacSignature";

    private readonly HmacSignatureOptions _options;
    private readonly byte[] _key;
    private readonly SignatureTemplate _signed;
    private readonly SignatureTemplate _value;
    private readonly TimeProvider _time;

    private HmacSignatureCredential(string name, HmacSignatureOptions options, TimeProvider time)
    {
        (Name, _options, _time) = (name, options, time);
        _key = KeyOf(options)!;
        (_signed, _value) = (new(options.SignedContent), new(options.Value));
        Contract = new()
        {
            Headers = string.IsNullOrEmpty(options.TimestampHeader) ? [options.Header] : [options.TimestampHeader, options.Header],
            Secrets = [options.Secret, .. KeySpellings.Of(_key)],
        };
    }

    public string Name { get; }

    public CredentialContract Contract { get; }

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Define(string name, HmacSignatureOptions options) => (
        new(name, Kind, services => new HmacSignatureCredential(name, options, services.GetRequiredService<TimeProvider>())), options.FindFaults());

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Read(string name, ConfigurationReader reader)
    {
        var options = new HmacSignatureOptions();
        options.Secret = reader.Text(nameof(options.Secret), "");
        options.SecretEncoding = reader.Choice(nameof(options.SecretEncoding), options.SecretEncoding);
        options.Header = reader.Text(nameof(options.Header), options.Header);
        options.Algorithm = reader.Choice(nameof(options.Algorithm), options.Algorithm);
        options.SignedContent = reader.Text(nameof(options.SignedContent), options.SignedContent);
        options.Encoding = reader.Choice(nameof(options.Encoding), options.Encoding);
        options.Value = reader.Text(nameof(options.Value), options.Value);
        options.TimestampHeader = reader.Text(nameof(options.TimestampHeader), "");
        return Define(name, options);
    }

    /// <summary>Reads the secret; null when it is not written as the options say.</summary>
    public static byte[]? KeyOf(HmacSignatureOptions options)
    {
        try
        {
            return options.SecretEncoding switch
            {
                BinaryText.Hex => Convert.FromHexString(options.Secret),
                BinaryText.Base64 => Convert.FromBase64String(options.Secret),
                _ => Encoding.UTF8.GetBytes(options.Secret ?? ""),
            };
        }
        catch (Exception exception) when (exception is FormatException or ArgumentNullException)
        {
            return null;
        }
    }

    public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        string timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = new ArrayBufferWriter<byte>(request.Body.Length + 256);
        _signed.Write(request, timestamp, signed);
        byte[] hash = Hash(signed.WrittenSpan);
        string signature = _options.Encoding == BinaryText.Hex ? Convert.ToHexStringLower(hash) : Convert.ToBase64String(hash);
        request.AddSecret(signature);
        if (!string.IsNullOrEmpty(_options.TimestampHeader))
        {
            request.SetHeader(_options.TimestampHeader, timestamp);
        }

        request.SetHeader(_options.Header, _value.ToText(request, timestamp, signature));
        return default;
    }

    private byte[] Hash(ReadOnlySpan<byte> data) => _options.Algorithm switch
    {
        SignatureAlgorithm.Sha512 => HMACSHA512.HashData(_key, data),
        SignatureAlgorithm.Sha384 => HMACSHA384.HashData(_key, data),
#pragma warning disable CA5350 // Some receivers know SHA-1 only; as an HMAC it is not broken.
        SignatureAlgorithm.Sha1 => HMACSHA1.HashData(_key, data),
#pragma warning restore CA5350
        _ => HMACSHA256.HashData(_key, data),
    };
}
