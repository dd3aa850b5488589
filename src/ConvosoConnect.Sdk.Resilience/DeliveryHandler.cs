namespace ConvosoConnect.Sdk.Resilience;

/// <summary>Sends the requests of endpoints with delivery rules by these rules. It has no state, because the HTTP client factory renews it every few minutes.</summary>
internal sealed class DeliveryHandler(DeliveryRegistry registry) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Options.TryGetValue(ConnectEndpoint.OfRequest, out ConnectEndpoint? endpoint) && endpoint.Delivery is { NeedHandler: true }
            ? registry.Get(endpoint).SendAsync(new DeliverySend(request, base.SendAsync, endpoint, registry.Time), cancellationToken)
            : base.SendAsync(request, cancellationToken);
    }
}
