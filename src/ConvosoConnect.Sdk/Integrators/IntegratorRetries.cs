using System.Net.Http.Headers;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>Finds for a delivery handler which rule of <see cref="IntegratorContract.Retries"/> fits a response.</summary>
public sealed class IntegratorRetries
{
    private readonly ConnectEndpoint _endpoint;
    private readonly IReadOnlyList<IntegratorRetry> _retries;
    private readonly IResponseParser _parser;

    /// <summary>Creates the rules of one endpoint. The engine does this; tests of a delivery handler may do it too.</summary>
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

    /// <summary>The key under which a request of an endpoint with delivery rules carries the rules of its integrator. A request without such rules does not have it.</summary>
    public static HttpRequestOptionsKey<IntegratorRetries> OfRequest { get; } = new("ConvosoConnect.Retries");

    /// <summary>Whether a rule for this status depends on the body, so that the body has to be read before <see cref="Find"/> is called.</summary>
    /// <param name="statusCode">The status.</param>
    /// <returns>False when status and headers are enough.</returns>
    public bool NeedsBody(int statusCode) => _retries.Any(retry => retry.StatusCode == statusCode && retry.BodyKey is not null);

    /// <summary>Finds the first rule that fits a response. When the parser throws, no rule that depends on the body fits.</summary>
    /// <param name="response">The response, of which the status and the headers are read.</param>
    /// <param name="body">The whole body; null when it was not read, for instance because it is too long or broke off.</param>
    /// <returns>The rule; null when none fits.</returns>
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
#pragma warning disable CA1031 // A parser of the app may throw anything. It throws again when the send reads the response, and the result then says so.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
