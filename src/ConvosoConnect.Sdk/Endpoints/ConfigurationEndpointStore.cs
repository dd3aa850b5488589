using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>Endpoints of a configuration section's <c>Endpoints</c>: a list of objects with an <c>Id</c>, or an object keyed by id. Read-only.</summary>
internal sealed class ConfigurationEndpointStore : IEndpointStore, IDisposable
{
    private readonly ConfigurationList<ConnectEndpoint> _list;

    public ConfigurationEndpointStore(
        IConfiguration configuration, EndpointValidator validator, ILogger<ConfigurationEndpointStore> logger, Func<IChangeToken>? changes = null)
    {
        var adaptors = new ConfiguredAdaptors(configuration);
        _list = new(
            configuration,
            "Endpoints",
            (reader, problems, version) =>
            {
                ConnectEndpoint endpoint = Read(reader, problems, version, validator);

                // Sets of a configuration are read whole, so there is no earlier choice to compare with: an adaptor may be inactive, which stops the send.
                if (validator.NeedsAdaptor && endpoint.AdaptorId.Length > 0 && adaptors.Lack(endpoint.AdaptorId, version))
                {
                    problems.Add(EndpointValidator.UnknownAdaptor(endpoint.AdaptorId));
                }

                return endpoint;
            },
            e => e.Id,
            logger,
            changes);
    }

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
            Delivery = ReadDelivery(reader, problems),
            Active = reader.Boolean(nameof(defaults.Active), defaults.Active),
            Version = version,
        };
        reader.CheckUnknown();
        problems.AddRange(validator.Validate(endpoint));
        return endpoint;
    }

    /// <summary>
    /// The ids of the section's own adaptors, read once for each reading of the endpoints. Where the section lists none they are kept elsewhere, and nothing is known: the store
    /// of adaptors cannot be asked while that of the endpoints is being made.
    /// </summary>
    private sealed class ConfiguredAdaptors(IConfiguration configuration)
    {
        private long _version;
        private HashSet<string> _ids = [];

        public bool Lack(string id, long version)
        {
            if (_version != version)
            {
                _ids = new(configuration.GetSection("Adaptors").GetChildren().Select(a => new ConfigurationReader(a, []).Id), StringComparer.Ordinal);
                _version = version;
            }

            return _ids.Count > 0 && !_ids.Contains(id);
        }
    }

    private static DeliveryRules? ReadDelivery(ConfigurationReader endpoint, List<ValidationProblem> problems)
    {
        if (endpoint.Object(nameof(ConnectEndpoint.Delivery)) is not { } section)
        {
            return null;
        }

        var reader = new ConfigurationReader(section, problems);
        var defaults = new DeliveryRules();
        var rules = new DeliveryRules
        {
            TotalTimeout = reader.OptionalDuration(nameof(defaults.TotalTimeout)),
            IdempotencyHeader = reader.Text(nameof(defaults.IdempotencyHeader), "") is { Length: > 0 } header ? header : null,
            AttemptTimeout = reader.OptionalDuration(nameof(defaults.AttemptTimeout)),
            MaxAttempts = reader.Integer(nameof(defaults.MaxAttempts), defaults.MaxAttempts),
            RetryDelay = reader.Duration(nameof(defaults.RetryDelay), defaults.RetryDelay),
            MaxRetryDelay = reader.Duration(nameof(defaults.MaxRetryDelay), defaults.MaxRetryDelay),
            ReceiverIsIdempotent = reader.Boolean(nameof(defaults.ReceiverIsIdempotent), defaults.ReceiverIsIdempotent),
            RateLimit = reader.OptionalInteger(nameof(defaults.RateLimit), null),
            RateInterval = reader.Duration(nameof(defaults.RateInterval), defaults.RateInterval),
            MaxConcurrency = reader.OptionalInteger(nameof(defaults.MaxConcurrency), null),
            QueueLimit = reader.Integer(nameof(defaults.QueueLimit), defaults.QueueLimit),
            FailureRatio = reader.OptionalNumber(nameof(defaults.FailureRatio)),
            MinimumThroughput = reader.Integer(nameof(defaults.MinimumThroughput), defaults.MinimumThroughput),
            SamplingDuration = reader.Duration(nameof(defaults.SamplingDuration), defaults.SamplingDuration),
            BreakDuration = reader.Duration(nameof(defaults.BreakDuration), defaults.BreakDuration),
        };
        reader.CheckUnknown();
        return rules;
    }
}
