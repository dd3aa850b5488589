using System.Text;

namespace ConvosoConnect.Sdk.Redaction;

/// <summary>Finds the secrets within the value of a header that <see cref="CredentialNames"/> calls sensitive.</summary>
internal static class HeaderSecrets
{
    /// <summary>
    /// Gives all parts of a header's value that a receiver may quote: the whole value; the value without its scheme (<c>T</c> of <c>Bearer T</c>); of a <c>Basic</c> value the
    /// password, and user and password; and the values of parameters (<c>OAuth oauth_token="T"</c>, <c>sid=T; theme=dark</c>).
    /// </summary>
    public static IReadOnlyCollection<string> Find(string value)
    {
        string token = TokenOf(value);
        var secrets = new HashSet<string>(StringComparer.Ordinal) { value, token };
        if (value.TrimStart().StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            AddBasic(secrets, token);
        }

        secrets.UnionWith(ParametersOf(value).Select(parameter => parameter.Value));
        secrets.Remove("");
        return secrets;
    }

    /// <summary>Gives the value without its scheme.</summary>
    public static string TokenOf(string value)
    {
        string trimmed = value.Trim();
        return trimmed[(trimmed.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimStart();
    }

    /// <summary>Gives the parameters of a value, such as the <c>sid</c> of a cookie.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ParametersOf(string value)
    {
        foreach (string part in value.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part[(equals + 1)..].Trim('"', '=') is { Length: > 0 } secret)
            {
                yield return new(part[..equals], secret);
            }
        }
    }

    private static void AddBasic(HashSet<string> secrets, string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (Convert.TryFromBase64String(credentials, bytes, out int written))
        {
            string pair = Encoding.UTF8.GetString(bytes, 0, written);
            int colon = pair.IndexOf(':', StringComparison.Ordinal);
            secrets.Add(pair);
            secrets.Add(pair[(colon + 1)..]);
        }
    }
}
