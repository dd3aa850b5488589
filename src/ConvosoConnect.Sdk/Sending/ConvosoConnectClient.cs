using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>The way a lead goes: one straight line for sends, tests and previews.</summary>
internal sealed class ConvosoConnectClient(
    IEndpointStore endpoints,
    IAdaptorResolver adaptors,
    IConnectLogStore log,
    ILeadSource leads,
    PlanCompiler plans,
    Transport transport,
    BufferPool buffers,
    ConnectTelemetry telemetry,
    SendSettingsHolder settings,
    TimeProvider time) : IConvosoConnectClient
{
    // Of its own: a log that answers at once never makes one of these run.
    private readonly TimeLimits _logLimits = new(time);

    public Task<ConnectResult> SendAsync(string endpointId, LeadRecord lead, string origin, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ThrowIfIncomplete(lead);
        ArgumentException.ThrowIfNullOrEmpty(origin);
        return RunAsync(endpointId, origin, lead, testLeadId: null, cancellationToken);
    }

    public Task<ConnectResult> TestAsync(string endpointId, string? leadId = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        return RunAsync(endpointId, "Test", lead: null, leadId, cancellationToken);
    }

    public async Task<ConnectPreview> PreviewAsync(string endpointId, LeadRecord lead, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ThrowIfIncomplete(lead);
        using Call call = NewCall(endpointId, "Preview");
        var rows = new List<RowTrace>();
        try
        {
            call.Worker = "The reading of the lead";
            call.Take(lead);
            await PrepareAsync(call, rows, evenInactive: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            call.Stop(ConnectErrorKind.AppFailed, Sentence(call, exception));
        }

        CredentialMask mask = call.Plan is { MasksLog: true } plan ? plan.Mask : CredentialMask.None;
        ConnectInputData? input = call.Request is { Error: null } request ? request.Describe() : null;
        return new ConnectPreview
        {
            Request = input is null || ReferenceEquals(mask, CredentialMask.None) ? input : EntryMask.Mask(input, mask),
            Rows = [.. rows.Select(r => r with { Value = mask.Mask(r.Value), Mapping = r.Mapping with { DefaultValue = mask.Mask(r.Mapping.DefaultValue) } })],
            Warnings = [.. (call.Plan?.Warnings ?? []).Concat(call.Request?.Warnings ?? []).Concat(rows.Where(r => r.Warning is not null).Select(r => r.Warning!)).Select(call.Mask)],
            Error = call.Error,
        };
    }

    public Task<ReceiveResult> ReceiveAsync(string endpointId, IncomingPayload payload, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ArgumentNullException.ThrowIfNull(payload);
        return new Receiver(endpoints, adaptors, settings.Current).ReceiveAsync(endpointId, payload, cancellationToken);
    }

    private Call NewCall(string endpointId, string origin) => new(endpointId, origin, time.GetUtcNow(), settings.Current, new Answer(buffers.Bytes));

    /// <summary>Sends a lead; one of the lead source when it is null.</summary>
    private async Task<ConnectResult> RunAsync(string endpointId, string origin, LeadRecord? lead, string? testLeadId, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        using Call call = NewCall(endpointId, origin);
        call.Activity = telemetry.Start(endpointId, origin);
        try
        {
            await TakeLeadAsync(call, lead, testLeadId, cancellationToken).ConfigureAwait(false);
            if (call.Error is null)
            {
                // 1 to 6.
                await PrepareAsync(call, trace: null, evenInactive: false, cancellationToken).ConfigureAwait(false);
            }

            if (call.Error is null)
            {
                // 7. It is sent; the answer is read up to the cap.
                call.Worker = "The HTTP client";
                await transport.SendAsync(call.Request!.Value, call.Answer, call.Settings, cancellationToken).ConfigureAwait(false);

                // 8. The parser reads the answer. 9. Template and general rule make the result of it.
                call.Worker = "The response parser or integrator template";
                (call.Value, ConnectError? error) = AnswerRule.Read(call.Plan!, call.Answer, call.Request.Value.Uri);
                if (error is not null)
                {
                    call.Stop(error.Kind, call.Answer.Attempts?.Tell(error) ?? error.Message);
                }
            }
        }
        catch (Exception exception) when (IsCancellation(exception, cancellationToken))
        {
            call.Stop(ConnectErrorKind.Cancelled, "The caller cancelled the send. The receiver may have got the lead all the same.");
            call.Duration = time.GetElapsedTime(started);
            telemetry.Finish(call);
            await AppendAsync(call).ConfigureAwait(false);
            throw;
        }
        catch (Exception exception)
        {
            call.Value = null;
            call.Stop(ConnectErrorKind.AppFailed, Sentence(call, exception));
        }

        call.Duration = time.GetElapsedTime(started);
        telemetry.Finish(call);

        // 10. The call goes into the log; a failure to write it is told beside the result.
        (long? logId, string? logError) = await AppendAsync(call).ConfigureAwait(false);
        return new ConnectResult
        {
            Value = call.Value,
            StatusCode = call.Answer.StatusCode,
            Error = call.Error,
            Diagnosis = call.Error is not null && (call.Value is null || call.Error.Kind == ConnectErrorKind.HttpStatus) ? Diagnoser.Diagnose(call) : null,
            LogId = logId,
            LogError = logError,
            Duration = call.Duration,
        };
    }

    /// <summary>Steps 1 to 6: everything before the wire. A preview does just this.</summary>
    private async ValueTask PrepareAsync(Call call, List<RowTrace>? trace, bool evenInactive, CancellationToken cancellationToken)
    {
        // 1. The store gives the endpoint.
        call.Worker = "The endpoint store";
        call.Endpoint = await endpoints.GetAsync(call.EndpointId, cancellationToken).ConfigureAwait(false);
        if (call.Endpoint is not { } endpoint)
        {
            call.Stop(ConnectErrorKind.EndpointNotFound, $"There is no endpoint '{call.EndpointId}'. Check the id, or save the endpoint first.");
            return;
        }

        ConnectError? inactive = endpoint.Active
            ? null
            : new(ConnectErrorKind.EndpointInactive, $"The endpoint '{endpoint.Name}' is inactive, so nothing was sent. Switch it on to send.");
        if (inactive is not null && !evenInactive)
        {
            call.Error = inactive;
            return;
        }

        // 2. The resolver gives the adaptor.
        call.Worker = "The adaptor resolver";
        AdaptorResolution resolution = await adaptors.ResolveAsync(endpoint, cancellationToken).ConfigureAwait(false);
        if (resolution.Reason is { } reason)
        {
            call.Stop(ConnectErrorKind.NoAdaptor, reason);
            return;
        }

        call.Worker = "The configuration of the endpoint";
        call.Plan = plans.Get(endpoint, resolution.Adaptor, call.Settings);
        call.Error = call.Plan.Error;
        if (call.Error is null)
        {
            // 3 to 6.
            call.Worker = "The adaptor mapping, integrator template or body encoder";
            EndpointPlan plan = call.Plan;
            try
            {
                BuiltRequest request = RequestBuilder.Build(ref plan, call.Lead, trace);
                (call.Request, call.Error) = (request, request.Error ?? inactive);
            }
            finally
            {
                call.Plan = plan;
            }
        }
    }

    private async ValueTask TakeLeadAsync(Call call, LeadRecord? lead, string? testLeadId, CancellationToken cancellationToken)
    {
        if (lead is null)
        {
            call.Worker = "The lead source";
            lead = testLeadId is null
                ? await leads.GetRecentAsync(cancellationToken).ConfigureAwait(false)
                : await leads.GetAsync(testLeadId, cancellationToken).ConfigureAwait(false);
        }

        if (lead is null)
        {
            call.Stop(
                ConnectErrorKind.NoLead,
                testLeadId is null ? "The lead source has no lead to test with. Add one, or register a lead source." : $"The lead source has no lead '{testLeadId}'. Check the id.");
            return;
        }

        call.Worker = "The reading of the lead";
        call.Take(lead);
    }

    private async ValueTask<(long? Id, string? Error)> AppendAsync(Call call)
    {
        CancellationTokenSource limit = _logLimits.Prepare();
        try
        {
            ConnectLogEntry entry = call.ToLogEntry();
            ValueTask<long> append = log.AppendAsync(entry, limit.Token);
            if (append.IsCompletedSuccessfully)
            {
                return (append.Result, null);
            }

            limit.CancelAfter(call.Settings.LogTimeout);
            return (await append.AsTask().WaitAsync(limit.Token).ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // Whatever the log store throws must not hide the result of a send that took place: it is reported on it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            string seen = exception is OperationCanceledException && limit.IsCancellationRequested
                ? $"the log store gave no answer within {TransportFailure.Seconds(call.Settings.LogTimeout)} seconds, the limit of the option LogTimeout."
                : $"{exception.GetType().Name}: {UserInfo.Hide(exception.Message)}";
            string reason = call.Mask($"The log entry was not written: {seen}");
            telemetry.LogNotWritten(call.EndpointId, reason);
            return (null, reason);
        }
        finally
        {
            _logLimits.End(limit);
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

    private static bool IsCancellation(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private static string Sentence(Call call, Exception exception) => $"{call.Worker} failed: {exception.GetType().Name}: {UserInfo.Hide(exception.Message)}";
}
