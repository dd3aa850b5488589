using ConvosoConnect.Sdk.Endpoints.Checks;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Sending.Credentials;

/// <summary>The credentials that an endpoint names, and the HTTP client that its requests go out through.</summary>
internal sealed class CredentialUse
{
    private CredentialUse(IReadOnlyList<IEndpointCredential> credentials)
    {
        Credentials = credentials;
        ClientName = CredentialClients.Prefix + string.Join(',', credentials.Select(c => c.Name));
    }

    public IReadOnlyList<IEndpointCredential> Credentials { get; }

    public string ClientName { get; }

    /// <summary>
    /// Finds the credentials of an endpoint whose names were checked; null when it names none. They are in the order of their names, whatever the endpoint's order, so that the same ones
    /// have one HTTP client.
    /// </summary>
    public static CredentialUse? Find(string? names, NamedSet<IEndpointCredential> known) =>
        CredentialCheck.NamesIn(names) is { Length: > 0 } list ? new([.. list.Select(name => known[name]).Distinct().OrderBy(credential => credential.Name, StringComparer.Ordinal)]) : null;

    public void AddSecretsTo(CredentialSet credentials)
    {
        foreach (string secret in Credentials.SelectMany(c => c.Contract.Secrets))
        {
            credentials.AddStrong(secret);
        }
    }

    /// <summary>Gives a URL for the log with the parameters that the credentials append.</summary>
    public string ShowIn(string logUrl)
    {
        foreach (string name in Credentials.SelectMany(c => c.Contract.QueryParameters))
        {
            logUrl = CredentialRequest.Append(logUrl, $"{Uri.EscapeDataString(name)}={CredentialMask.Masked}");
        }

        return logUrl;
    }

    /// <summary>Gives the headers of a request that was not sent, with those that the credentials would set before the ones of the body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ShowIn(HeaderList headers)
    {
        string[] set = [.. Credentials.SelectMany(c => c.Contract.Headers)];
        var shown = headers.Where(header => !set.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToList();
        int ofBody = shown.FindIndex(header => header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase));
        shown.InsertRange(ofBody < 0 ? shown.Count : ofBody, set.Select(name => KeyValuePair.Create(name, CredentialMask.Masked)));
        return shown;
    }
}
