using System.Text;
using System.Text.Unicode;

namespace ConvosoConnect.Sdk.Credentials.Signatures;

/// <summary>The spellings in which a receiver may repeat the key of a signature, so that each is masked.</summary>
internal static class KeySpellings
{
    /// <summary>The key as Base64, as hexadecimal digits, and as text where it is text.</summary>
    public static IEnumerable<string> Of(byte[] key)
    {
        yield return Convert.ToBase64String(key);
        yield return Convert.ToHexStringLower(key);
        yield return Convert.ToHexString(key);
        if (Utf8.IsValid(key))
        {
            yield return Encoding.UTF8.GetString(key);
        }
    }
}
