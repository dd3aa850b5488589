namespace ConvosoConnect.Sdk.Redaction;

/// <summary>
/// The credentials of a configuration, divided into strong and weak ones (our decision). Strong credentials are masked wherever they occur. Weak ones, such as the value of
/// <c>list_id=1001</c>, are too short or too common for that, so they are masked in their own place and where a response repeats name and value.
/// </summary>
internal sealed class CredentialSet
{
    /// <summary>A value with a credential's name, or without a name, is strong from this length on.</summary>
    public const int StrongLength = 8;

    /// <summary>A value of API Authentication with any other name is strong from this length on.</summary>
    public const int StrongLengthUnderAnyName = 16;

    private readonly HashSet<string> _strong = new(StringComparer.Ordinal);
    private readonly HashSet<KeyValuePair<string, string>> _weak = [];

    public IReadOnlyCollection<string> Strong => _strong;

    /// <summary>The weak credentials, as names and values.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Weak => _weak;

    public bool IsEmpty => _strong.Count + _weak.Count == 0;

    /// <summary>Adds a strong credential. The parts between semicolons are added too, when they are long enough.</summary>
    public void AddStrong(string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        // A receiver knows the decoded value, and may repeat it in Base64 or in hexadecimal.
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

    /// <summary>Adds a value: as a strong credential when it is long enough, otherwise as a weak one.</summary>
    /// <param name="name">The name of the value; empty for none.</param>
    /// <param name="value">The value, still encoded as in the configuration.</param>
    /// <param name="strongFrom">The decoded length from which on the value is strong.</param>
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
    /// <param name="names">Decides which names are those of credentials.</param>
    /// <param name="all">Whether every value is a credential, as in API Authentication.</param>
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

    /// <summary>Adds the credentials of a header if its name is a credential's name.</summary>
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

        // A receiver may quote any part of the value: the token without its scheme, or the password of a Basic value.
        _strong.UnionWith(HeaderSecrets.Find(value).Where(secret => secret.Length >= StrongLength));
        foreach ((string parameter, string secret) in HeaderSecrets.ParametersOf(value))
        {
            Add(parameter, secret);
        }
    }

    /// <summary>
    /// Adds a value that the app's own code put into a request, as a strong credential, unless it is a configured one. It is strong at any length (our decision), because such
    /// values are computed, not typed by an admin.
    /// </summary>
    public void AddForeign(string name, string value, CredentialSet known, CredentialNames names)
    {
        if (!names.IsSensitive(name) || known.Has(name, value))
        {
            return;
        }

        // A header with several values, such as a second authorization beside the configured one, holds a credential in each value.
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

    /// <summary>Makes a mask for these credentials.</summary>
    public CredentialMask ToMask(CredentialNames names) => new(_strong, _weak, names);
}
