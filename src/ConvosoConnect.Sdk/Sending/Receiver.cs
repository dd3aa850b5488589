using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>The inbound side of a GET endpoint: an incoming payload becomes a lead.</summary>
internal sealed class Receiver(IEndpointStore endpoints, IAdaptorResolver adaptors, SendSettings settings)
{
    public async Task<ReceiveResult> ReceiveAsync(string endpointId, IncomingPayload payload, CancellationToken cancellationToken)
    {
        string worker = "The endpoint store";
        ConnectEndpoint? endpoint = null;
        Adaptor? adaptor = null;
        try
        {
            endpoint = await endpoints.GetAsync(endpointId, cancellationToken).ConfigureAwait(false);
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

            adaptor = resolution.Adaptor;
            worker = "The reading of the payload";
            var reader = new IncomingReader(endpoint.Delimiter);
            string? fault = reader.Read(payload, settings.MaxRequestBytes);
            if (fault is not null)
            {
                return Refuse(ConnectErrorKind.RequestInvalid, fault);
            }

            (LeadRecord lead, IReadOnlyList<string> unused) = AdaptorReader.Read(adaptor, reader.Fields);
            return new ReceiveResult { Lead = lead, UnusedKeys = unused };
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return Refuse(ConnectErrorKind.AppFailed, $"{worker} failed: {exception.GetType().Name}: {ForeignMessage.Of(exception)}");
        }

        // The credentials that are known so far are masked as in a send; those of the endpoint also when what came after it failed.
        ReceiveResult Refuse(ConnectErrorKind kind, string sentence)
        {
            CredentialMask mask = endpoint is null ? CredentialMask.None : SecretFinder.Find(endpoint, adaptor, settings.CredentialNames).ToMask(settings.CredentialNames);
            return new() { Error = new(kind, mask.Mask(sentence)) };
        }
    }
}
