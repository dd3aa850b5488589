namespace ConvosoConnect.Sdk.Redaction;

/// <summary>
/// The credentials of a configuration, sorted (our decision). Strong ones are masked wherever they occur; weak ones, which are too short or too common to be told from other text
/// (<c>list_id=1001</c>), in their own place and where a response repeats name and value.
/// </summary>
internal sealed class CredentialSet
{
    /// <summary>From this length on a value under a credential's name, or without a name, is strong.</summary>
    public const int StrongLength = 8;

    /// <summary>From this length on a value of API Authentication is strong whatever its name.</summary>
    public const int StrongLengthUnderAnyName = 16;

    private readonly HashSet<string> _strong = new(StringComparer.Ordinal);
    private readonly HashSet<KeyValuePair<string, string>> _weak = [];

    public IReadOnlyCollection<string> Strong => _strong;

    /// <summary>Names and values.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Weak => _weak;

    public bool IsEmpty => _strong.Count + _weak.Count == 0;

    /// <summary>Adds a strong credential; one of several parts is also found by each part.</summary>
    public void AddStrong(string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        // A receiver knows the decoded value, and may repeat that one in Base64 or in hexadecimal.
        string decoded = Uri.UnescapeDataString(value);
        _strong.Add(value);
        _strong.Add(decoded);
        if (value.Contains('+', StringComparison.Ordinal))
        {
            _strong.Add(Uri.UnescapeDataString(value.Replace('+', ' ')));
        }

        if (decoded.Contains(';', StringComparison.Ordinal))
        {
            _strong.UnionWith(decoded.Split(';', StringSplitOptions.TrimEntries).Where(part => part.Length >= StrongLength));
        }
    }

    /// <summary>Adds a value: as strong when it is as long as that takes, else as weak.</summary>
    /// <param name="name">The name that the value stands under; empty for none.</param>
    /// <param name="value">The value, as it is written.</param>
    /// <param name="strongFrom">The length from which on it is strong.</param>
    public void Add(string name, string value, int strongFrom = StrongLength)
    {
        if (Uri.UnescapeDataString(value).Length >= strongFrom)
        {
            AddStrong(value);
        }
        else if (value.Length > 0 && name.Length > 0)
        {
            _weak.Add(new(name, value));
        }
    }

    /// <summary>Adds the credentials of a query.</summary>
    /// <param name="query">The query, with or without its question mark.</param>
    /// <param name="names">Which names are those of credentials.</param>
    /// <param name="all">Whether every value is one, as in API Authentication.</param>
    public void AddQuery(string query, CredentialNames names, bool all = false)
    {
        foreach ((string name, string value) in QueryMask.Credentials(query, names, all))
        {
            Add(name, value, name.Length == 0 || names.IsSensitive(name) ? StrongLength : StrongLengthUnderAnyName);
        }
    }

    /// <summary>Adds the credentials in the query of a URL.</summary>
    public void AddUrl(string? url, CredentialNames names)
    {
        int query = url?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        if (query >= 0)
        {
            AddQuery(url![(query + 1)..].Split('#')[0], names);
        }
    }

    /// <summary>Adds the credentials of a header, when its name is the one of a credential.</summary>
    public void AddHeader(string name, string value, CredentialNames names)
    {
        if (!names.IsSensitive(name))
        {
            return;
        }

        if (CredentialNames.IsAuthorization(name))
        {
            AddStrong(value);
            AddStrong(HeaderSecrets.TokenOf(value));
        }
        else
        {
            Add(name, value);
        }

        // A receiver may quote any part of it: the token without its scheme, the password of a Basic value.
        _strong.UnionWith(HeaderSecrets.Find(value).Where(secret => secret.Length >= StrongLength));
        foreach ((string parameter, string secret) in HeaderSecrets.ParametersOf(value))
        {
            Add(parameter, secret);
        }
    }

    /// <summary>
    /// Adds what the app's own code put into a request, as strong (our decision: the app computes such values, an admin types the others), unless it comes from the configuration.
    /// </summary>
    public void AddForeign(string name, string value, CredentialSet known, CredentialNames names)
    {
        if (!names.IsSensitive(name) || known.Has(name, value))
        {
            return;
        }

        // A header that has more than one value, such as an authorization beside the configured one, holds a credential in each.
        string[] values = value.Split(", ");
        foreach (string single in values.Length == 1 ? values : [value, .. values.Where(v => !known.Has(name, v))])
        {
            AddStrong(single);
            AddStrong(HeaderSecrets.TokenOf(single));
            AddHeader(name, single, names);
        }
    }

    public void UnionWith(CredentialSet other)
    {
        _strong.UnionWith(other._strong);
        _weak.UnionWith(other._weak);
    }

    /// <summary>Whether all credentials of another set are in this one.</summary>
    public bool Covers(CredentialSet other) => other.IsEmpty || (_strong.IsSupersetOf(other._strong) && _weak.IsSupersetOf(other._weak));

    private bool Has(string name, string value) => _strong.Contains(value) || _weak.Contains(new(name, value));

    /// <summary>A mask for these credentials.</summary>
    public CredentialMask ToMask(CredentialNames names) => new(_strong, _weak, names);
}
