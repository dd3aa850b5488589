using System.Diagnostics;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>Sends with rules whose parts do not keep to them.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class BoundedTests
{
    private readonly RunningClock _clock = new() { Runs = false };

    [Fact]
    public async Task SendAsync_RequestIsLeftBehind_KeepsItsPlaceUntilItEnds()
    {
        var first = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var arrived = new SemaphoreSlim(0);
        int requests = 0;
        await using var lab = new Lab(
            (_, _) =>
            {
                arrived.Release();
                return Interlocked.Increment(ref requests) == 1 ? first.Task : Task.FromResult(Lab.Answer());
            },
            _clock);
        await lab.SaveAsync(Lab.Endpoint(new() { MaxConcurrency = 1, QueueLimit = 0, TotalTimeout = TimeSpan.FromSeconds(5) }));

        Task<ConnectResult> left = lab.Client.SendAsync("crm", Lab.Lead, Lab.Token);
        await arrived.WaitAsync(Lab.Token);
        _clock.Advance(TimeSpan.FromSeconds(5));
        ConnectResult timedOut = await left.WaitAsync(TimeSpan.FromSeconds(20), Lab.Token);
        (ConnectResult refused, _) = await lab.SendAsync();
        EndpointDelivery delivery = lab.Registry.Get((await lab.Endpoints.GetAsync("crm", Lab.Token))!);
        first.SetResult(Lab.Answer());
        SpinWait.SpinUntil(() => delivery.Places!.Free == 1, TimeSpan.FromSeconds(20));
        (ConnectResult after, _) = await lab.SendAsync();

        Assert.Equal(ConnectErrorKind.Timeout, timedOut.Error?.Kind);
        Assert.Equal(ConnectErrorKind.RateLimited, refused.Error?.Kind);
        Assert.True(after.Succeeded, after.ToString());
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task SendAsync_TimePassedBeforeTheRules_CountsForTheirWaits()
    {
        await using var lab = new Lab(
            Lab.InTurn(() => Lab.Answer(503, retryAfter: "3")),
            _clock, b => b.Services.AddSingleton<IEndpointStore>(p => new SlowStore(() => _clock.Advance(TimeSpan.FromSeconds(3)))));
        await lab.SaveAsync(Lab.Endpoint(null));

        // 3 of the 5 seconds have passed when the receiver asks to wait for another 3.
        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync();

        Assert.Equal(ConnectErrorKind.HttpStatus, result.Error?.Kind);
        Assert.Contains("would not end within the time for the whole send", Assert.Single(entry.Attempts).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("started")]
    [InlineData("stopped")]
    [InlineData("logger")]
    public async Task SendAsync_TelemetryThrows_RulesAreKeptAllTheSame(string what)
    {
        int thrown = 0;
        var ours = new AsyncLocal<bool> { Value = true };
        void Throw(string when)
        {
            if (what == when && ours.Value)
            {
                thrown++;
                throw new InvalidOperationException(when);
            }
        }

        _clock.Runs = true;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ConvosoConnect.Sdk" && what != "logger",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                if (options.Name == "ConvosoConnect.Attempt")
                {
                    Throw("sample");
                }

                return ours.Value ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None;
            },
            ActivityStarted = _ => Throw("started"),
            ActivityStopped = _ => Throw("stopped"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var lab = new Lab(
            Lab.InTurn(() => Lab.Answer(503), () => Lab.Answer(503), () => Lab.Answer()),
            _clock, b => b.Services.AddSingleton<ILoggerProvider>(new Loggers(() => Throw("logger"))));

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(new() { MaxAttempts = 3, FailureRatio = 1, MinimumThroughput = 2 }));

        // The breaker opens after the second failure, and is told of.
        Assert.NotEqual(0, thrown);
        Assert.Equal(ConnectErrorKind.HttpStatus, result.Error?.Kind);
        Assert.Equal([503, 503], entry.Attempts.Select(a => a.StatusCode));
    }

    private sealed class SlowStore(Action pass) : IEndpointStore
    {
        public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default)
        {
            pass();
            return new(Lab.Endpoint(new() { MaxAttempts = 2, TotalTimeout = TimeSpan.FromSeconds(5) }));
        }

        public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => new(endpoint);

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    private sealed class Loggers(Action log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => log();

        public void Dispose()
        {
        }
    }
}
