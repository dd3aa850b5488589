using System.Security.Cryptography;
using System.Text;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>A protector as an app might have: AES-GCM, the key's name in front; the first key encrypts, all decrypt.</summary>
internal sealed class KeyRing(params string[] keys) : ISecretProtector
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Whether the keys are out of reach for now.</summary>
    public bool IsAway { get; set; }

    public Func<Exception> Failure { get; init; } = () => new CryptographicException("The key is not there.");

    public string Protect(string plain)
    {
        byte[] text = Encoding.UTF8.GetBytes(plain);
        byte[] box = new byte[NonceLength + TagLength + text.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using AesGcm aes = Cipher(keys[0]);
        aes.Encrypt(box.AsSpan(0, NonceLength), text, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength));
        return $"{keys[0]}:{Convert.ToBase64String(box)}";
    }

    public string Unprotect(string secret)
    {
        string key = secret.Split(':')[0];
        if (IsAway || !keys.Contains(key))
        {
            throw Failure();
        }

        byte[] box = Convert.FromBase64String(secret[(key.Length + 1)..]);
        byte[] text = new byte[box.Length - NonceLength - TagLength];
        using AesGcm aes = Cipher(key);
        aes.Decrypt(box.AsSpan(0, NonceLength), box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength), text);
        return Encoding.UTF8.GetString(text);
    }

    private static AesGcm Cipher(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)), TagLength);
}
