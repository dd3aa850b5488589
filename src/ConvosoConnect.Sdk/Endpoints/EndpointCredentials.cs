using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// Collects the credentials of an endpoint: all values of API Authentication, and the values of those headers and query parameters of the URL whose name looks like a
/// credential's name.
/// </summary>
internal static class EndpointCredentials
{
    public static CredentialSet Find(ConnectEndpoint endpoint, CredentialNames names)
    {
        var credentials = new CredentialSet();
        credentials.AddQuery(endpoint.ApiAuthentication ?? "", names, all: true);
        credentials.AddUrl(endpoint.ApiUrl, names);
        foreach (HeaderLine line in HeaderLine.Parse(endpoint.AuthorizationHeader ?? "", []))
        {
            credentials.AddHeader(line.Name, line.Value, names);
        }

        return credentials;
    }

    /// <summary>Adds a problem where <c>***</c> stands in place of a credential: the endpoint was probably read from JSON or a page that masks them.</summary>
    public static void CheckMasked(List<ValidationProblem> problems, ConnectEndpoint endpoint, CredentialNames names)
    {
        const string advice = "stands in place of a credential, as in JSON and in logs, so the credential itself is missing. Enter it, or take the endpoint from the store and change that.";
        (string Member, bool IsMasked)[] members =
        [
            (nameof(endpoint.ApiUrl), (endpoint.ApiUrl ?? "").Split('?', 2) is [_, var own]
                && QueryMask.Credentials(own.Split('#')[0], names).Any(c => c.Value == CredentialMask.Masked)),
            (nameof(endpoint.ApiAuthentication), endpoint.ApiAuthentication is { } query
                && QueryMask.Credentials(query, names, all: true).Any(c => c.Value == CredentialMask.Masked)),
            (nameof(endpoint.AuthorizationHeader), endpoint.AuthorizationHeader == CredentialMask.Masked
                || HeaderLine.Parse(endpoint.AuthorizationHeader ?? "", []).Any(line => names.IsSensitive(line.Name) && line.Value == CredentialMask.Masked)),
        ];
        problems.AddRange(members.Where(m => m.IsMasked).Select(m => new ValidationProblem(m.Member, $"*** {advice}")));
    }

    /// <summary>Adds a problem when the id or the name holds one of the endpoint's strong credentials, because both are shown everywhere.</summary>
    public static void CheckNaming(List<ValidationProblem> problems, ConnectEndpoint endpoint, CredentialNames names, IEnumerable<string> further)
    {
        string[] strong = [.. Find(endpoint, names).Strong, .. further];
        foreach ((string member, string? text) in new[] { (nameof(endpoint.Id), endpoint.Id), (nameof(endpoint.Name), endpoint.Name) })
        {
            if (text is not null && strong.Any(secret => CredentialMask.IsDistinct(secret) && text.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add(new(member, "It holds one of the endpoint's credentials, and it is shown in every log entry. Choose another text."));
            }
        }
    }
}
