using System.Text;

namespace ConvosoConnect.Sdk.Redaction;

/// <summary>The secrets within the value of a header that <see cref="CredentialNames"/> calls sensitive, for a <see cref="CredentialMask"/>.</summary>
internal static class HeaderSecrets
{
    /// <summary>
    /// The whole value; without its scheme (<c>Bearer T</c> holds <c>T</c>); the password of a <c>Basic</c> value, also together with its user; and
    /// the values of its parameters (<c>OAuth oauth_token="T"</c>, <c>sid=T; theme=dark</c>). A receiver may quote any of them.
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

    /// <summary>The value without its scheme.</summary>
    public static string TokenOf(string value)
    {
        string trimmed = value.Trim();
        return trimmed[(trimmed.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimStart();
    }

    /// <summary>The parameters that it is made of, such as the <c>sid</c> of a cookie.</summary>
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
