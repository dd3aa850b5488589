using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>Endpoints of a configuration section's <c>Endpoints</c>: a list of objects with an <c>Id</c>, or an object keyed by id. Read-only.</summary>
internal sealed class ConfigurationEndpointStore : IEndpointStore, IDisposable
{
    private readonly ConfigurationList<ConnectEndpoint> _list;

    public ConfigurationEndpointStore(
        IConfiguration configuration, EndpointValidator validator, ILogger<ConfigurationEndpointStore> logger, Func<IChangeToken>? changes = null) =>
        _list = new(configuration, "Endpoints", (reader, problems, version) => Read(reader, problems, version, validator), e => e.Id, logger, changes);

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_list.Get(id));
    }

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(EndpointOrder.Sort(_list.Items, filter));
    }

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => throw _list.ReadOnly();

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw _list.ReadOnly();

    public void Dispose() => _list.Dispose();

    private static ConnectEndpoint Read(ConfigurationReader reader, List<ValidationProblem> problems, long version, EndpointValidator validator)
    {
        var defaults = new ConnectEndpoint();
        string id = reader.Id;
        var endpoint = new ConnectEndpoint
        {
            Id = id,
            Name = reader.Text(nameof(defaults.Name), id),
            ApiUrl = reader.Text(nameof(defaults.ApiUrl), ""),
            ApiAuthentication = reader.Text(nameof(defaults.ApiAuthentication), ""),
            AuthorizationHeader = reader.Text(nameof(defaults.AuthorizationHeader), ""),
            RequestMethod = reader.Choice(nameof(defaults.RequestMethod), defaults.RequestMethod),
            PostDataType = reader.Text(nameof(defaults.PostDataType), defaults.PostDataType),
            ResponseDataType = reader.Text(nameof(defaults.ResponseDataType), defaults.ResponseDataType),
            ApiIntegrator = reader.Text(nameof(defaults.ApiIntegrator), "") is { Length: > 0 } integrator ? integrator : null,
            Delimiter = reader.Text(nameof(defaults.Delimiter), defaults.Delimiter),
            ResponseKey = reader.Text(nameof(defaults.ResponseKey), ""),
            SuccessValues = reader.Texts(nameof(defaults.SuccessValues)),
            EmptyValues = reader.Choice(nameof(defaults.EmptyValues), defaults.EmptyValues),
            AdaptorId = reader.Text(nameof(defaults.AdaptorId), ""),
            Active = reader.Boolean(nameof(defaults.Active), defaults.Active),
            Version = version,
        };
        reader.CheckUnknown();
        problems.AddRange(validator.Validate(endpoint));
        return endpoint;
    }
}
