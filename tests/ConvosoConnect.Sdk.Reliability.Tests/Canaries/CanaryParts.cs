using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>A template that brings credentials of its own, and throws where the scene says so.</summary>
internal sealed class PartnerTemplate(bool throws) : IIntegratorTemplate
{
    public string Name => "Partner";

    public IntegratorContract Contract => IntegratorContract.None;

    public void Shape(IntegratorRequest request)
    {
        request.AddHeader("X-Partner-Token", Canary.TemplateHeader.Secret);
        request.ApiUrl += $"&partner_key={Uri.EscapeDataString(Canary.TemplateUrl.Secret)}";
        if (throws)
        {
            throw new FormatException($"No shape for {request.Endpoint.AuthorizationHeader} {request.ApiUrl} {Forms.Everything}");
        }
    }

    public IntegratorReading? Read(IntegratorResponse response) => null;
}

/// <summary>An encoder and a parser that quote all they know when they throw.</summary>
internal sealed class ThrowingPart : IBodyEncoder, IResponseParser
{
    public string Name => "Throws";

    public string MediaType => "text/plain";

    public void Encode(Payload payload, IBufferWriter<byte> output) => throw new FormatException($"No body for {Forms.Everything}");

    public ParsedResponse Parse(ResponseBody body) => throw new FormatException($"No response in {body.Text}");
}

/// <summary>A resolver that knows the endpoint and quotes it when it throws.</summary>
internal sealed class ThrowingResolver : IAdaptorResolver
{
    public ValueTask<AdaptorResolution> ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException($"No adaptor for {endpoint.ApiUrl} {endpoint.ApiAuthentication} {endpoint.AuthorizationHeader}");
}

/// <summary>A log that cannot be written and says what it was to write.</summary>
internal sealed class ThrowingLog : IConnectLogStore
{
    // A send that ended before its endpoint was read cannot have told anybody a secret.
    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException($"Cannot write {entry.InputData?.Url} {(entry.EndpointName.Length == 0 ? "" : Forms.Everything)}");

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}

/// <summary>A handler that quotes the request when it throws.</summary>
internal sealed class ThrowingHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"Refused {request.RequestUri} {request.Headers} {Forms.Everything}");
}

/// <summary>A handler that adds credentials of its own: a second authorization beside the endpoint's, and a token in the query.</summary>
/// <param name="replaces">Whether it sends a request of its own making in place of the one that it was given.</param>
internal sealed class AddingHandler(bool replaces = false) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpRequestMessage sent = request;
        if (replaces)
        {
            sent = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            foreach ((string name, IEnumerable<string> values) in request.Headers)
            {
                sent.Headers.TryAddWithoutValidation(name, values);
            }
        }

        if (!request.RequestUri!.Query.Contains("&sig=", StringComparison.Ordinal))
        {
            sent.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Canary.HandlerHeader.Secret}");
            sent.RequestUri = new Uri($"{request.RequestUri}&sig={Uri.EscapeDataString(Canary.HandlerQuery.Secret)}");
        }

        return base.SendAsync(sent, cancellationToken);
    }
}
