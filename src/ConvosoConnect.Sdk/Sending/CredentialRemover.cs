using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending.Masking;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>
/// Takes the credentials out of endpoints and adaptors, by the rule by which the log masks them. A store that encrypts credentials keeps the result in the clear and the whole
/// item encrypted. An app gets it from its service provider.
/// </summary>
public sealed class CredentialRemover
{
    private readonly SendSettingsHolder _settings;

    internal CredentialRemover(SendSettingsHolder settings) => _settings = settings;

    /// <summary>
    /// API Authentication and Authorization Header become empty. In the API URL, the Response Key, the success values and what is captured <c>***</c> stands in the place of a credential: a value
    /// of the URL's query under a credential's name, and any strong credential of the endpoint.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The endpoint without its credentials; an equal one where it has none.</returns>
    public ConnectEndpoint Remove(ConnectEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        CredentialNames names = _settings.Current.CredentialNames;
        CredentialMask mask = EndpointCredentials.Find(endpoint, names).ToMask(names);
        return endpoint with
        {
            ApiAuthentication = "",
            AuthorizationHeader = "",
            ApiUrl = mask.Mask(QueryMask.MaskUrl(endpoint.ApiUrl, names)),
            ResponseKey = mask.Mask(endpoint.ResponseKey),
            SuccessValues = endpoint.SuccessValues is { } values ? [.. values.Select(value => mask.Mask(value))] : null,
            Settings = endpoint.Settings.ToDictionary(setting => setting.Key, setting => mask.Mask(setting.Value), StringComparer.Ordinal),
            Captures = endpoint.Captures.ToDictionary(capture => capture.Key, capture => mask.Mask(capture.Value), StringComparer.Ordinal),
        };
    }

    /// <summary><c>***</c> stands in the place of a default value that is sent under a credential's name, and of a strong one of these in other default values.</summary>
    /// <param name="adaptor">The adaptor.</param>
    /// <returns>The adaptor without its credentials; an equal one where it has none.</returns>
    public Adaptor Remove(Adaptor adaptor)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        CredentialNames names = _settings.Current.CredentialNames;
        CredentialMask mask = SecretFinder.Find(adaptor, names).ToMask(names);
        return adaptor with
        {
            Fields =
            [
                .. adaptor.Fields.Select(row => string.IsNullOrEmpty(row.DefaultValue) ? row : row with
                {
                    DefaultValue = SecretFinder.SensitiveKeys(row, names).Any() ? CredentialMask.Masked : mask.Mask(row.DefaultValue),
                }),
            ],
        };
    }
}
