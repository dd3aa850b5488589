using System.Text;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>The secrets within the value of a header that <see cref="CredentialNames"/> calls sensitive, for a <see cref="CredentialMask"/>.</summary>
internal static class HeaderSecrets
{
    /// <summary>
    /// The whole value; without its scheme (<c>Bearer T</c> holds <c>T</c>); the password of a <c>Basic</c> value, also together with its user; and
    /// the values of its parameters (<c>OAuth oauth_token="T"</c>, <c>sid=T; theme=dark</c>). A receiver may quote any of them.
    /// </summary>
    public static IReadOnlyCollection<string> Of(string value)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal) { value };
        string trimmed = value.Trim();
        int space = trimmed.IndexOf(' ', StringComparison.Ordinal);
        string credentials = trimmed[(space + 1)..].TrimStart();
        secrets.Add(credentials);
        if (space > 0 && trimmed.AsSpan(0, space).Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            AddBasic(secrets, credentials);
        }

        foreach (string part in trimmed.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                secrets.Add(part[(equals + 1)..].Trim('"', '='));
            }
        }

        secrets.Remove("");
        return secrets;
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
