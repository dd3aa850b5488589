using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Masking;
using ConvosoConnect.Sdk.Sending.Telemetry;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Step 10 of a send: appends its log entry, within its own time limit. When that fails, the result says so; the outcome of the send does not change.</summary>
internal sealed class EntryAppender(IConnectLogStore log, ConnectTelemetry telemetry, TimeProvider time)
{
    // The time limits of sends stop when the app ends, but entries are still written then, so these are separate.
    private readonly TimeLimits _limits = new(time, CancellationToken.None);

    /// <summary>Makes the entry. When that throws, the exception is kept for the result's log error.</summary>
    public void Make(Call call)
    {
        try
        {
            call.Entry = CallOutput.ToLogEntry(call, time);
        }
#pragma warning disable CA1031 // An exception while the entry is made must not change the outcome of the send.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            call.Duration = time.GetElapsedTime(call.Limit.Started);
            call.EntryFault = exception;
        }
    }

    /// <summary>Appends the entry.</summary>
    public async ValueTask<(long? Id, string? Error)> AppendAsync(Call call)
    {
        if (call.Entry is not { } entry)
        {
            return NotWritten(call, call.EntryFault is { } fault ? Name(fault) : "it was not made.");
        }

        TimeLimit limit = _limits.Begin(call.Settings.Options.LogTimeout, CancellationToken.None);
        try
        {
            return (await limit.WaitAsync(log.AppendAsync(entry, limit.Token)).ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // An exception of the log store must not hide the result of a send; the result's log error reports it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return NotWritten(
                call,
                exception is OperationCanceledException && limit.IsReached
                    ? $"the log store did not finish within {Wording.Seconds(call.Settings.Options.LogTimeout)} seconds, the limit of the option LogTimeout."
                    : Name(exception));
        }
        finally
        {
            _limits.End(limit);
        }
    }

    private (long? Id, string? Error) NotWritten(Call call, string seen)
    {
        string reason = DirectionMarks.Escape(CallOutput.Mask(call, $"The log entry was not written: {seen}"));
        telemetry.LogNotWritten(call.EndpointId, reason);
        return (null, reason);
    }

    private static string Name(Exception exception) => $"{exception.GetType().Name}: {ForeignMessage.From(exception)}";
}
