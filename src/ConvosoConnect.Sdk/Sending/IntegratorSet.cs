using ConvosoConnect.Sdk.Integrators;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>The integrators by name: those that code added, and those that the configuration declares, which a reload replaces.</summary>
internal sealed class IntegratorSet(NamedSet<IIntegratorTemplate> added)
{
    private IReadOnlyDictionary<string, IIntegratorTemplate> _declared = new Dictionary<string, IIntegratorTemplate>();

    /// <summary>Those of the configuration, by name, ignoring case.</summary>
    public IReadOnlyDictionary<string, IIntegratorTemplate> Declared
    {
        get => Volatile.Read(ref _declared);
        set => Volatile.Write(ref _declared, value);
    }

    /// <summary>Reads the configuration, unless it was read; it is called before anybody asks for those in force.</summary>
    public Action? Read { get; set; }

    /// <summary>The names of those that code added.</summary>
    public IEnumerable<string> AddedNames => added.Names;

    /// <summary>Finds an integrator.</summary>
    /// <param name="name">The name.</param>
    /// <param name="declared">Those of a configuration that is being checked; null for the ones in force.</param>
    /// <returns>Null when there is none.</returns>
    public IIntegratorTemplate? Find(string name, IReadOnlyDictionary<string, IIntegratorTemplate>? declared = null) =>
        added.TryGet(name) ?? (declared ?? InForce()).GetValueOrDefault(name);

    /// <summary>All names, sorted.</summary>
    public IReadOnlyCollection<string> Names(IReadOnlyDictionary<string, IIntegratorTemplate>? declared = null) =>
        [.. added.Names.Concat((declared ?? InForce()).Keys).Order(StringComparer.OrdinalIgnoreCase)];

    private IReadOnlyDictionary<string, IIntegratorTemplate> InForce()
    {
        Read?.Invoke();
        return Declared;
    }
}
