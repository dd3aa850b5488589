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
    IConnectLogStore log,
    EndpointValidator validator,
    SendPipeline pipeline,
    TimeLimits limits,
    SendGate gate,
    SendSettingsHolder settings) : IConvosoConnectClient, IAsyncDisposable, IDisposable
{
    private readonly SendAgain _again = new(log, pipeline, limits, gate);

    public Task<ConnectResult> SendAsync(string endpointId, LeadRecord lead, CancellationToken cancellationToken = default) =>
        SendAsync(endpointId, lead, SendOptions.Default, cancellationToken);

    public Task<ConnectResult> SendAsync(string endpointId, LeadRecord lead, SendOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ThrowIfIncomplete(lead);
        ArgumentNullException.ThrowIfNull(options);
        return pipeline.RunAsync(endpointId, new SendJob(options) { Lead = lead }, cancellationToken);
    }

    public Task<ConnectResult> SendAgainAsync(long logId, LeadRecord? lead = null, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (lead is not null)
        {
            ThrowIfIncomplete(lead);
        }

        return _again.RunAsync(logId, lead, options, settings.Current.Options.RequestTimeout, cancellationToken);
    }

    public IAsyncEnumerable<SendManyResult> SendManyAsync(
        string endpointId, IAsyncEnumerable<LeadRecord> leads, SendManyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ArgumentNullException.ThrowIfNull(leads);
        gate.ThrowIfClosed();
        SendManyOptions chosen = options ?? new();
        var shared = new SendOptions { Origin = chosen.Origin };
        return ManySends.RunAsync(leads, SendOneAsync, chosen, cancellationToken);

        Task<ConnectResult> SendOneAsync(LeadRecord lead, CancellationToken token, CancellationToken patience)
        {
            ThrowIfIncomplete(lead);
            string? key = chosen.IdempotencyKey?.Invoke(lead);
            if (key is not null && SendOptions.Problem(key) is { } problem)
            {
                return Task.FromResult(ManySends.Refused(problem));
            }

            SendOptions ofLead = key is null ? shared : shared with { IdempotencyKey = key };
            return pipeline.RunAsync(endpointId, new SendJob(ofLead) { Lead = lead, Patience = patience }, token);
        }
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
        return pipeline.RunAsync(endpointId, new SendJob(SendOptions.OfTest) { LeadId = leadId, IsTest = true }, cancellationToken);
    }

    public Task<ConnectResult> TestAsync(string endpointId, LeadRecord lead, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        return pipeline.RunAsync(endpointId, TestOf(lead, options), cancellationToken);
    }

    public Task<ConnectResult> TestAsync(ConnectDraft draft, LeadRecord lead, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        SendJob job = TestOf(lead, options) with { Draft = ToSend(draft) };
        return pipeline.RunAsync(job.Draft!.Endpoint.Id, job, cancellationToken);
    }

    public Task<ConnectPreview> PreviewAsync(string endpointId, LeadRecord lead, CancellationToken cancellationToken = default) =>
        PreviewAsync(endpointId, lead, SendOptions.Default, cancellationToken);

    public Task<ConnectPreview> PreviewAsync(string endpointId, LeadRecord lead, SendOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ThrowIfIncomplete(lead);
        ArgumentNullException.ThrowIfNull(options);
        return pipeline.PreviewAsync(endpointId, new SendJob(options) { Lead = lead }, cancellationToken);
    }

    public Task<ConnectPreview> PreviewAsync(ConnectDraft draft, LeadRecord lead, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfIncomplete(lead);
        ConnectDraft given = ToSend(draft);
        return pipeline.PreviewAsync(given.Endpoint.Id, new SendJob(options ?? SendOptions.Default) { Lead = lead, Draft = given }, cancellationToken);
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

    private static SendJob TestOf(LeadRecord lead, SendOptions? options)
    {
        ThrowIfIncomplete(lead);
        return new SendJob(options is null ? SendOptions.OfTest : options with { Origin = SendOptions.OfTest.Origin }) { Lead = lead, IsTest = true };
    }

    private static ConnectDraft ToSend(ConnectDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Endpoint is null ? throw new ArgumentException("The draft has no endpoint.", nameof(draft)) : draft.ToSend();
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
