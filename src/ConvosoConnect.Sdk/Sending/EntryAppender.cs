using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Masking;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Step 10 of a send: its entry goes into the log, within a limit of its own. A failure to write it is told beside the result.</summary>
internal sealed class EntryAppender(IConnectLogStore log, ConnectTelemetry telemetry, TimeProvider time)
{
    // Not the time limits of sends, which the end of the app stops: entries are written then too.
    private readonly TimeLimits _limits = new(time, CancellationToken.None);

    /// <summary>Makes the entry. What is thrown on the way is told beside the result.</summary>
    public void Make(Call call)
    {
        try
        {
            call.Entry = CallOutput.ToLogEntry(call, time);
        }
#pragma warning disable CA1031 // Whatever is thrown for the sake of the log must not change what became of the send.
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

        TimeLimit limit = _limits.Begin(call.Settings.LogTimeout, CancellationToken.None);
        try
        {
            return (await limit.WaitAsync(log.AppendAsync(entry, limit.Token)).ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // Whatever the log store throws must not hide the result of a send that took place: it is reported on it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return NotWritten(
                call,
                exception is OperationCanceledException && limit.IsReached
                    ? $"the log store gave no response within {Wording.Seconds(call.Settings.LogTimeout)} seconds, the limit of the option LogTimeout."
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
