using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>
/// Collects the credentials of a configuration: all values of API Authentication, the values of headers and of the URL's own query parameters whose name
/// looks like a credential, and default values that an adaptor sends under such a name.
/// </summary>
internal static class SecretFinder
{
    public static IEnumerable<string> Find(ConnectEndpoint endpoint, Adaptor? adaptor)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        secrets.UnionWith(QueryMask.Secrets(endpoint.ApiAuthentication ?? "", all: true));
        int query = endpoint.ApiUrl?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        if (query >= 0)
        {
            secrets.UnionWith(QueryMask.Secrets(endpoint.ApiUrl![(query + 1)..], all: false));
        }

        foreach (HeaderLine line in HeaderLine.Parse(endpoint.AuthorizationHeader ?? "", []).Where(l => CredentialNames.IsSensitive(l.Name)))
        {
            // A receiver may quote any part of it: the token without its scheme, the password of a Basic value.
            secrets.UnionWith(HeaderSecrets.Of(line.Value));
        }

        foreach (FieldMapping row in adaptor?.Fields ?? [])
        {
            if (row?.DefaultValue is { Length: > 0 } value && (row.MappedTo ?? "").Split(',').Any(k => CredentialNames.IsSensitive(k.Trim())))
            {
                secrets.Add(value);
            }
        }

        secrets.Remove("");
        return secrets;
    }
}
