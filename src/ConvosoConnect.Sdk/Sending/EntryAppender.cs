using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Step 10 of a send: its entry goes into the log, within a limit of its own. A failure to write it is told beside the result.</summary>
internal sealed class EntryAppender(IConnectLogStore log, ConnectTelemetry telemetry, TimeProvider time)
{
    // Not the time limits of sends, which the end of the app stops: entries are written then too.
    private readonly TimeLimits _limits = new(time, CancellationToken.None);

    public async ValueTask<(long? Id, string? Error)> AppendAsync(Call call)
    {
        TimeLimit limit = _limits.Begin(call.Settings.LogTimeout, CancellationToken.None);
        try
        {
            return (await limit.WaitAsync(log.AppendAsync(call.ToLogEntry(), limit.Token)).ConfigureAwait(false), null);
        }
#pragma warning disable CA1031 // Whatever the log store throws must not hide the result of a send that took place: it is reported on it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            string seen = exception is OperationCanceledException && limit.IsReached
                ? $"the log store gave no response within {Wording.Seconds(call.Settings.LogTimeout)} seconds, the limit of the option LogTimeout."
                : $"{exception.GetType().Name}: {ForeignMessage.From(exception)}";
            string reason = DirectionMarks.Escape(call.Mask($"The log entry was not written: {seen}"));
            telemetry.LogNotWritten(call.EndpointId, reason);
            return (null, reason);
        }
        finally
        {
            _limits.End(limit);
        }
    }
}
