using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Endpoints.Checks;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>
/// Makes validators of endpoints that know the app's encoders, parsers and templates: one for the settings in force, and one for each state of the configuration that is being
/// checked.
/// </summary>
/// <param name="encoders">The Post Data Types.</param>
/// <param name="parsers">The Response Data Types.</param>
/// <param name="integrators">The integrator templates.</param>
/// <param name="credentials">The credentials.</param>
/// <param name="hasDeliveryHandler">Whether the app has a delivery handler, without which delivery rules are refused.</param>
/// <param name="adaptors">Gives the store in which adaptors are looked up by id; null when the app has a resolver of its own.</param>
internal sealed class EndpointValidatorFactory(
    NamedSet<IBodyEncoder> encoders,
    NamedSet<IResponseParser> parsers,
    NamedSet<IIntegratorTemplate> integrators,
    NamedSet<IEndpointCredential> credentials,
    bool hasDeliveryHandler,
    Func<IAdaptorStore>? adaptors)
{
    private readonly KnownCredential[] _credentials =
    [
        .. credentials.Items.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
            .Select(c => new KnownCredential(c.Name, c.Contract.Headers, c.Contract.Secrets, c.Contract.Hosts)),
    ];

    public EndpointValidator Create(Func<SendSettings> settings) => new(settings, encoders.Names, parsers.Names, integrators.Names, hasDeliveryHandler)
    {
        Credentials = _credentials,
        NeedsAdaptor = adaptors is not null,
        FindAdaptor = adaptors is null ? null : (endpoint, isKept, token) => AdaptorChoice.CheckAsync(adaptors(), endpoint, isKept, token),
    };
}
