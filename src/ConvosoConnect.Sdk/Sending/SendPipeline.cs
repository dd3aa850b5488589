using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Masking;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Sending.Telemetry;
using ConvosoConnect.Sdk.Sending.Transport;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>The way of a lead through the engine: ten steps in order, for sends, tests and previews.</summary>
internal sealed class SendPipeline(
    IEndpointStore endpoints,
    IAdaptorResolver adaptors,
    ILeadSource leads,
    PlanCompiler plans,
    HttpTransport transport,
    EntryAppender log,
    BufferPool buffers,
    TimeLimits limits,
    SendGate gate,
    ConnectTelemetry telemetry,
    SendSettingsHolder settings,
    TimeProvider time)
{
    /// <summary>The sentence of a send that the caller cancelled before anything was sent.</summary>
    public const string CancelledBeforeSending = "The caller cancelled the send before anything was sent.";

    /// <summary>Runs all ten steps.</summary>
    /// <param name="endpointId">The id of the endpoint.</param>
    /// <param name="job">What is sent.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    public Task<ConnectResult> RunAsync(string endpointId, SendJob job, CancellationToken cancellationToken)
    {
        Call call;
        try
        {
            gate.Enter();
            call = NewCall(endpointId, job.Options, job.IsTest ? [] : null, cancellationToken);
        }
        catch (ObjectDisposedException exception)
        {
            return Task.FromException<ConnectResult>(exception);
        }

        call.Limit.Patience = job.Patience;
        return RunAsync(call, job, cancellationToken);
    }

    private async Task<ConnectResult> RunAsync(Call call, SendJob job, CancellationToken cancellationToken)
    {
        call.Activity = telemetry.Start(call.EndpointId, call.Options.Origin);
        try
        {
            transport.Prepare();
            try
            {
                call.Limit.Run();
                await TakeLeadAsync(call, job).ConfigureAwait(false);
                if (call.Error is null)
                {
                    await PrepareAsync(call, job.Draft, isPreview: false).ConfigureAwait(false);
                }

                if (call.Error is null)
                {
                    await ExchangeAsync(call).ConfigureAwait(false);
                }
            }
            catch (Exception exception)
            {
                Fail(call, exception);
            }

            (long? logId, string? logError) = await FinishAsync(call).ConfigureAwait(false);
            if (call.Cancellation is { } cancellation)
            {
                // The exception carries the caller's token, so that the caller recognises its own cancellation.
                throw new OperationCanceledException(call.Error?.Message ?? "The caller cancelled the send.", cancellation, cancellationToken);
            }

            return ConnectResult.From(call, logId, logError);
        }
        finally
        {
            telemetry.End(call.Activity);
            call.Dispose();
            gate.Leave();
        }
    }

    /// <summary>Runs steps 1 to 6 and shows the request.</summary>
    public async Task<ConnectPreview> PreviewAsync(string endpointId, SendJob job, CancellationToken cancellationToken)
    {
        gate.ThrowIfClosed();
        using Call call = NewCall(endpointId, job.Options, trace: [], cancellationToken);
        try
        {
            call.Stage = SendStage.LeadReading;
            call.Take(job.Lead!);
            await PrepareAsync(call, job.Draft, isPreview: true).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (call.Limit.IsCancelledByCaller)
        {
            throw new OperationCanceledException("The caller cancelled the preview.", exception, cancellationToken);
        }
        catch (Exception exception)
        {
            Fail(call, exception);
        }

        return new ConnectPreview
        {
            Request = CallOutput.ToInputData(call),
            Rows = CallOutput.ToRows(call),
            Warnings = CallOutput.ToWarnings(call),
            Error = CallOutput.ToError(call),
        };
    }

    private async ValueTask TakeLeadAsync(Call call, SendJob job)
    {
        LeadRecord? lead = job.Lead;
        if (lead is null)
        {
            call.Stage = SendStage.LeadSource;
            TimeLimit limit = call.Limit;
            lead = await limit.WaitAsync(job.LeadId is null ? leads.GetRecentAsync(limit.Token) : leads.GetAsync(job.LeadId, limit.Token)).ConfigureAwait(false);
            limit.ThrowIfEnded();
        }

        if (lead is null)
        {
            call.Stop(
                ConnectErrorKind.NoLead,
                job.LeadId is null
                    ? "The lead source has no lead to test with. Add one, or register a lead source."
                    : $"The lead source has no lead '{job.LeadId}'. Check the id.");
            return;
        }

        call.Stage = SendStage.LeadReading;
        call.Take(lead);
    }

    /// <summary>Steps 1 to 6: all that happens before the network. A preview runs only these.</summary>
    private async ValueTask PrepareAsync(Call call, ConnectDraft? draft, bool isPreview)
    {
        // 1. The store gives the endpoint, unless it is a draft.
        TimeLimit limit = call.Limit;
        call.Stage = SendStage.EndpointStore;
        call.Endpoint = draft?.Endpoint ?? await limit.WaitAsync(endpoints.GetAsync(call.EndpointId, limit.Token)).ConfigureAwait(false);
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
        AdaptorResolution resolution = draft?.Adaptor is { } given
            ? AdaptorResolution.Found(given)
            : await limit.WaitAsync(adaptors.ResolveAsync(endpoint, limit.Token)).ConfigureAwait(false);
        limit.ThrowIfEnded();
        if (resolution.Reason is { } reason)
        {
            call.Stop(ConnectErrorKind.NoAdaptor, reason);
            return;
        }

        call.Stage = SendStage.Configuration;
        call.Compiled = draft is null ? plans.Get(endpoint, resolution.Adaptor, call.Settings) : plans.Compile(endpoint, resolution.Adaptor, call.Settings);
        if (call.Compiled is UnusableEndpoint unusable)
        {
            call.Error = unusable.Error;
            return;
        }

        // 3 to 6. The adaptor maps, the template shapes, the encoder writes: the request is complete.
        call.Stage = SendStage.Composing;
        BuiltRequest request = RequestBuilder.Build(call.Plan!, call.Lead, call.Trace, call.Options);
        call.Compiled = request.Plan;
        request.ThrowIfFailed();
        (call.Request, call.Error) = (request, request.Error ?? inactive);
    }

    /// <summary>Steps 7 to 9: sends the lead, and turns the response into a value or an error.</summary>
    private async ValueTask ExchangeAsync(Call call)
    {
        // 7. The request is sent, and the response is read up to the cap.
        call.Limit.ThrowIfEnded();
        call.Stage = SendStage.Http;
        await transport.SendAsync(call, call.Request!.Value).ConfigureAwait(false);

        // 8. The parser reads the response. 9. The template or the general rule judges it.
        call.LearnForeign();
        call.Stage = SendStage.ResponseReading;
        ResponseVerdict verdict = ResponseReader.Read(call.Plan!, call.Response, call.Request.Value.Uri);
        call.Value = verdict.Value;
        if (call.Plan!.Captures is { } captures && call.Response.StatusCode is not null)
        {
            call.Captures = captures.Read(ResponseReader.ForTemplate(
                call.Plan, call.Response, call.Request.Value.Uri.AbsolutePath, verdict.Parsed is { Fault: null } parsed ? parsed : null, headers: null));
            call.Compiled = call.Plan.Knowing(captures.FindSecrets(call.Captures, call.Settings.CredentialNames));
        }

        if (verdict.Verdict != Verdict.Accepted)
        {
            ConnectError error = VerdictText.ToError(verdict, call.Plan!, call.Response, call.Request.Value.Uri);
            call.Stop(error.Kind, call.Limit.IsStopped ? error.Message : call.Response.Explain(error));
        }
    }

    /// <summary>Step 10: writes the log entry. All that leaves the call from here on is masked, except the value.</summary>
    private ValueTask<(long? LogId, string? LogError)> FinishAsync(Call call)
    {
        call.LearnForeign();
        call.Error = CallOutput.ToError(call);
        log.Make(call);
        telemetry.Finish(call);

        // 10. When the entry cannot be written, the result says so.
        return log.AppendAsync(call);
    }

    private static void Fail(Call call, Exception exception)
    {
        call.Value = null;
        if (exception is OperationCanceledException cancellation && call.Limit.IsCancelledByCaller)
        {
            call.Cancellation = cancellation;
            call.Stop(
                ConnectErrorKind.Cancelled,
                call.Response is { StatusCode: null, Progress: not SendProgress.MayHaveArrived }
                    ? CancelledBeforeSending
                    : "The caller cancelled the send. The receiver may have got the lead anyway.");
        }
        else if (StageText.IsTimedOut(call.Stage, call.Limit, exception))
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

    private Call NewCall(string endpointId, SendOptions options, List<RowTrace>? trace, CancellationToken cancellationToken)
    {
        SendSettings current = settings.Current;
        TimeLimit limit = limits.Begin(current.Options.RequestTimeout, cancellationToken);
        return new(endpointId, options, time.GetUtcNow(), current, new ReceivedResponse(buffers.Bytes), limits, limit) { Trace = trace };
    }
}
