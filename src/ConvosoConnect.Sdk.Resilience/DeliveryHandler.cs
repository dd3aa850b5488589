namespace ConvosoConnect.Sdk.Resilience;

/// <summary>Sends the requests of endpoints with delivery rules by these rules. It has no state, because the HTTP client factory renews it every few minutes.</summary>
internal sealed class DeliveryHandler(DeliveryRegistry registry) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Options.TryGetValue(ConnectEndpoint.OfRequest, out ConnectEndpoint? endpoint) && IsNeeded(endpoint.Delivery)
            ? registry.Get(endpoint).SendAsync(new DeliverySend(request, base.SendAsync, endpoint, registry.Time), cancellationToken)
            : base.SendAsync(request, cancellationToken);
    }

    private static bool IsNeeded(DeliveryRules? rules) =>
        rules is not null
        && (rules.MaxAttempts > 1 || rules.AttemptTimeout is not null || rules.RateLimit is not null || rules.MaxConcurrency is not null || rules.FailureRatio is not null);
}
