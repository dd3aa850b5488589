using System.Collections.Frozen;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Endpoints.Checks;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Sending.Credentials;
using ConvosoConnect.Sdk.Text;

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
    IntegratorSet integrators,
    NamedSet<IEndpointCredential> credentials,
    bool hasDeliveryHandler,
    Func<IAdaptorStore>? adaptors)
{
    private readonly KnownCredential[] _credentials =
    [
        .. credentials.Items.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
            .Select(c => new KnownCredential(c.Name, c.Contract.Headers, c.Contract.Secrets, c.Contract.Hosts)),
    ];

    /// <summary>The integrators that the validators know.</summary>
    public IntegratorSet Integrators => integrators;

    /// <summary>Makes a validator.</summary>
    /// <param name="settings">Gives the settings to judge by.</param>
    /// <param name="declared">The integrators of a configuration that is being checked; null for those in force.</param>
    public EndpointValidator Create(Func<SendSettings> settings, IReadOnlyDictionary<string, IIntegratorTemplate>? declared = null) =>
        new(settings, encoders.Names, parsers.Names, [], hasDeliveryHandler)
        {
            IntegratorNames = () => integrators.Names(declared),
            CheckIntegrator = (problems, endpoint) => CheckIntegrator(problems, endpoint, declared),
            Credentials = _credentials,
            NeedsAdaptor = adaptors is not null,
            FindAdaptor = adaptors is null ? null : (endpoint, isKept, token) => AdaptorChoice.CheckAsync(adaptors(), endpoint, isKept, token),
        };

    private void CheckIntegrator(List<ValidationProblem> problems, ConnectEndpoint endpoint, IReadOnlyDictionary<string, IIntegratorTemplate>? declared)
    {
        IIntegratorTemplate? template = EndpointValidator.IsNone(endpoint.ApiIntegrator) ? null : integrators.Find(endpoint.ApiIntegrator!, declared);
        IReadOnlyDictionary<string, IntegratorSetting> known = template?.Contract?.Settings ?? FrozenDictionary<string, IntegratorSetting>.Empty;
        foreach (string name in endpoint.Settings.Keys.Where(name => !known.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            string names = known.Count == 0 ? "has no settings" : "has " + string.Join(", ", known.Keys.Order(StringComparer.Ordinal));
            problems.Add(new(
                $"{nameof(endpoint.Settings)}.{Excerpt.From(name, 100)}",
                template is null ? "An endpoint without an integrator has no settings. Take it out, or choose the integrator." : $"The integrator '{template.Name}' {names}. Take this one out."));
        }

        foreach ((string name, IntegratorSetting setting) in known.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (setting.Required && !endpoint.Settings.Any(given => string.Equals(given.Key, name, StringComparison.OrdinalIgnoreCase) && given.Value?.Length > 0))
            {
                problems.Add(new($"{nameof(endpoint.Settings)}.{name}", $"The integrator '{template!.Name}' needs this setting. {setting.Description}".TrimEnd()));
            }
        }

        if (template?.Contract?.ResponseDataType is { } type && !parsers.Names.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(new(nameof(endpoint.ApiIntegrator), $"The integrator '{template.Name}' reads responses of the type '{type}', which no response parser of the app has. Add that parser."));
        }
    }
}
