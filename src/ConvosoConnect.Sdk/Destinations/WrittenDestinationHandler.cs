using ConvosoConnect.Sdk.Destinations.Dialling;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>
/// Stops requests to a forbidden address that stands in the URL itself. The <see cref="Dialer"/> would stop them too, but it never sees a request's destination
/// where a proxy dials it, and is not asked where the app brings a primary handler of its own.
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
