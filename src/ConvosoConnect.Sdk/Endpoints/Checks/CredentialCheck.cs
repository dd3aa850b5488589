namespace ConvosoConnect.Sdk.Endpoints.Checks;

/// <summary>Checks the credentials that an endpoint names.</summary>
internal static class CredentialCheck
{
    /// <summary>The names in the field, which are separated by commas; none for null and white space.</summary>
    public static string[] NamesIn(string? credential) => (credential ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Adds a problem for each name that the app does not define, that stands there twice, that is not for its host, or whose header it types too.</summary>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="host">The host of the API URL; null when the URL cannot be read.</param>
    /// <param name="known">The credentials of the app; null when any name is accepted.</param>
    public static void Check(List<ValidationProblem> problems, ConnectEndpoint endpoint, string? host, IReadOnlyList<KnownCredential>? known)
    {
        if (known is null)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in NamesIn(endpoint.Credential))
        {
            if (known.FirstOrDefault(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } credential)
            {
                Add(known.Count == 0
                    ? $"'{name}' is not known: the app defines no credentials. Define it in the app, or leave the field empty."
                    : $"'{name}' is not known. Known are: {string.Join(", ", known.Select(k => k.Name))}.");
            }
            else if (!seen.Add(name))
            {
                Add($"'{name}' stands there twice. Name each credential once.");
            }
            else
            {
                if (host is not null && KnownCredential.Forbids(credential.Name, credential.Hosts, host) is { } forbidden)
                {
                    Add(forbidden);
                }

                foreach (HeaderLine line in HeaderLine.Parse(endpoint.AuthorizationHeader ?? "", []).Where(l => credential.Headers.Any(l.Is)))
                {
                    Add($"The credential '{credential.Name}' sets the header {line.Name}, so the one in Authorization Header is not sent. Remove one of them.", isWarning: true);
                }
            }
        }

        void Add(string sentence, bool isWarning = false) => problems.Add(new(nameof(endpoint.Credential), sentence, isWarning));
    }

    /// <summary>The secrets that the credentials of an endpoint hold from the start.</summary>
    public static IEnumerable<string> SecretsOf(ConnectEndpoint endpoint, IReadOnlyList<KnownCredential>? known) =>
        NamesIn(endpoint.Credential).SelectMany(name => known?.FirstOrDefault(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Secrets ?? []);
}
