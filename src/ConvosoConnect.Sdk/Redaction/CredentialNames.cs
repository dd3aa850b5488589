using System.Buffers;

namespace ConvosoConnect.Sdk.Redaction;

/// <summary>
/// Tells by the name of a header or query parameter whether its value is a credential. When in doubt it is (our decision): a masked harmless
/// value costs a look at the endpoint, an unmasked credential its change.
/// </summary>
/// <param name="further">Names that are those of credentials in this app, compared whole and ignoring case.</param>
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

    /// <summary>The names that every app has.</summary>
    public static CredentialNames Default { get; } = new([]);

    /// <summary>
    /// Whether the value under this name is to be masked. The key of an idempotency header names a send and opens nothing: the log must show it. A name that is
    /// nothing but <c>code</c> is the one of an authorization code or of an Azure function's key; postal codes and their like have longer names.
    /// </summary>
    public bool IsSensitive(ReadOnlySpan<char> name) =>
        _further.Contains(name)
        || ((name.ContainsAny(Parts) || name.Equals("code", StringComparison.OrdinalIgnoreCase) || HasAuth(name) || HasWord(name))
            && !name.Contains("idempotency", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the header says who calls, so that its value is a token however short.</summary>
    public static bool IsAuthorization(ReadOnlySpan<char> name) =>
        name.Contains("authorization", StringComparison.OrdinalIgnoreCase) || name.Contains("authorisation", StringComparison.OrdinalIgnoreCase);

    // "auth" but for author, authors, authored: there "or" follows, yet not as in authorization.
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

    // Words end at anything but a letter, and before a capital that follows a small letter: x-key, x_key_2, clientKey.
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
