using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Sending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>Reads the current options, endpoints and adaptors from the configuration and checks them together.</summary>
internal sealed class ConfigurationLoader(
    IOptionsFactory<ConvosoConnectOptions> factory,
    ConfigurationSource source,
    IServiceProvider provider,
    ConfigurationList<ConnectEndpoint> endpoints,
    ConfigurationList<Adaptor> adaptors)
{
    /// <summary>Reads everything again, without changing what is in force. Must not be called concurrently.</summary>
    /// <param name="validators">Makes the validator that checks the endpoints by the options read with them.</param>
    /// <param name="hadSection">Whether the state in force comes from a section; then a missing section is a fault.</param>
    /// <exception cref="OptionsValidationException">Something is wrong; it names everything.</exception>
    public ConfigurationState Load(EndpointValidatorFactory validators, bool hadSection)
    {
        var faults = new List<string>();
        ConfigurationNode? section = source.Find(faults, provider.GetService<IConfiguration>());
        if (section is null && hadSection && faults.Count == 0)
        {
            faults.Add("The section is gone from the configuration.");
        }

        ConvosoConnectOptions? options = null;
        try
        {
            options = source.Holding(section, () => factory.Create(Options.DefaultName));
        }
        catch (OptionsValidationException exception)
        {
            faults.AddRange(exception.Failures);
        }

        SectionClaim[] claims = [.. provider.GetServices<SectionClaim>()];
        faults.AddRange(claims.SelectMany(c => c.FindFaults(provider)));
        IReadOnlyDictionary<string, ConnectEndpoint>? readEndpoints = null;
        IReadOnlyDictionary<string, Adaptor>? readAdaptors = null;
        IReadOnlyDictionary<string, IIntegratorTemplate> integrators = ConfigurationIntegrators.None;
        if (section is not null)
        {
            IntegratorSet known = validators.Integrators;
            integrators = ConfigurationIntegrators.Read(section, known.AddedNames, known.Declared, provider.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory, faults);

            // When the options are broken, the endpoints are checked by default options that allow http.
            SendSettings judge = new SendSettings(options ?? new ConvosoConnectOptions { AllowHttp = true });
            EndpointValidator validator = validators.Create(() => judge, integrators);
            var problems = new List<ValidationProblem>();
            var ofAdaptors = new List<ValidationProblem>();
            readAdaptors = adaptors.Read(section, ConfigurationAdaptorStore.Read, ofAdaptors);
            readEndpoints = endpoints.Read(section, (reader, found, version) => Read(reader, found, version, validator, readAdaptors), problems);
            faults.AddRange(source.FindUnread(section));
            faults.AddRange(problems.Concat(ofAdaptors).Where(p => !p.IsWarning).Select(p => $"{p.Field}: {p.Message}"));
        }

        return faults.Count == 0
            ? new ConfigurationState(options!, section, readEndpoints, readAdaptors, integrators, claims.ToDictionary(c => c.Name, c => c.Snapshot(section), StringComparer.Ordinal))
            : throw new OptionsValidationException(Options.DefaultName, typeof(ConvosoConnectOptions), faults.Distinct());
    }

    private static ConnectEndpoint Read(
        ConfigurationReader reader, List<ValidationProblem> problems, long version, EndpointValidator validator, IReadOnlyDictionary<string, Adaptor> adaptors)
    {
        ConnectEndpoint endpoint = ConfigurationEndpointStore.Read(reader, problems, version, validator);

        // An inactive adaptor is accepted here and stops the send later: the section is read as a whole, so nothing shows whether it was newly chosen. When the section holds no
        // adaptors, another store has them.
        if (validator.NeedsAdaptor && endpoint.AdaptorId.Length > 0 && adaptors.Count > 0 && !adaptors.ContainsKey(endpoint.AdaptorId))
        {
            problems.Add(EndpointValidator.UnknownAdaptor(endpoint.AdaptorId));
        }

        return endpoint;
    }
}
