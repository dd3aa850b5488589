using System.Net;
using System.Text;
using ConvosoConnect.Sdk.Destinations.Dialling;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// The last handler before the network. It records how far a request came, sends it once for each attempt that a delivery rule begins, and sends nothing after the engine is
/// disposed.
/// </summary>
internal sealed class WireHandler(SendGate gate, HttpMessageHandler primary) : DelegatingHandler
{
    // Every request of the engine has this header exactly once.
    private const string AlwaysThere = "User-Agent";

    private readonly SocketsHttpHandler? _sockets = primary as SocketsHttpHandler;

    /// <summary>The key under which a request carries its response object, which records how far the request came.</summary>
    public static HttpRequestOptionsKey<ReceivedResponse> ResponseOfSend { get; } = new("ConvosoConnect.Send");

    /// <summary>
    /// A callback for <see cref="SocketsHttpHandler.RequestHeaderEncodingSelector"/>. A connection calls it for each header before it writes anything of a request, so it shows
    /// when a request begins to leave. It changes no encoding.
    /// </summary>
    public static HeaderEncodingSelector<HttpRequestMessage> WatchHeaders { get; } = static (name, request) =>
        name == AlwaysThere && request.Options.TryGetValue(ResponseOfSend, out ReceivedResponse? response) && !response.TryLeave() ? throw Ended() : (Encoding?)null;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SendGate.ThrowIf(gate.IsShut);
        if (!request.Options.TryGetValue(ResponseOfSend, out ReceivedResponse? response))
        {
            // A handler of the app sends a new request in place of the engine's, so it is not known which send it belongs to.
            gate.CountStray();
        }
        else
        {
            response.ReachWire(IsWatched(request));
            response.ConnectTimeout = _sockets?.ConnectTimeout;
        }

        Task<HttpResponseMessage> exchange =
            _sockets is { UseProxy: true } ? SendByProxyAsync(request, cancellationToken) : base.SendAsync(request, cancellationToken);
        return response?.Follow(exchange) ?? exchange;
    }

    private static OperationCanceledException Ended() => new("The send has ended.");

    /// <summary>
    /// Whether the connection calls <see cref="WatchHeaders"/> when it writes the request. It does not when the app brought its own primary handler or selector, or when the
    /// request has lost its User-Agent.
    /// </summary>
    private bool IsWatched(HttpRequestMessage request) =>
        ReferenceEquals(_sockets?.RequestHeaderEncodingSelector, WatchHeaders) && request.Headers.NonValidated.Contains(AlwaysThere);

    /// <summary>Sends a request through a proxy. When the limit for connecting ends the wait for a tunnel, the exception does not mention the proxy, so it is replaced.</summary>
    private async Task<HttpResponseMessage> SendByProxyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (ProxyException.FindIn(exception) is null
            && TransportFailure.KindOf(exception, status: null) == ConnectErrorKind.Connect
            && ProxyOf(request.RequestUri!) is { } proxy)
        {
            throw ProxyException.Create(new DnsEndPoint(proxy.IdnHost, proxy.Port), exception, _sockets!.ConnectTimeout, request.RequestUri);
        }
    }

    private Uri? ProxyOf(Uri destination)
    {
        IWebProxy proxy = _sockets!.Proxy ?? HttpClient.DefaultProxy;
        return proxy.IsBypassed(destination) ? null : proxy.GetProxy(destination);
    }
}
