using System.Buffers;

namespace ConvosoConnect.Sdk.Redaction;

/// <summary>
/// Decides by the name of a header or query parameter whether its value is a credential. In doubt it counts as one (our decision): a harmless value that is masked can be looked
/// up at the endpoint, but a credential that was shown must be replaced.
/// </summary>
/// <param name="further">Further names of credentials in this app, compared as a whole and ignoring case.</param>
internal sealed class CredentialNames(IEnumerable<string> further)
{
    private static readonly SearchValues<string> Parts = SearchValues.Create(
        [
            "token", "secret", "password", "passwd", "passphrase", "pwd", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key",
            "privatekey", "private_key", "private-key", "credential", "signature", "session", "bearer", "cookie", "jwt", "hmac", "passcode", "passkey",
            "appkey", "subscriptionkey", "clientkey", "masterkey", "sharedkey", "signingkey", "encryptionkey", "accountkey", "storagekey", "licensekey",
            "partnerkey", "userkey", "webhookkey", "integrationkey", "servicekey", "functionkey", "sharekey", "deploykey",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words =
        new HashSet<string>(["key", "keys", "hapikey", "pass", "pw", "sig", "otp", "totp", "csrf", "xsrf"], StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _further =
        new HashSet<string>(further, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The built-in names, without further ones of an app.</summary>
    public static CredentialNames Default { get; } = new([]);

    /// <summary>
    /// Whether the value under this name must be masked. The key of an idempotency header is not masked: it identifies a send, gives no access, and the log must show it. The
    /// exact name <c>code</c> counts as a credential, because authorization codes and Azure function keys have it; postal codes and the like have longer names.
    /// </summary>
    public bool IsSensitive(ReadOnlySpan<char> name) =>
        _further.Contains(name)
        || ((name.ContainsAny(Parts) || name.Equals("code", StringComparison.OrdinalIgnoreCase) || HasAuth(name) || HasWord(name))
            && !name.Contains("idempotency", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a header authorizes the caller, so that its value counts as a strong credential even when it is short.</summary>
    public static bool IsAuthorization(ReadOnlySpan<char> name) =>
        name.Contains("authorization", StringComparison.OrdinalIgnoreCase) || name.Contains("authorisation", StringComparison.OrdinalIgnoreCase);

    // Finds "auth", except in author, authors and authored: there "or" follows, but not "oriz" or "oris" as in authorization.
    private static bool HasAuth(ReadOnlySpan<char> name)
    {
        for (int at = Find(name, "auth"); at >= 0; at = Find(name, "auth"))
        {
            name = name[(at + 4)..];
            if (!StartsWith(name, "or") || StartsWith(name, "oriz") || StartsWith(name, "oris"))
            {
                return true;
            }
        }

        return false;

        static int Find(ReadOnlySpan<char> text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase);
        static bool StartsWith(ReadOnlySpan<char> text, string part) => text.StartsWith(part, StringComparison.OrdinalIgnoreCase);
    }

    // A word ends at any character except a letter, and before a capital letter that follows a small one: x-key, x_key_2, clientKey.
    private static bool HasWord(ReadOnlySpan<char> name)
    {
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool ends = i == name.Length || !char.IsAsciiLetter(name[i]);
            if (ends || (i > start && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1])))
            {
                if (Words.Contains(name[start..i]))
                {
                    return true;
                }

                start = ends ? i + 1 : i;
            }
        }

        return false;
    }
}
