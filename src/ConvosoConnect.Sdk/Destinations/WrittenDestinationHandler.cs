using ConvosoConnect.Sdk.Destinations.Dialling;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>
/// Stops requests to a forbidden IP address that stands in the URL itself. The <see cref="Dialer"/> stops them too, but it does not see the destination when a proxy dials it,
/// and is not called when the app brings its own primary handler.
/// </summary>
internal sealed class WrittenDestinationHandler(Func<DestinationGuard> guardInForce) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string host = request.RequestUri!.IdnHost;
        return guardInForce().ForbidsAsWritten(host) is { } rule
            ? throw DestinationBlockedException.Create(host, $"this address {rule}")
            : base.SendAsync(request, cancellationToken);
    }
}
