using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints.InMemory;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// Gives the endpoints of a configuration section's <c>Endpoints</c>: a list of objects with an <c>Id</c>, or an object keyed by id. The store is read-only once the section has
/// held endpoints or adaptors. Until then it saves endpoints in memory, and these can still be read afterwards.
/// </summary>
internal sealed class ConfigurationEndpointStore(ConfigurationList<ConnectEndpoint> list, InMemoryEndpointStore memory) : IEndpointStore
{
    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return list.Get(id) is { } endpoint ? new(endpoint) : memory.GetAsync(id, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
        (filter ?? new()).Apply(list.Over(await memory.ListAsync(null, cancellationToken).ConfigureAwait(false)));

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) =>
        list.IsGiven ? throw list.ReadOnly() : memory.SaveAsync(endpoint, cancellationToken);

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        list.IsGiven ? throw list.ReadOnly() : memory.DeleteAsync(id, cancellationToken);

    public static bool IsSame(ConnectEndpoint one, ConnectEndpoint other) => one == (other with { Version = one.Version });

    /// <summary>Reads one endpoint, and adds to <paramref name="problems"/> whatever is wrong with it.</summary>
    public static ConnectEndpoint Read(ConfigurationReader reader, List<ValidationProblem> problems, long version, EndpointValidator validator)
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
            Credential = reader.Text(nameof(defaults.Credential), "") is { Length: > 0 } credential ? credential : null,
            RequestMethod = reader.Choice(nameof(defaults.RequestMethod), defaults.RequestMethod),
            PostDataType = reader.Text(nameof(defaults.PostDataType), defaults.PostDataType),
            ResponseDataType = reader.Text(nameof(defaults.ResponseDataType), defaults.ResponseDataType),
            ApiIntegrator = reader.Text(nameof(defaults.ApiIntegrator), "") is { Length: > 0 } integrator ? integrator : null,
            Settings = reader.NamedTexts(nameof(defaults.Settings)),
            Delimiter = reader.Text(nameof(defaults.Delimiter), defaults.Delimiter),
            ResponseKey = reader.Text(nameof(defaults.ResponseKey), ""),
            SuccessValues = reader.Texts(nameof(defaults.SuccessValues)),
            Captures = reader.NamedTexts(nameof(defaults.Captures)),
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
