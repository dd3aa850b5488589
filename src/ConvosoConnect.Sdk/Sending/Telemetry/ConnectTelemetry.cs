using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using ConvosoConnect.Sdk.Text;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Sending.Telemetry;

/// <summary>
/// Traces (source <c>ConvosoConnect.Sdk</c>), metrics (meter <c>ConvosoConnect.Sdk</c>) and log messages of a call. Attribute names follow OpenTelemetry's HTTP conventions; no
/// attribute holds a query, a body or a credential. Listeners and loggers belong to the app: when one throws, the call goes on, and the app's log reports it if it still works.
/// </summary>
internal sealed partial class ConnectTelemetry : IDisposable
{
    private const string EndpointTag = "convosoconnect.endpoint.id";

    private static readonly SearchValues<char> LineBreaks =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(n => (char)n).Where(char.IsControl), '\u2028', '\u2029']);

    private readonly ActivitySource _source = new(ConvosoConnectTelemetry.SourceName);
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _logFailures;
    private readonly Counter<long> _retries;
    private readonly ILogger _logger;
    private readonly IReadOnlyList<KeyValuePair<string, object?>> _account;

    public ConnectTelemetry(IMeterFactory meters, ILogger<ConnectTelemetry> logger)
    {
        _logger = logger;
        Meter meter = meters.Create(ConvosoConnectTelemetry.MeterName);
        _account = ConvosoConnectTelemetry.TagsOf(meter);
        _duration = meter.CreateHistogram<double>("convosoconnect.send.duration", "s", "Duration of sends, not-sent ones included.");
        _retries = meter.CreateCounter<long>("convosoconnect.send.retries", "{attempt}", "Attempts after the first of a send.");
        _logFailures = meter.CreateCounter<long>("convosoconnect.log.failures", "{entry}", "Log entries that could not be written.");
    }

    public Activity? Start(string endpointId, string origin)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        Activity? before = Activity.Current;
        try
        {
            Activity? activity = _source.StartActivity("ConvosoConnect.Send", ActivityKind.Client);
            activity?.SetTag(EndpointTag, endpointId);
            activity?.SetTag("convosoconnect.origin", origin);
            foreach (var tag in _account)
            {
                activity?.SetTag(tag.Key, tag.Value);
            }

            return activity;
        }
#pragma warning disable CA1031 // A listener of the app may throw anything, and the call must go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // The activity became the current one before the listener threw.
            Activity.Current = before;
            LogListenerFault(exception);
            return null;
        }
    }

    public void Finish(Call call)
    {
        if (_duration.Enabled || call.Activity is not null)
        {
            Guard(static (self, call) => self.Measure(call), call);
        }

        if (call.Response.Attempts is { Made: > 1 })
        {
            Guard(static (self, call) => self._retries.Add(call.Response.Attempts!.Made - 1, self.TagsOf(call)), call);
        }

        Guard(static (self, call) => self.Log(call), call);
    }

    /// <summary>Ends the activity of a call.</summary>
    public void End(Activity? activity)
    {
        if (activity is not null)
        {
            Guard(static (_, activity) => activity.Dispose(), activity);
        }
    }

    private void Log(Call call)
    {
        if (call.Error is not null)
        {
            Failed(_logger, OneLine(call.EndpointId), OneLine(call.Lead.Id), call.Error.Kind, OneLine(call.Error.Message), call.Duration.TotalMilliseconds);
        }
        else if (_logger.IsEnabled(LogLevel.Debug))
        {
            Sent(_logger, OneLine(call.EndpointId), OneLine(call.Lead.Id), call.Response.StatusCode, call.Duration.TotalMilliseconds);
        }
    }

    private void Guard<T>(Action<ConnectTelemetry, T> report, T subject)
    {
        try
        {
            report(this, subject);
        }
#pragma warning disable CA1031 // A listener or logger of the app may throw anything, and the call must go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogListenerFault(exception);
        }
    }

    /// <summary>Reports a listener that threw, if the log works. Only the exception's type is logged, because its message may quote anything.</summary>
    private void LogListenerFault(Exception exception)
    {
        try
        {
            ListenerFailed(_logger, exception.GetType().Name);
        }
#pragma warning disable CA1031 // The logger itself throws, so there is no way to report it.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private void Measure(Call call)
    {
        TagList tags = TagsOf(call);
        if (call.Request is { Error: null } request)
        {
            tags.Add("http.request.method", request.Message.Method.Method);
            tags.Add("server.address", request.Uri.IdnHost);
            tags.Add("server.port", request.Uri.Port);
        }

        if (call.Response.StatusCode is { } status)
        {
            tags.Add("http.response.status_code", status);
        }

        if (call.Error is { } error)
        {
            tags.Add("error.type", error.Kind == ConnectErrorKind.HttpStatus ? call.Response.StatusCode!.Value.ToString(CultureInfo.InvariantCulture) : error.Kind.ToString());
        }

        _duration.Record(call.Duration.TotalSeconds, tags);
        if (call.Activity is { } activity)
        {
            foreach (var tag in tags)
            {
                activity.SetTag(tag.Key, tag.Value);
            }

            // Only the kind is given, because the sentence may quote the response.
            activity.SetStatus(call.Error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, call.Error?.Kind.ToString());
        }
    }

    private TagList TagsOf(Call call)
    {
        var tags = new TagList { { EndpointTag, call.Endpoint?.Id ?? "" } };
        for (int i = 0; i < _account.Count; i++)
        {
            tags.Add(_account[i]);
        }

        return tags;
    }

    public void LogNotWritten(string endpointId, string reason)
    {
        Guard(static (self, _) => self._logFailures.Add(1, [.. self._account]), reason);
        Guard(static (self, about) => NotWritten(self._logger, OneLine(about.endpointId), OneLine(about.reason)), (endpointId, reason));
    }

    public void Dispose() => _source.Dispose();

    /// <summary>
    /// Ids and sentences may hold foreign text. A line break in it could forge lines of the app's log, and direction marks could show the log in another order, so both are
    /// removed.
    /// </summary>
    private static string OneLine(string? text) => text is null ? ""
        : DirectionMarks.Escape(text.AsSpan().ContainsAny(LineBreaks) ? Excerpt.From(text, text.Length) : text);

    [LoggerMessage(10, LogLevel.Debug, "Endpoint {EndpointId}: lead {LeadId} sent, status {Status}, {Milliseconds} ms.")]
    private static partial void Sent(ILogger logger, string endpointId, string leadId, int? status, double milliseconds);

    [LoggerMessage(11, LogLevel.Warning, "Endpoint {EndpointId}: lead {LeadId} failed, {Kind}: {Reason} ({Milliseconds} ms)")]
    private static partial void Failed(ILogger logger, string endpointId, string leadId, ConnectErrorKind kind, string reason, double milliseconds);

    [LoggerMessage(13, LogLevel.Warning, "A listener for traces or metrics, or a logger, of this app threw {Fault}. The send went on without it.")]
    private static partial void ListenerFailed(ILogger logger, string fault);

    [LoggerMessage(12, LogLevel.Error, "Endpoint {EndpointId}: the log entry was not written. {Reason}")]
    private static partial void NotWritten(ILogger logger, string endpointId, string reason);
}
