using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Sends the lead of a log entry once more, through the endpoint as it is now.</summary>
internal sealed class SendAgain(IConnectLogStore log, SendPipeline pipeline, TimeLimits limits, SendGate gate)
{
    /// <summary>Sends again.</summary>
    /// <param name="logId">The id of the entry.</param>
    /// <param name="lead">The lead; null to take it from the lead source by the entry's lead id.</param>
    /// <param name="options">What the send brings beside its lead; null for what the entry has.</param>
    /// <param name="length">How long the log store may take.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    public async Task<ConnectResult> RunAsync(long logId, LeadRecord? lead, SendOptions? options, TimeSpan length, CancellationToken cancellationToken)
    {
        gate.ThrowIfClosed();
        (ConnectLogEntry? entry, ConnectError? error) = await FindAsync(logId, length, cancellationToken).ConfigureAwait(false);
        if (entry is null || error is not null)
        {
            return Nothing(error ?? new(ConnectErrorKind.LogEntryNotFound, $"There is no log entry {logId}, so nothing was sent. It may have been deleted; send the lead itself."));
        }

        if (entry.Direction == ConnectLogDirection.In)
        {
            return Nothing(new(ConnectErrorKind.LogEntryNotFound, $"The log entry {logId} is of a lead that was received, not sent, so nothing was sent."));
        }

        if (lead is null && entry.LeadId.Length == 0)
        {
            return Nothing(new(ConnectErrorKind.NoLead, $"The lead of the log entry {logId} has no id by which the lead source could find it. Give the lead itself."));
        }

        options ??= new SendOptions { Origin = entry.Origin.Length == 0 ? SendOptions.Default.Origin : entry.Origin };
        string? key = options.IdempotencyKey ?? (SendOptions.IsKey(entry.IdempotencyKey) ? entry.IdempotencyKey : null);
        var job = new SendJob(options with { IdempotencyKey = key, ResendOf = entry.ResendOf ?? logId }) { Lead = lead, LeadId = entry.LeadId };
        return await pipeline.RunAsync(entry.EndpointId, job, cancellationToken).ConfigureAwait(false);
    }

    private static ConnectResult Nothing(ConnectError error) => ConnectResult.Failure(error).WithLogError("Nothing was sent, so there is no log entry.");

    private async Task<(ConnectLogEntry? Entry, ConnectError? Error)> FindAsync(long logId, TimeSpan length, CancellationToken cancellationToken)
    {
        TimeLimit limit = limits.Begin(length, cancellationToken);
        try
        {
            ConnectLogEntry? entry = await limit.WaitAsync(log.GetAsync(logId, limit.Token)).ConfigureAwait(false);
            limit.ThrowIfEnded();
            return (entry, null);
        }
        catch (OperationCanceledException exception) when (limit.IsCancelledByCaller)
        {
            throw new OperationCanceledException("The caller cancelled the send.", exception, cancellationToken);
        }
        catch (Exception) when (limit.IsReached)
        {
            return (null, new(
                ConnectErrorKind.Timeout,
                $"The log store did not finish within {Wording.Seconds(length)} seconds, so nothing was sent. Look at what takes it so long, or raise the option RequestTimeout."));
        }
#pragma warning disable CA1031 // A store of the app may throw anything; the result says so.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (null, limit.IsStopped
                ? TransportFailure.ShutDown
                : new(ConnectErrorKind.AppFailed, $"The log store failed, so nothing was sent: {exception.GetType().Name}: {ForeignMessage.From(exception)}"));
        }
        finally
        {
            limits.End(limit);
        }
    }
}
