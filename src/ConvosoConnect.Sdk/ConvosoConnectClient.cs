using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Receiving;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Many;

namespace ConvosoConnect.Sdk;

/// <summary>Checks the caller's arguments; the <see cref="SendPipeline"/> and the <see cref="Receiver"/> do the work.</summary>
internal sealed class ConvosoConnectClient(
    IEndpointStore endpoints,
    IAdaptorResolver adaptors,
    EndpointValidator validator,
    SendPipeline pipeline,
    TimeLimits limits,
    SendGate gate,
    SendSettingsHolder settings) : IConvosoConnectClient, IAsyncDisposable, IDisposable
{
    public Task<ConnectResult> SendAsync(string endpointId, LeadRecord lead, string origin, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ThrowIfIncomplete(lead);
        ArgumentException.ThrowIfNullOrEmpty(origin);
        return pipeline.RunAsync(endpointId, origin, lead, testLeadId: null, cancellationToken);
    }

    public IAsyncEnumerable<SendManyResult> SendManyAsync(
        string endpointId, IAsyncEnumerable<LeadRecord> leads, SendManyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ArgumentNullException.ThrowIfNull(leads);
        gate.ThrowIfClosed();
        SendManyOptions chosen = options ?? new();
        return ManySends.RunAsync(leads, (lead, token, patience) => SendOneOfManyAsync(endpointId, lead, chosen, token, patience), chosen, cancellationToken);
    }

    public IAsyncEnumerable<SendManyResult> SendManyAsync(
        string endpointId, IEnumerable<LeadRecord> leads, SendManyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(leads);
        return SendManyAsync(endpointId, EachAsync(leads), options, cancellationToken);
    }

    public Task<ConnectResult> TestAsync(string endpointId, string? leadId = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        return pipeline.RunAsync(endpointId, "Test", lead: null, leadId, cancellationToken);
    }

    public Task<ConnectPreview> PreviewAsync(string endpointId, LeadRecord lead, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ThrowIfIncomplete(lead);
        return pipeline.PreviewAsync(endpointId, lead, cancellationToken);
    }

    public Task<ReceiveResult> ReceiveAsync(string endpointId, IncomingPayload payload, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ArgumentNullException.ThrowIfNull(payload);
        gate.ThrowIfClosed();
        return new Receiver(endpoints, adaptors, limits, settings.Current).ReceiveAsync(endpointId, payload, cancellationToken);
    }

    public Task<IReadOnlyList<ValidationProblem>> ValidateAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        gate.ThrowIfClosed();
        return new EndpointCheck(endpoints, validator, limits, settings.Current.Options.RequestTimeout).RunAsync(endpoint, cancellationToken);
    }

    /// <summary>Waits for the sends under way and stops the rest, so that each has its entry: the container disposes the stores only after this.</summary>
    public async ValueTask DisposeAsync() => await gate.CloseAsync(settings.Current.Options.DisposalTimeout).ConfigureAwait(false);

    // Sends never come back to the caller's context, so that blocking it keeps none of them.
    public void Dispose() => gate.CloseAsync(settings.Current.Options.DisposalTimeout).GetAwaiter().GetResult();

    private Task<ConnectResult> SendOneOfManyAsync(
        string endpointId, LeadRecord lead, SendManyOptions options, CancellationToken cancellationToken, CancellationToken patience)
    {
        ThrowIfIncomplete(lead);
        return pipeline.RunAsync(endpointId, options.Origin, lead, testLeadId: null, cancellationToken, patience);
    }

#pragma warning disable CS1998 // The leads are there already, so there is nothing to await.
    private static async IAsyncEnumerable<LeadRecord> EachAsync(IEnumerable<LeadRecord> leads)
#pragma warning restore CS1998
    {
        foreach (LeadRecord lead in leads)
        {
            yield return lead;
        }
    }

    private static void ThrowIfIncomplete(LeadRecord lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        if (lead.Lead is null || lead.CallLog is null || lead.Extra is null)
        {
            throw new ArgumentException("A field set of the lead is null. Leave it out where the lead has no such fields.", nameof(lead));
        }
    }
}
