using System.Collections;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>Loggers, listeners and leads of the app that throw: neither the result nor the entry is another one.</summary>
public sealed class ThrowingTelemetryTests
{
    private const string Source = "ConvosoConnect.Sdk";

    [Theory]
    [InlineData("logger", true)]
    [InlineData("logger", false)]
    [InlineData("sample", true)]
    [InlineData("started", true)]
    [InlineData("stopped", true)]
    [InlineData("stopped", false)]
    [InlineData("meter", true)]
    [InlineData("meter", false)]
    public async Task SendAsync_ListenerThrows_ResultAndEntryAreTheSame(string what, bool succeeds)
    {
        int thrown = 0;
        Exception Boom()
        {
            thrown++;
            return new InvalidOperationException("listener");
        }

        var flow = new AsyncLocal<bool> { Value = true };
        await using var engine = new Engine(build: builder =>
        {
            StubHandler.Under(_ => new HttpResponseMessage { Content = new StringContent(succeeds ? """{"ok":"yes"}""" : """{"ok":"no"}""") })(builder);
            if (what == "logger")
            {
                builder.Services.AddSingleton<ILoggerProvider>(new ThrowingLoggers(Boom)).Configure<LoggerFilterOptions>(o => o.MinLevel = LogLevel.Trace);
            }
        });
        await engine.SaveAsync(Engine.Endpoint("https://crm.example.com/x"));
        using ActivityListener traces = Listen(what, () => flow.Value, Boom);
        using MeterListener metrics = Measure(what, engine.Services.GetRequiredService<IMeterFactory>(), Boom);

        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync();

        Assert.NotEqual(0, thrown);
        Assert.Null(Activity.Current);
        Assert.Equal(succeeds, result.Succeeded);
        Assert.Equal(succeeds ? "yes" : "no", result.Value);
        Assert.Equal(succeeds ? null : ConnectErrorKind.Rejected, result.Error?.Kind);
        Assert.Equal((result.Value, result.Error?.Kind, 200), (entry.Result, entry.ErrorKind, entry.StatusCode));
    }

    [Fact]
    public async Task SendAsync_LogAndLoggersThrow_ResultSaysThatTheEntryIsMissing()
    {
        await using var engine = new Engine(build: builder =>
        {
            StubHandler.Under(_ => new HttpResponseMessage { Content = new StringContent("""{"ok":"yes"}""") })(builder);
            builder.Services.AddSingleton<ILoggerProvider>(new ThrowingLoggers(() => new InvalidOperationException("logger")));
            builder.Services.AddSingleton<IConnectLogStore>(new ScriptedLog((_, _) => throw new InvalidOperationException("disk full")));
        });
        await engine.SaveAsync(Engine.Endpoint("https://crm.example.com/x"));

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal("yes", result.Value);
        Assert.Contains("disk full", result.LogError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_LeadThrowsFromSomeReadingOn_IsAResultWithOneEntry()
    {
        HashSet<ConnectErrorKind?> seen = [];
        for (int good = 0; good < 20; good++)
        {
            await using var engine = new Engine(build: StubHandler.Under(_ => new HttpResponseMessage { Content = new StringContent("<html>") }));
            var lead = new LeadRecord { Id = "7", Lead = new TiringFields(good) };

            (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint("https://crm.example.com/x"), lead: lead);
            await engine.Client.PreviewAsync("crm", new LeadRecord { Lead = new TiringFields(good) }, Engine.Token);

            seen.Add(result.Error?.Kind);
            Assert.Equal((result.Error?.Kind, "7"), (entry.ErrorKind, entry.LeadId));
            Assert.Equal(1, (await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Total);
            Assert.Equal(5, result.Diagnosis!.Steps.Count);
        }

        Assert.Equal([ConnectErrorKind.AppFailed, ConnectErrorKind.ResponseUnreadable], seen.Order());
    }

    private static ActivityListener Listen(string what, Func<bool> isOurs, Func<Exception> boom)
    {
        void Throw(string when)
        {
            if (what == when && isOurs())
            {
                throw boom();
            }
        }

        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Source && what is "sample" or "started" or "stopped",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
            {
                Throw("sample");
                return isOurs() ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None;
            },
            ActivityStarted = _ => Throw("started"),
            ActivityStopped = _ => Throw("stopped"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure(string what, IMeterFactory meters, Func<Exception> boom)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (what == "meter" && instrument.Meter.Scope == meters)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw boom());
        listener.Start();
        return listener;
    }

    private sealed class ThrowingLoggers(Func<Exception> boom) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw boom();

        public void Dispose()
        {
        }
    }

    /// <summary>Fields that can be read so many times.</summary>
    private sealed class TiringFields(int good) : IReadOnlyDictionary<string, LeadValue>
    {
        private int _left = good;

        public IEnumerable<string> Keys => Read<string[]>("email", ["email"]);

        public IEnumerable<LeadValue> Values => Read<LeadValue[]>("email", ["a"]);

        public int Count => Read("email", 1);

        public LeadValue this[string key] => Read(key, (LeadValue)"a");

        public bool ContainsKey(string key) => Read(key, true);

        public bool TryGetValue(string key, out LeadValue value)
        {
            value = Read(key, (LeadValue)"a");
            return true;
        }

        public IEnumerator<KeyValuePair<string, LeadValue>> GetEnumerator() => Read("email", new List<KeyValuePair<string, LeadValue>> { new("email", "a") }).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private T Read<T>(string key, T value) => _left-- > 0 ? value : throw new InvalidOperationException($"The database is gone before {key}.");
    }
}
