using System.Net;
using System.Text;
using ConvosoConnect.Sdk.Destinations.Dialling;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// The last handler before the wire. It notes how far a request came, lets it out once for each attempt that a delivery rule begins, and lets nothing out once
/// the engine is disposed.
/// </summary>
internal sealed class WireHandler(SendGate gate, HttpMessageHandler primary) : DelegatingHandler
{
    // A header that every request of the engine has, once.
    private const string AlwaysThere = "User-Agent";

    private readonly SocketsHttpHandler? _sockets = primary as SocketsHttpHandler;

    /// <summary>Under this key a request carries what is to know that it came this far.</summary>
    public static HttpRequestOptionsKey<ReceivedResponse> ResponseOfSend { get; } = new("ConvosoConnect.Send");

    /// <summary>
    /// For <see cref="SocketsHttpHandler.RequestHeaderEncodingSelector"/>, which is asked for each header that a connection writes: nothing of a request leaves before. It
    /// changes no encoding.
    /// </summary>
    public static HeaderEncodingSelector<HttpRequestMessage> WatchHeaders { get; } = static (name, request) =>
        name == AlwaysThere && request.Options.TryGetValue(ResponseOfSend, out ReceivedResponse? response) && !response.TryLeave() ? throw Ended() : (Encoding?)null;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SendGate.ThrowIf(gate.IsShut);
        if (!request.Options.TryGetValue(ResponseOfSend, out ReceivedResponse? response))
        {
            // A handler of the app made another request of the one it was given. Nobody knows whose it is.
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

    /// <summary>Whether the wire tells when it writes the request: not where the app brought another one, nor of a request that lost the header.</summary>
    private bool IsWatched(HttpRequestMessage request) =>
        ReferenceEquals(_sockets?.RequestHeaderEncodingSelector, WatchHeaders) && request.Headers.NonValidated.Contains(AlwaysThere);

    /// <summary>The limit for connecting ends the wait for a tunnel without a word about the proxy.</summary>
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
