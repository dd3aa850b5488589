using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Masking;
using ConvosoConnect.Sdk.Sending.Transport;

namespace ConvosoConnect.Sdk.Receiving;

/// <summary>Turns an incoming payload into a lead, through a GET endpoint.</summary>
internal sealed class Receiver(IEndpointStore endpoints, IAdaptorResolver adaptors, TimeLimits limits, SendSettings settings)
{
    public async Task<ReceiveResult> ReceiveAsync(string endpointId, IncomingPayload payload, CancellationToken cancellationToken)
    {
        TimeLimit limit = limits.Begin(settings.Options.RequestTimeout, cancellationToken);
        SendStage stage = SendStage.EndpointStore;
        ConnectEndpoint? endpoint = null;
        Adaptor? adaptor = null;
        try
        {
            endpoint = await limit.WaitAsync(endpoints.GetAsync(endpointId, limit.Token)).ConfigureAwait(false);
            limit.ThrowIfEnded();
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

            stage = SendStage.AdaptorResolver;
            AdaptorResolution resolution = await limit.WaitAsync(adaptors.ResolveAsync(endpoint, limit.Token)).ConfigureAwait(false);
            limit.ThrowIfEnded();
            if (resolution.Reason is { } reason)
            {
                return Refuse(ConnectErrorKind.NoAdaptor, reason);
            }

            adaptor = resolution.Adaptor;
            stage = SendStage.PayloadReading;
            var reader = new IncomingReader(endpoint.Delimiter);
            string? fault = reader.Read(payload, settings.Options.MaxRequestBytes);
            if (fault is not null)
            {
                return Refuse(ConnectErrorKind.RequestInvalid, fault);
            }

            (LeadRecord lead, IReadOnlyList<string> unused) = AdaptorReader.Read(adaptor, reader.Fields);
            return ReceiveResult.Success(lead, unused);
        }
        catch (OperationCanceledException exception) when (limit.IsCancelledByCaller)
        {
            throw new OperationCanceledException("The caller cancelled the receiving.", exception, cancellationToken);
        }
        catch (Exception exception)
        {
            return ReceiveResult.Failure(ToError(stage, limit, exception, Mask(endpoint, adaptor)));
        }
        finally
        {
            limits.End(limit);
        }

        ReceiveResult Refuse(ConnectErrorKind kind, string sentence) => ReceiveResult.Failure(new(kind, Mask(endpoint, adaptor).Mask(sentence)));
    }

    private static ConnectError ToError(SendStage stage, TimeLimit limit, Exception exception, CredentialMask mask) =>
        StageText.IsTimedOut(stage, limit, exception) ? Exhaustion.Explain(StageText.TimedOut(stage, limit.Length, "the option RequestTimeout", isReceiving: true), limit)
        : limit.IsStopped && exception is OperationCanceledException ? new(ConnectErrorKind.AppFailed, "Not received: the app ended meanwhile. Receive it again when the app runs.")
        : new(ConnectErrorKind.AppFailed, mask.Mask(StageText.Failed(stage, exception)));

    /// <summary>Masks the credentials that are known so far: those of the endpoint once it is loaded, and those of the adaptor once it is.</summary>
    private CredentialMask Mask(ConnectEndpoint? endpoint, Adaptor? adaptor) =>
        endpoint is null ? CredentialMask.None : SecretFinder.Find(endpoint, adaptor, settings.CredentialNames).ToMask(settings.CredentialNames);
}
