using System.Buffers;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Tells by the name of a header or query parameter whether its value is a credential. When in doubt it is (our decision): a masked harmless
/// value costs a look at the endpoint, an unmasked credential its change.
/// </summary>
internal static class CredentialNames
{
    private static readonly SearchValues<string> Parts = SearchValues.Create(
        [
            "token", "secret", "password", "passwd", "passphrase", "pwd", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key",
            "privatekey", "credential", "signature", "session", "bearer", "cookie", "jwt",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words =
        new HashSet<string>(["key", "keys", "hapikey", "pass", "pw", "sig", "otp", "csrf", "xsrf"], StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the value under this name is to be masked. The key of an idempotency header names a send and opens nothing: the log must show it.</summary>
    public static bool IsSensitive(ReadOnlySpan<char> name) =>
        (name.ContainsAny(Parts) || HasAuth(name) || HasWord(name)) && !name.Contains("idempotency", StringComparison.OrdinalIgnoreCase);

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
