using ConvosoConnect.Sdk.Endpoints.Checks;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>Reads the captures of an endpoint and of its integrator: further values of a response, by name.</summary>
internal sealed class CaptureReader
{
    private readonly KeyValuePair<string, string>[] _captures;

    private CaptureReader(KeyValuePair<string, string>[] captures) => _captures = captures;

    /// <summary>Makes the reader of an endpoint; null when there is nothing to capture.</summary>
    public static CaptureReader? Create(ConnectEndpoint endpoint, IntegratorContract contract)
    {
        KeyValuePair<string, string>[] captures =
        [
            .. endpoint.Captures.OrderBy(capture => capture.Key, StringComparer.Ordinal),
            .. contract.Captures.Where(capture => !endpoint.Captures.Keys.Contains(capture.Key, StringComparer.OrdinalIgnoreCase)),
        ];
        return captures.Length == 0 ? null : new(captures);
    }

    /// <summary>Whether a capture is a credential by its name or by what it reads, such as <c>access_token</c>, so that the log masks it.</summary>
    public bool IsSensitive(string name, CredentialNames names) =>
        names.IsSensitive(name) || names.IsSensitive(KeyOf(name));

    /// <summary>The captured values that are credentials by their names, which the log masks wherever they stand in the response.</summary>
    public CredentialSet FindSecrets(Dictionary<string, string> captures, CredentialNames names)
    {
        var secrets = new CredentialSet();
        foreach ((string name, string value) in captures)
        {
            if (IsSensitive(name, names))
            {
                string key = KeyOf(name);
                secrets.Add(key[(key.LastIndexOfAny(['.', '/', ':']) + 1)..], value);
            }
        }

        return secrets;
    }

    /// <summary>The captures that a response has.</summary>
    /// <param name="response">The response; a body that cannot be read is not there.</param>
    public Dictionary<string, string> Read(IntegratorResponse response)
    {
        var found = new Dictionary<string, string>(_captures.Length, StringComparer.Ordinal);
        foreach ((string name, string key) in _captures)
        {
            string? value = key.StartsWith(CaptureCheck.HeaderPrefix, StringComparison.Ordinal)
                ? response.Header(key[CaptureCheck.HeaderPrefix.Length..])
                : response.Find(key);
            if (value is not null)
            {
                found.Add(name, value);
            }
        }

        return found;
    }

    private string KeyOf(string name) => Array.Find(_captures, capture => capture.Key == name).Value ?? "";
}
