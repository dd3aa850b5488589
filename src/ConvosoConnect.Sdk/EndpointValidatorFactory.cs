using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending;

namespace ConvosoConnect.Sdk;

/// <summary>Makes validators that know the parts of the app: the one of the settings in force, and one for each state of the configuration that is still to be judged.</summary>
internal sealed class EndpointValidatorFactory(
    NamedSet<IBodyEncoder> encoders, NamedSet<IResponseParser> parsers, NamedSet<IIntegratorTemplate> integrators, DeliverySupport? delivery = null)
{
    public EndpointValidator Create(Func<SendSettings> settings) => new(
        () => settings().AllowHttp, () => settings().Guard, encoders.Names, parsers.Names, integrators.Names, hasDeliveryHandler: delivery is not null);
}
