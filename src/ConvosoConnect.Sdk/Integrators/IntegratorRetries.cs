using System.Net.Http.Headers;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>What the integrator of an endpoint says of responses: the <see cref="IntegratorContract.Retries"/> of its contract, made ready for delivery handlers.</summary>
public sealed class IntegratorRetries
{
    private readonly ConnectEndpoint _endpoint;
    private readonly IReadOnlyList<IntegratorRetry> _retries;
    private readonly IResponseParser _parser;

    /// <summary>Makes the rules ready. The engine does it; tests of a delivery handler may.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="contract">The contract of its integrator.</param>
    /// <param name="parser">The parser of its Response Data Type.</param>
    public IntegratorRetries(ConnectEndpoint endpoint, IntegratorContract contract, IResponseParser parser)
    {
        ArgumentNullException.ThrowIfNull(contract);
        _endpoint = endpoint ?? throw new ArgumentNullException(nameof(endpoint));
        _parser = parser ?? throw new ArgumentNullException(nameof(parser));
        _retries = contract.Retries;
    }

    /// <summary>Under this key a request of an endpoint with delivery rules carries what its integrator says of responses; absent where that says nothing.</summary>
    public static HttpRequestOptionsKey<IntegratorRetries> OfRequest { get; } = new("ConvosoConnect.Retries");

    /// <summary>Whether the body of a response of this status has to be read to know what the vendor says of it.</summary>
    /// <param name="statusCode">The status.</param>
    /// <returns>False where status and headers say it all.</returns>
    public bool NeedsBody(int statusCode) => _retries.Any(retry => retry.StatusCode == statusCode && retry.BodyKey is not null);

    /// <summary>Finds what the vendor says of a response. A parser that throws counts as a body that says nothing.</summary>
    /// <param name="response">The response, of which status and headers are looked at.</param>
    /// <param name="body">The whole body; null where it was not read, or was too long or broken to be.</param>
    /// <returns>The first rule that fits; null where none does.</returns>
    public IntegratorRetry? Find(HttpResponseMessage response, ReadOnlyMemory<byte>? body)
    {
        ArgumentNullException.ThrowIfNull(response);
        int status = (int)response.StatusCode;
        if (!_retries.Any(retry => retry.StatusCode == status))
        {
            return null;
        }

        var seen = new IntegratorResponse
        {
            Endpoint = _endpoint,
            Path = response.RequestMessage?.RequestUri?.AbsolutePath ?? "",
            StatusCode = status,
            Body = body is { IsEmpty: false } bytes ? Parse(bytes, response.Content.Headers.ContentType) : null,
            Message = response,
        };
        return _retries.FirstOrDefault(retry => retry.Fits(seen));
    }

    private ParsedResponse? Parse(ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type)
    {
        try
        {
            ParsedResponse? parsed = _parser.Parse(new ResponseBody(body, type?.MediaType, type?.CharSet));
            return parsed?.Fault is null ? parsed : null;
        }
#pragma warning disable CA1031 // A parser of the app may throw anything. It throws again where the response is read, and is told there.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
