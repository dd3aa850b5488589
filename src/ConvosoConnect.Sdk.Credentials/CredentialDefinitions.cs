using ConvosoConnect.Sdk.Sending.Credentials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Credentials;

/// <summary>The credentials that the app's code defines, to which those of the configuration are added when the engine starts.</summary>
internal sealed class CredentialDefinitions
{
    private readonly Dictionary<string, CredentialDefinition> _byName = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, IReadOnlyList<string>> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets only some hosts get a credential, which may be defined later.</summary>
    /// <exception cref="ArgumentException">A host is not possible.</exception>
    public void Restrict(string name, IReadOnlyList<string> hosts) =>
        _hosts[name] = RestrictedCredential.FindFaults(hosts).FirstOrDefault() is { } fault ? throw new ArgumentException(fault, nameof(hosts)) : hosts;

    /// <summary>Adds a definition. One of the same name and kind is replaced.</summary>
    /// <exception cref="ArgumentException">The name is not possible, the options have a fault, or a credential of another kind has the name.</exception>
    public void Add(CredentialDefinition definition, IEnumerable<string> faults)
    {
        if (CredentialDefinition.FaultOf(definition.Name) is { } fault)
        {
            throw new ArgumentException(fault);
        }

        if (faults.ToArray() is { Length: > 0 } all)
        {
            throw new ArgumentException($"The credential '{definition.Name}' cannot be used. {string.Join(' ', all)}");
        }

        if (_byName.TryGetValue(definition.Name, out CredentialDefinition? other) && other.Kind != definition.Kind)
        {
            throw new ArgumentException(
                $"The credential '{definition.Name}' is defined as {other.Kind} already. Give one another name. All names: {string.Join(", ", _byName.Keys)}.");
        }

        _byName[definition.Name] = definition;
    }

    /// <summary>Makes all credentials.</summary>
    /// <exception cref="InvalidOperationException">A name stands in code and configuration, or a restriction names a credential that is not there.</exception>
    public static IEnumerable<IEndpointCredential> Make(IServiceProvider services)
    {
        CredentialDefinitions ofCode = services.GetRequiredService<CredentialDefinitions>();
        IReadOnlyList<CredentialDefinition> ofConfiguration = services.GetRequiredService<IOptions<CredentialSection>>().Value.Definitions;
        if (ofConfiguration.FirstOrDefault(d => ofCode._byName.ContainsKey(d.Name)) is { } twice)
        {
            throw new InvalidOperationException(
                $"The credential '{twice.Name}' is defined in the code and in the configuration of this app. Remove one of them, or give it another name.");
        }

        CredentialDefinition[] all = [.. ofCode._byName.Values.Concat(ofConfiguration)];
        if (ofCode._hosts.Keys.FirstOrDefault(name => !Array.Exists(all, d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } unknown)
        {
            throw new InvalidOperationException($"RestrictCredential names '{unknown}', which is not defined. Defined are: {string.Join(", ", all.Select(d => d.Name))}.");
        }

        return all.Select(definition => (ofCode._hosts.GetValueOrDefault(definition.Name) ?? definition.Hosts) is { Count: > 0 } hosts
            ? new RestrictedCredential(definition.Make(services), hosts)
            : definition.Make(services)).ToArray();
    }
}
