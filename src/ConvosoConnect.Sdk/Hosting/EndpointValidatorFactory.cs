using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>Makes validators that know the parts of the app: the one of the settings in force, and one for each state of the configuration that is still to be judged.</summary>
/// <param name="encoders">The Post Data Types.</param>
/// <param name="parsers">The Response Data Types.</param>
/// <param name="integrators">The integrator templates.</param>
/// <param name="hasDeliveryHandler">Whether delivery rules can be kept.</param>
/// <param name="adaptors">Gives the store in which adaptors are looked up by id, when it is first needed; null with a resolver of the app's own.</param>
internal sealed class EndpointValidatorFactory(
    NamedSet<IBodyEncoder> encoders,
    NamedSet<IResponseParser> parsers,
    NamedSet<IIntegratorTemplate> integrators,
    bool hasDeliveryHandler,
    Func<IAdaptorStore>? adaptors)
{
    public EndpointValidator Create(Func<SendSettings> settings) => new(settings, encoders.Names, parsers.Names, integrators.Names, hasDeliveryHandler)
    {
        NeedsAdaptor = adaptors is not null,
        FindAdaptor = adaptors is null ? null : (endpoint, isKept, token) => AdaptorChoice.CheckAsync(adaptors(), endpoint, isKept, token),
    };
}
