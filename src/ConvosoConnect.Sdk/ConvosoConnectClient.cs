using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Receiving;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Sending.Transport;

namespace ConvosoConnect.Sdk;

/// <summary>The way a lead goes: one straight line for sends, tests and previews.</summary>
internal sealed class ConvosoConnectClient(
    IEndpointStore endpoints,
    IAdaptorResolver adaptors,
    ILeadSource leads,
    EndpointValidator validator,
    PlanCompiler plans,
    HttpTransport transport,
    EntryAppender log,
    BufferPool buffers,
    TimeLimits limits,
    SendGate gate,
    ConnectTelemetry telemetry,
    SendSettingsHolder settings,
    TimeProvider time) : IConvosoConnectClient, IAsyncDisposable, IDisposable
{
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
        gate.ThrowIfClosed();
        var rows = new List<RowTrace>();
        using Call call = NewCall(endpointId, "Preview", rows, cancellationToken);
        try
        {
            call.Stage = SendStage.LeadReading;
            call.Take(lead);
            await PrepareAsync(call, isPreview: true).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (call.Limit.IsCancelledByCaller)
        {
            throw new OperationCanceledException("The caller cancelled the preview.", exception, cancellationToken);
        }
        catch (Exception exception)
        {
            Fail(call, exception);
        }

        CredentialMask mask = call.Plan is { MasksLog: true } plan ? plan.Mask : CredentialMask.None;
        ConnectInputData? input = call.Request is { Error: null } request ? request.Describe() : null;
        return new ConnectPreview
        {
            Request = input is null || ReferenceEquals(mask, CredentialMask.None) ? input : EntryMask.Mask(input, mask),
            Rows = [.. rows.Select(row => PreviewMask.Mask(row, mask))],
            Warnings = call.Warnings,
            Error = call.Error,
        };
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
        return new EndpointCheck(endpoints, validator, limits, settings.Current.RequestTimeout).RunAsync(endpoint, cancellationToken);
    }

    /// <summary>Waits for the sends under way and stops the rest, so that each has its entry: the container disposes the stores only after this.</summary>
    public async ValueTask DisposeAsync() => await gate.CloseAsync(settings.Current.DisposalTimeout).ConfigureAwait(false);

    // Sends never come back to the caller's context, so that blocking it keeps none of them.
    public void Dispose() => gate.CloseAsync(settings.Current.DisposalTimeout).GetAwaiter().GetResult();

    private Call NewCall(string endpointId, string origin, List<RowTrace>? trace, CancellationToken cancellationToken)
    {
        SendSettings current = settings.Current;
        return new(endpointId, origin, time.GetUtcNow(), current, new Answer(buffers.Bytes), limits, limits.Begin(current.RequestTimeout, cancellationToken)) { Trace = trace };
    }

    /// <summary>Sends a lead; one of the lead source when it is null.</summary>
    private async Task<ConnectResult> RunAsync(string endpointId, string origin, LeadRecord? lead, string? testLeadId, CancellationToken cancellationToken)
    {
        gate.Enter();
        Call call = NewCall(endpointId, origin, trace: lead is null ? [] : null, cancellationToken);
        call.Activity = telemetry.Start(endpointId, origin);
        try
        {
            transport.Prepare();
            await SendAsync(call, lead, testLeadId).ConfigureAwait(false);

            // 10. The call goes into the log; a failure to write it is told beside the result.
            (long? logId, string? logError) = await log.AppendAsync(call).ConfigureAwait(false);
            if (call.Cancellation is { } cancellation)
            {
                // With the caller's token, so that the caller knows it as its own.
                throw new OperationCanceledException("The caller cancelled the send.", cancellation, cancellationToken);
            }

            return new ConnectResult
            {
                Value = call.Value,
                StatusCode = call.Answer.StatusCode,
                Error = call.Error,
                Diagnosis = call.Error is not null && (call.Value is null || call.Error.Kind == ConnectErrorKind.HttpStatus) ? CallDiagnosis.Diagnose(call) : null,
                Warnings = call.Trace is null ? [] : call.Warnings,
                LogId = logId,
                LogError = logError,
                Duration = call.Duration,
            };
        }
        finally
        {
            telemetry.End(call.Activity);
            call.Dispose();
            gate.Leave();
        }
    }

    /// <summary>Steps 1 to 9. Whatever happens is told in the call.</summary>
    private async ValueTask SendAsync(Call call, LeadRecord? lead, string? testLeadId)
    {
        try
        {
            call.Limit.Run();
            await TakeLeadAsync(call, lead, testLeadId).ConfigureAwait(false);
            if (call.Error is null)
            {
                // 1 to 6.
                await PrepareAsync(call, isPreview: false).ConfigureAwait(false);
            }

            if (call.Error is null)
            {
                // 7. It is sent; the answer is read up to the cap.
                call.Limit.ThrowIfEnded();
                call.Stage = SendStage.Http;
                await transport.SendAsync(call, call.Request!.Value).ConfigureAwait(false);

                // 8. The parser reads the answer. 9. Template and general rule make the result of it.
                call.LearnForeign();
                call.Stage = SendStage.ResponseReading;
                (call.Value, ConnectError? error) = ResponseVerdict.Read(call.Plan!, call.Answer, call.Request.Value.Uri);
                if (error is not null)
                {
                    call.Stop(error.Kind, call.Limit.IsStopped ? error.Message : call.Answer.Tell(error));
                }
            }
        }
        catch (OperationCanceledException exception) when (call.Limit.IsCancelledByCaller)
        {
            call.Cancellation = exception;
            call.Stop(
                ConnectErrorKind.Cancelled,
                call.Answer is { StatusCode: null, Progress: not SendProgress.MayHaveArrived }
                    ? "The caller cancelled the send before anything was sent."
                    : "The caller cancelled the send. The receiver may have got the lead all the same.");
        }
        catch (Exception exception)
        {
            call.Value = null;
            Fail(call, exception);
        }

        call.End(time, call.Limit.Started);
        telemetry.Finish(call);
    }

    /// <summary>Steps 1 to 6: everything before the wire. A preview does just this.</summary>
    private async ValueTask PrepareAsync(Call call, bool isPreview)
    {
        // 1. The store gives the endpoint.
        TimeLimit limit = call.Limit;
        call.Stage = SendStage.EndpointStore;
        call.Endpoint = await limit.WaitAsync(endpoints.GetAsync(call.EndpointId, limit.Token)).ConfigureAwait(false);
        limit.ThrowIfEnded();
        if (call.Endpoint is not { } endpoint)
        {
            call.Stop(ConnectErrorKind.EndpointNotFound, $"There is no endpoint '{call.EndpointId}'. Check the id, or save the endpoint first.");
            return;
        }

        ConnectError? inactive = endpoint.Active
            ? null
            : new(ConnectErrorKind.EndpointInactive, $"The endpoint '{endpoint.Name}' is inactive, so nothing was sent. Switch it on to send.");
        if (inactive is not null && !isPreview)
        {
            call.Error = inactive;
            return;
        }

        if (!isPreview && endpoint.Delivery?.TotalTimeout is { } total)
        {
            call.LimitByEndpoint(total);
        }

        // 2. The resolver gives the adaptor.
        call.Stage = SendStage.AdaptorResolver;
        AdaptorResolution resolution = await limit.WaitAsync(adaptors.ResolveAsync(endpoint, limit.Token)).ConfigureAwait(false);
        limit.ThrowIfEnded();
        if (resolution.Reason is { } reason)
        {
            call.Stop(ConnectErrorKind.NoAdaptor, reason);
            return;
        }

        call.Stage = SendStage.Configuration;
        call.Plan = plans.Get(endpoint, resolution.Adaptor, call.Settings);
        call.Error = call.Plan.Error;
        if (call.Error is null)
        {
            // 3 to 6.
            call.Stage = SendStage.Composing;
            EndpointPlan plan = call.Plan;
            try
            {
                BuiltRequest request = RequestBuilder.Build(ref plan, call.Lead, call.Trace);
                (call.Request, call.Error) = (request, request.Error ?? inactive);
            }
            finally
            {
                call.Plan = plan;
            }
        }
    }

    private async ValueTask TakeLeadAsync(Call call, LeadRecord? lead, string? testLeadId)
    {
        if (lead is null)
        {
            call.Stage = SendStage.LeadSource;
            TimeLimit limit = call.Limit;
            lead = await limit.WaitAsync(testLeadId is null ? leads.GetRecentAsync(limit.Token) : leads.GetAsync(testLeadId, limit.Token)).ConfigureAwait(false);
            limit.ThrowIfEnded();
        }

        if (lead is null)
        {
            call.Stop(
                ConnectErrorKind.NoLead,
                testLeadId is null ? "The lead source has no lead to test with. Add one, or register a lead source." : $"The lead source has no lead '{testLeadId}'. Check the id.");
            return;
        }

        call.Stage = SendStage.LeadReading;
        call.Take(lead);
    }

    private static void ThrowIfIncomplete(LeadRecord lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        if (lead.Lead is null || lead.CallLog is null || lead.Extra is null)
        {
            throw new ArgumentException("A field set of the lead is null. Leave it out where the lead has no such fields.", nameof(lead));
        }
    }

    private static void Fail(Call call, Exception exception)
    {
        if (StageText.IsTimedOut(call.Stage, call.Limit, exception))
        {
            call.Error = Exhaustion.Explain(StageText.TimedOut(call.Stage, call.Limit.Length, call.LimitName), call.Limit);
        }
        else if (call.Limit.IsStopped && exception is OperationCanceledException)
        {
            call.Error = TransportFailure.ShutDown;
        }
        else
        {
            call.Stop(ConnectErrorKind.AppFailed, StageText.Failed(call.Stage, exception));
        }
    }
}
