using System.Runtime.CompilerServices;

namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>A definition as a template. What does not depend on the lead is worked out once for each endpoint, as long as the engine keeps the endpoint's plan.</summary>
internal sealed class DeclaredTemplate : IIntegratorTemplate
{
    private readonly IntegratorDefinition _definition;
    private readonly DeclaredPath[] _variants;
    private readonly DeclaredPath _base;
    private readonly ConditionalWeakTable<ConnectEndpoint, DeclaredEndpoint> _endpoints = [];

    public DeclaredTemplate(IntegratorDefinition definition)
    {
        _definition = definition;
        _base = new DeclaredPath(definition, null);
        _variants = [.. definition.Variants.Select(variant => new DeclaredPath(definition, variant))];
        Contract = new IntegratorContract
        {
            EmptyValues = definition.EmptyValues,
            Delimiter = definition.Delimiter,
            RateLimit = definition.RateLimit,
            RateInterval = definition.RateInterval,
            Retries = definition.Retries,
            Captures = definition.Captures,
            ResponseDataType = definition.Response.Type,
            Settings = definition.Settings,
        };
    }

    public string Name => _definition.Name;

    public IntegratorDefinition Definition => _definition;

    public IntegratorContract Contract { get; }

    public void Shape(IntegratorRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        DeclaredEndpoint endpoint = Of(request.Endpoint);
        bool isGet = request.Endpoint.RequestMethod == RequestMethod.Get;
        if ((endpoint.Refusal ?? endpoint.Body.Check(request.Payload, isGet)) is { } refusal)
        {
            request.Refuse(refusal);
            return;
        }

        foreach ((string name, string value) in endpoint.Headers)
        {
            request.AddHeader(name, value);
        }

        if (isGet)
        {
            request.Payload = endpoint.Body.AsForm(request.Payload);
            return;
        }

        request.Method = endpoint.Path.Method;
        request.BodyEncoder = endpoint.Body;
    }

    public IntegratorReading? Read(IntegratorResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Of(response.Endpoint).Path.Response.Read(response);
    }

    private DeclaredEndpoint Of(ConnectEndpoint endpoint)
    {
        if (_endpoints.TryGetValue(endpoint, out DeclaredEndpoint? known))
        {
            return known;
        }

        ReadOnlySpan<char> path = IntegratorRequest.PathOf(endpoint.ApiUrl);
        DeclaredPath? found = null;
        foreach (DeclaredPath variant in _variants)
        {
            found ??= PathPattern.Fits(variant.Pattern!, path) ? variant : null;
        }

        bool isAllowed = found is not null || _definition.Paths.Count == 0;
        foreach (string allowed in _definition.Paths)
        {
            isAllowed |= PathPattern.Fits(allowed, path);
        }

        var made = new DeclaredEndpoint(_definition, found ?? _base, endpoint, isAllowed);
        _endpoints.AddOrUpdate(endpoint, made);
        return made;
    }
}
