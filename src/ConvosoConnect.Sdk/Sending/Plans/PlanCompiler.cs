using System.Collections.Concurrent;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Dates;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Credentials;
using ConvosoConnect.Sdk.Sending.Masking;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Plans;

/// <summary>Compiles endpoints and keeps the latest compiled form of each.</summary>
internal sealed class PlanCompiler(
    EndpointValidator validator,
    NamedSet<IBodyEncoder> encoders,
    NamedSet<IResponseParser> parsers,
    IntegratorSet integrators,
    NamedSet<IEndpointCredential> endpointCredentials,
    BufferPool buffers,
    TimeProvider time)
{
    private readonly ConcurrentDictionary<string, CompiledEndpoint> _compiled = new(StringComparer.Ordinal);

    // Endpoints share the compiled form of an adaptor, because it is by far the largest part of a plan.
    private SharedMappers _mappers = new(null);

    public CompiledEndpoint Get(ConnectEndpoint endpoint, Adaptor? adaptor, SendSettings settings)
    {
        if (_compiled.TryGetValue(endpoint.Id, out CompiledEndpoint? compiled) && compiled.IsFor(endpoint, adaptor, settings))
        {
            return compiled;
        }

        compiled = Compile(endpoint, adaptor, settings);
        if (_compiled.Count >= settings.Options.CompiledEndpointLimit)
        {
            _compiled.Clear();
        }

        _compiled[endpoint.Id] = compiled;
        return compiled;
    }

    /// <summary>Compiles an endpoint without keeping it.</summary>
    public CompiledEndpoint Compile(ConnectEndpoint endpoint, Adaptor? adaptor, SendSettings settings)
    {
        CredentialSet credentials = SecretFinder.Find(endpoint, adaptor, settings.CredentialNames);
        IReadOnlyList<ValidationProblem> ofEndpoint = validator.Validate(endpoint);
        CredentialUse? credential = ofEndpoint.All(p => p.IsWarning) ? CredentialUse.Find(endpoint.Credential, endpointCredentials) : null;
        credential?.AddSecretsTo(credentials);
        CredentialMask mask = credentials.ToMask(settings.CredentialNames);
        IReadOnlyList<ValidationProblem> ofAdaptor = adaptor is null ? [] : AdaptorValidator.Validate(adaptor);
        IIntegratorTemplate? template = EndpointValidator.IsNone(endpoint.ApiIntegrator) ? null : integrators.Find(endpoint.ApiIntegrator!);
        string[] errors = [.. Errors(ofEndpoint, adaptor, ofAdaptor, isLost: template is null && !EndpointValidator.IsNone(endpoint.ApiIntegrator))];
        if (errors.Length > 0)
        {
            string sentence = $"The endpoint '{endpoint.Id}' cannot be used as it is stored. {string.Join(' ', errors)}";
            return new UnusableEndpoint(new ConnectError(ConnectErrorKind.EndpointInvalid, mask.Mask(sentence)))
            {
                Endpoint = endpoint,
                Adaptor = adaptor,
                Settings = settings,
                Credentials = credentials,
                Mask = mask,
            };
        }

        IntegratorContract contract = template?.Contract ?? IntegratorContract.None;
        if (contract.ResponseDataType is { } type && string.Equals(endpoint.ResponseDataType, ResponseDataTypes.Json, StringComparison.OrdinalIgnoreCase))
        {
            endpoint = endpoint with { ResponseDataType = type };
        }

        IResponseParser parser = parsers[endpoint.ResponseDataType];
        var problems = new List<ValidationProblem>();
        return new EndpointPlan
        {
            Endpoint = endpoint,
            Adaptor = adaptor,
            Settings = settings,
            Credentials = credentials,
            Mask = mask,
            Warnings = [.. ofEndpoint.Concat(ofAdaptor).Select(p => $"{p.Field}: {p.Message}")],
            Url = new RequestUrl(
                UrlTemplate.Parse(endpoint.ApiUrl, endpoint.ApiAuthentication, settings.Options.AllowHttp, problems)!, LogUrlOf(endpoint.ApiUrl, endpoint, settings)),
            Headers = RequestHeaders.Create(
                HeaderLine.Parse(endpoint.AuthorizationHeader, problems), endpoint.RequestMethod == RequestMethod.Post, endpoint.Delivery?.IdempotencyHeader),
            Buffers = buffers.Bytes,
            Mapper = Mapper(adaptor, Rules(endpoint, contract, settings), settings),
            Encoder = endpoint.RequestMethod == RequestMethod.Post ? encoders[endpoint.PostDataType] : encoders[PostDataTypes.Raw],
            Parser = parser,
            Captures = CaptureReader.Create(endpoint, contract),
            Template = template,
            Credential = credential,
            Delivering = Delivering(endpoint, contract, settings),
            Retries = contract.Retries.Count == 0 ? null : new IntegratorRetries(endpoint, contract, parser),
        };
    }

    /// <summary>Why an endpoint cannot be used; nothing when it can.</summary>
    /// <param name="ofEndpoint">What the validator found about the endpoint.</param>
    /// <param name="adaptor">Its adaptor.</param>
    /// <param name="ofAdaptor">What was found about the adaptor.</param>
    /// <param name="isLost">Whether its integrator is not there, also when a reload took it away after the validator looked.</param>
    private static IEnumerable<string> Errors(IReadOnlyList<ValidationProblem> ofEndpoint, Adaptor? adaptor, IReadOnlyList<ValidationProblem> ofAdaptor, bool isLost)
    {
        string[] found = [.. ofEndpoint.Where(p => !p.IsWarning).Select(p => $"{p.Field}: {p.Message}")];
        return [
            .. found,
            .. isLost && found.Length == 0 ? [$"{nameof(ConnectEndpoint.ApiIntegrator)}: The integrator is gone from the configuration. Choose another one."] : Array.Empty<string>(),
            .. ofAdaptor.Where(p => !p.IsWarning).Select(p => $"Adaptor '{adaptor!.Name}', {p.Field}: {p.Message}"),
        ];
    }

    /// <summary>
    /// Gives the endpoint with its delivery rules in effect: the time-out of the options and the rate limit of the integrator fill in what it leaves open. Null when no rules
    /// apply.
    /// </summary>
    private ConnectEndpoint? Delivering(ConnectEndpoint endpoint, IntegratorContract contract, SendSettings settings)
    {
        bool limitedByTemplate = contract.RateLimit is not null && endpoint.Delivery?.RateLimit is null && validator.HasDeliveryHandler;
        if (endpoint.Delivery is null && !limitedByTemplate)
        {
            return null;
        }

        DeliveryRules rules = endpoint.Delivery ?? new DeliveryRules();
        rules = limitedByTemplate ? rules with { RateLimit = contract.RateLimit, RateInterval = contract.RateInterval } : rules;
        return endpoint with { Delivery = rules with { TotalTimeout = rules.TotalTimeout ?? settings.Options.RequestTimeout } };
    }

    /// <summary>Gives a URL with the values of its credentials masked in their places, also values that are too short to be searched for.</summary>
    internal static UrlTemplate LogUrlOf(string apiUrl, ConnectEndpoint endpoint, SendSettings settings)
    {
        if (!settings.Options.MaskCredentials)
        {
            return UrlTemplate.Parse(apiUrl, endpoint.ApiAuthentication, allowHttp: true, [])!;
        }

        // The masked URL may be invalid: too long, or with a brace of a token masked. Then its whole query is hidden.
        string credentials = QueryMask.Mask(endpoint.ApiAuthentication, settings.CredentialNames, all: true);
        return UrlTemplate.Parse(QueryMask.MaskUrl(apiUrl, settings.CredentialNames), credentials, allowHttp: true, [])
            ?? UrlTemplate.Parse(apiUrl.Split('?')[0] + "?***", credentials, allowHttp: true, [])!;
    }

    private AdaptorMapper Mapper(Adaptor? adaptor, MappingRules rules, SendSettings settings)
    {
        if (adaptor is not { Version: > 0 })
        {
            return new AdaptorMapper(adaptor, rules);
        }

        SharedMappers mappers = Volatile.Read(ref _mappers);
        if (!ReferenceEquals(mappers.Settings, settings) || mappers.ByAdaptor.Count >= settings.Options.CompiledEndpointLimit)
        {
            Volatile.Write(ref _mappers, mappers = new SharedMappers(settings));
        }

        return mappers.ByAdaptor.GetOrAdd((adaptor.Id, adaptor.Version, rules.EmptyValues, rules.Delimiter), _ => new AdaptorMapper(adaptor, rules));
    }

    private MappingRules Rules(ConnectEndpoint endpoint, IntegratorContract contract, SendSettings settings)
    {
        EmptyValues empty = endpoint.EmptyValues == EmptyValues.Default ? contract.EmptyValues : endpoint.EmptyValues;
        return new MappingRules(
            empty == EmptyValues.Omit ? EmptyValues.Omit : EmptyValues.Send,
            contract.Delimiter ?? endpoint.Delimiter,
            new AccountClock(settings.Options.TimeZone, time, settings.Options.SystemDateFormat));
    }

    private sealed class SharedMappers(SendSettings? settings)
    {
        public SendSettings? Settings { get; } = settings;

        public ConcurrentDictionary<(string Id, long Version, EmptyValues EmptyValues, string Delimiter), AdaptorMapper> ByAdaptor { get; } = new();
    }
}
