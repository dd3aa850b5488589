using System.Collections.Concurrent;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>The rate limit and the concurrency limit, as the receiver sees them.</summary>
public sealed class LimitTests
{
    private readonly RunningClock _clock = new();
    private readonly ConcurrentQueue<DateTimeOffset> _arrivals = new();

    [Theory]
    [InlineData(10, 4, 60)]
    [InlineData(1, 1, 20)]
    [InlineData(7, 3, 50)]
    public async Task SendAsync_RateLimit_LetsSoManyBeginWithinEachIntervalAndNoMore(int limit, int seconds, int sends)
    {
        _clock.Runs = false;
        await using Lab lab = Recording();
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = limit, RateInterval = TimeSpan.FromSeconds(seconds), TotalTimeout = TimeSpan.FromHours(1) }));

        Task<ConnectResult>[] sending = [.. Enumerable.Range(0, sends).Select(_ => lab.Client.SendAsync("crm", Lab.Lead, Lab.Token))];
        for (int second = 0; second <= seconds * sends / limit; second++)
        {
            // The clock stands until all whose turn has come have arrived.
            int due = Math.Min(sends, limit * (1 + (second / seconds)));
            SpinWait.SpinUntil(() => _arrivals.Count >= due, TimeSpan.FromSeconds(30));
            Assert.Equal(due, _arrivals.Count);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(await Task.WhenAll(sending), r => Assert.True(r.Succeeded));
        DateTimeOffset[] arrived = [.. _arrivals];
        Assert.All(arrived.Zip(arrived.Skip(limit)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("HubSpot v1")]
    [InlineData("HubSpot v3")]
    public async Task SendAsync_HubSpotWithoutRules_KeepsToItsHundredInTenSeconds(string integrator)
    {
        await using Lab lab = Recording();
        _clock.Runs = false;
        await lab.SaveAsync(Lab.Endpoint(null) with { ApiIntegrator = integrator, ResponseKey = "" });

        Task[] sending = [.. Enumerable.Range(0, 101).Select(_ => lab.Client.SendAsync("crm", Lab.Lead, Lab.Token))];
        Task last = Assert.Single(sending, s => !s.IsCompleted);
        Assert.Equal(100, _arrivals.Count);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await last;

        Assert.Equal(101, _arrivals.Count);
    }

    [Fact]
    public async Task SendAsync_WaitedForItsTurn_SaysSoInTheEntry()
    {
        await using Lab lab = Recording();
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = 1, RateInterval = TimeSpan.FromSeconds(3) }));

        (_, ConnectLogEntry first) = await lab.SendAsync();
        (_, ConnectLogEntry second) = await lab.SendAsync();

        Assert.Empty(first.Attempts);
        ConnectAttempt attempt = Assert.Single(second.Attempts);
        Assert.Equal((1, 200, TimeSpan.FromSeconds(3)), (attempt.Number, attempt.StatusCode, attempt.Wait));
    }

    [Fact]
    public async Task SendAsync_NoTurnWithinTheTotalTimeout_IsRateLimitedAtOnce()
    {
        await using Lab lab = Recording();
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = 1, RateInterval = TimeSpan.FromMinutes(1) }));

        await lab.SendAsync();
        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync();

        Assert.Equal(ConnectErrorKind.RateLimited, result.Error?.Kind);
        Assert.StartsWith("Not sent: the endpoint's limit of 1 requests in 60 seconds gives no turn in time", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, result.Duration);
        Assert.Equal("Endpoint URL and protocol", result.Diagnosis?.Cause?.Name);
        Assert.All(result.Diagnosis!.Steps.Skip(1), s => Assert.Equal(DiagnosisVerdict.NotReached, s.Verdict));
        Assert.Equal(ConnectErrorKind.RateLimited, Assert.Single(entry.Attempts).ErrorKind);
        Assert.Single(_arrivals);
    }

    [Fact]
    public async Task SendAsync_QueueOfTheRateLimitIsFull_IsRateLimitedAtOnce()
    {
        _clock.Runs = false;
        await using Lab lab = Recording();
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = 1, QueueLimit = 2 }));

        Task<ConnectResult>[] sending = [.. Enumerable.Range(0, 5).Select(_ => lab.Client.SendAsync("crm", Lab.Lead, Lab.Token))];

        Assert.Equal(3, sending.Count(s => s.IsCompleted));
        Assert.Equal(2, sending.Count(s => s.IsCompleted && s.Result.Error?.Kind == ConnectErrorKind.RateLimited));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(sending);
        Assert.Equal(3, sending.Count(s => s.Result.Succeeded));
    }

    [Fact]
    public async Task SendAsync_EndpointSavedAnew_KeepsToTheSameLimit()
    {
        await using Lab lab = Recording();
        ConnectEndpoint endpoint = Lab.Endpoint(new() { RateLimit = 1, RateInterval = TimeSpan.FromMinutes(1) });

        await lab.SendAsync(endpoint);
        (ConnectResult again, _) = await lab.SendAsync(endpoint with { Name = "New name" });
        (ConnectResult freed, _) = await lab.SendAsync(endpoint with { Delivery = new() { RateLimit = 2, RateInterval = TimeSpan.FromMinutes(1) } });

        Assert.Equal(ConnectErrorKind.RateLimited, again.Error?.Kind);
        Assert.True(freed.Succeeded);
    }

    [Fact]
    public async Task SendAsync_MaxConcurrency_HoldsAPlaceUntilTheAnswerIsRead()
    {
        int underWay = 0;
        int most = 0;
        var gate = new SemaphoreSlim(0);
        await using var lab = new Lab(
            (_, _) =>
            {
                int now = Interlocked.Increment(ref underWay);
                InterlockedMax(ref most, now);
                var body = new GatedStream(gate, () => Interlocked.Decrement(ref underWay));
                return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(body) });
            },
            _clock);
        await lab.SaveAsync(Lab.Endpoint(new() { MaxConcurrency = 3, QueueLimit = 4 }) with { ResponseDataType = "TEXT", ResponseKey = "" });

        Task<ConnectResult>[] sending = [.. Enumerable.Range(0, 9).Select(_ => lab.Client.SendAsync("crm", Lab.Lead, Lab.Token))];
        ConnectResult[] refused = await Task.WhenAll(sending.Where(s => s.IsCompleted));
        gate.Release(100);
        ConnectResult[] all = await Task.WhenAll(sending);

        Assert.Equal(2, refused.Length);
        Assert.All(refused,
            r => Assert.StartsWith("Not sent: 3 requests of the endpoint are under way (MaxConcurrency) and 4 sends already wait", r.Error?.Message, StringComparison.Ordinal));
        Assert.Equal(7, all.Count(r => r.Succeeded));
        Assert.Equal(3, most);
        Assert.Equal(0, underWay);
    }

    [Fact]
    public async Task SendAsync_TimeIsUpWhileItWaitsForAPlace_IsRateLimitedNotTimeout()
    {
        _clock.Runs = false;
        var heldOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var lab = new Lab(
            async (_, _) =>
            {
                // Deaf to its token, so that the place does not become free at the very moment at which the other's time is up.
                await heldOn.Task;
                return Lab.Answer();
            },
            _clock);
        await lab.SaveAsync(Lab.Endpoint(new() { MaxConcurrency = 1, TotalTimeout = TimeSpan.FromSeconds(5) }));

        Task<ConnectResult> holder = lab.Client.SendAsync("crm", Lab.Lead, Lab.Token);
        Task<ConnectResult> waiting = lab.Client.SendAsync("crm", Lab.Lead, Lab.Token);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(ConnectErrorKind.RateLimited, (await waiting).Error?.Kind);
        Assert.Contains("while it waited for a place under the endpoint's MaxConcurrency", (await waiting).Error?.Message, StringComparison.Ordinal);
        heldOn.SetResult();
        await holder;
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen = Volatile.Read(ref most);
        while (now > seen && Interlocked.CompareExchange(ref most, now, seen) is var other && other != seen)
        {
            seen = other;
        }
    }

    private Lab Recording() => new(
        (_, _) =>
        {
            _arrivals.Enqueue(_clock.GetUtcNow());
            return Task.FromResult(Lab.Answer(body: """{"ok":1,"id":"512","vid":"512"}"""));
        },
        _clock);

    /// <summary>A body that comes when the test lets it.</summary>
    private sealed class GatedStream(SemaphoreSlim gate, Action ended) : MemoryStream("ok"u8.ToArray())
    {
        private bool _isOpen;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_isOpen)
            {
                await gate.WaitAsync(cancellationToken);
                _isOpen = true;
            }

            int read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                Interlocked.Exchange(ref ended, () => { })();
            }

            return read;
        }
    }
}
