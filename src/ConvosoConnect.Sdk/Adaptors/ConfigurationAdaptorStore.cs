using ConvosoConnect.Sdk.Adaptors.InMemory;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>Gives the adaptors of a configuration section's <c>Adaptors</c>, like <see cref="ConfigurationEndpointStore"/>.</summary>
internal sealed class ConfigurationAdaptorStore(ConfigurationList<Adaptor> list, InMemoryAdaptorStore memory) : IAdaptorStore
{
    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return list.Get(id) is { } adaptor ? new(adaptor) : memory.GetAsync(id, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default) =>
        (filter ?? new()).Apply(list.Over(await memory.ListAsync(null, cancellationToken).ConfigureAwait(false)));

    public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default) =>
        list.IsGiven ? throw list.ReadOnly() : memory.SaveAsync(adaptor, cancellationToken);

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        list.IsGiven ? throw list.ReadOnly() : memory.DeleteAsync(id, cancellationToken);

    public static bool IsSame(Adaptor one, Adaptor other) => one == (other with { Version = one.Version });

    /// <summary>Reads one adaptor, and adds to <paramref name="problems"/> whatever is wrong with it.</summary>
    public static Adaptor Read(ConfigurationReader reader, List<ValidationProblem> problems, long version)
    {
        string id = reader.Id;
        var adaptor = new Adaptor
        {
            Id = id,
            Name = reader.Text(nameof(Adaptor.Name), id),
            Active = reader.Boolean(nameof(Adaptor.Active), true),
            Fields = [.. reader.Objects(nameof(Adaptor.Fields)).Select(s => ReadRow(new ConfigurationReader(s, problems)))],
            Version = version,
        };
        reader.CheckUnknown();
        problems.AddRange(AdaptorValidator.Validate(adaptor));
        return adaptor;
    }

    private static FieldMapping ReadRow(ConfigurationReader reader)
    {
        var row = new FieldMapping
        {
            Section = reader.Choice(nameof(FieldMapping.Section), LeadSection.Lead),
            Label = reader.Text(nameof(FieldMapping.Label), ""),
            Field = reader.Text(nameof(FieldMapping.Field), ""),
            MappedTo = reader.Text(nameof(FieldMapping.MappedTo), ""),
            DefaultValue = reader.Text(nameof(FieldMapping.DefaultValue), ""),
            DateFormat = reader.Text(nameof(FieldMapping.DateFormat), ""),
        };
        reader.CheckUnknown();
        return row;
    }
}
