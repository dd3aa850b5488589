using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>The inbound side of a GET endpoint: an incoming payload becomes a lead.</summary>
internal sealed class Receiver(IEndpointStore endpoints, IAdaptorResolver adaptors, SendSettings settings)
{
    public async Task<ReceiveResult> ReceiveAsync(string endpointId, IncomingPayload payload, CancellationToken cancellationToken)
    {
        string worker = "The endpoint store";
        try
        {
            ConnectEndpoint? endpoint = await endpoints.GetAsync(endpointId, cancellationToken).ConfigureAwait(false);
            if (endpoint is null)
            {
                return Refuse(ConnectErrorKind.EndpointNotFound, $"There is no endpoint '{endpointId}'. Check the id, or save the endpoint first.");
            }

            if (!endpoint.Active)
            {
                return Refuse(ConnectErrorKind.EndpointInactive, $"The endpoint '{endpoint.Name}' is inactive, so nothing is received. Switch it on.");
            }

            if (endpoint.RequestMethod != RequestMethod.Get)
            {
                return Refuse(ConnectErrorKind.EndpointInvalid, $"The endpoint '{endpoint.Name}' is outbound (POST). Only GET endpoints receive.");
            }

            worker = "The adaptor resolver";
            AdaptorResolution resolution = await adaptors.ResolveAsync(endpoint, cancellationToken).ConfigureAwait(false);
            if (resolution.Reason is { } reason)
            {
                return Refuse(ConnectErrorKind.NoAdaptor, reason);
            }

            worker = "The reading of the payload";
            var reader = new IncomingReader(endpoint.Delimiter);
            string? fault = reader.Read(payload, settings.MaxRequestBytes);
            if (fault is not null)
            {
                return Refuse(ConnectErrorKind.RequestInvalid, fault);
            }

            (LeadRecord lead, IReadOnlyList<string> unused) = AdaptorReader.Read(resolution.Adaptor, reader.Fields);
            return new ReceiveResult { Lead = lead, UnusedKeys = unused };
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return Refuse(ConnectErrorKind.AppFailed, $"{worker} failed: {exception.GetType().Name}: {UserInfo.Hide(exception.Message)}");
        }
    }

    private static ReceiveResult Refuse(ConnectErrorKind kind, string sentence) => new() { Error = new(kind, sentence) };
}
