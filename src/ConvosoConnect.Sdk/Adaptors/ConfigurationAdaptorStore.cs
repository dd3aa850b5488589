using ConvosoConnect.Sdk.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>Adaptors of a configuration section's <c>Adaptors</c>: a list of objects with an <c>Id</c>, or an object keyed by id. Read-only.</summary>
internal sealed class ConfigurationAdaptorStore : IAdaptorStore, IDisposable
{
    private readonly ConfigurationList<Adaptor> _list;

    public ConfigurationAdaptorStore(IConfiguration configuration, ILogger<ConfigurationAdaptorStore> logger) =>
        _list = new(configuration, "Adaptors", Read, a => a.Id, logger);

    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_list.Get(id));
    }

    public ValueTask<IReadOnlyList<Adaptor>> ListAsync(string? name = null, bool? active = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(AdaptorOrder.Sort(_list.Items, name, active));
    }

    public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default) => throw _list.ReadOnly();

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw _list.ReadOnly();

    public void Dispose() => _list.Dispose();

    private static Adaptor Read(ConfigurationReader reader, List<ValidationProblem> problems, long version)
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
