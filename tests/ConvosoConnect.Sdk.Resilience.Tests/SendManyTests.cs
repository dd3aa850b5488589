using System.Collections.Concurrent;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>Many leads through an endpoint with limits: they wait for their turn, where single sends would be refused.</summary>
public sealed class SendManyTests
{
    private readonly RunningClock _clock = new() { Runs = false };
    private readonly ConcurrentQueue<DateTimeOffset> _arrivals = new();

    [Fact]
    public async Task SendManyAsync_RateLimitFarSlowerThanTheTimeout_WaitsForEachTurn()
    {
        await using Lab lab = Recording();
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = 1, RateInterval = TimeSpan.FromMinutes(10), QueueLimit = 0 }));
        Func<int> waiting = await WaitingAsync(lab);

        var results = new ConcurrentQueue<SendManyResult>();
        Task sending = CollectAsync(lab.Client.SendManyAsync("crm", Leads(5), null, Lab.Token), results);
        for (int turn = 1; turn <= 5; turn++)
        {
            // A send whose response is still being read when the clock goes on would have taken ten minutes.
            SpinWait.SpinUntil(() => results.Count >= turn && waiting() == 5 - turn, TimeSpan.FromMinutes(1));
            Assert.Equal(turn, _arrivals.Count);
            _clock.Advance(TimeSpan.FromMinutes(10));
        }

        await sending;
        Assert.Equal(5, results.Count);
        Assert.All(results, r => Assert.True(r.Result.Succeeded, r.Result.Error?.Message));
    }

    [Fact]
    public async Task SendManyAsync_FullQueueOfTheConcurrencyLimit_WaitsForAPlace()
    {
        int underWay = 0;
        int most = 0;
        await using var lab = new Lab(async (_, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
            return Lab.Answer();
        });
        await lab.SaveAsync(Lab.Endpoint(new() { MaxConcurrency = 1, QueueLimit = 0 }));

        List<SendManyResult> results = await lab.Client.SendManyAsync("crm", Leads(50), new() { MaxConcurrency = 10 }, Lab.Token).ToListAsync(Lab.Token);

        Assert.Equal(50, results.Count(r => r.Result.Succeeded));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task SendManyAsync_CancelledWhileSendsWaitForTheirTurn_GivesThemUpAndSaysThatNothingWasSent()
    {
        await using Lab lab = Recording();
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = 1, RateInterval = TimeSpan.FromHours(1) }));
        Func<int> waiting = await WaitingAsync(lab);
        using var cancelling = new CancellationTokenSource();
        var results = new List<SendManyResult>();
        SendManySummary? summary = null;

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (SendManyResult result in lab.Client.SendManyAsync("crm", Leads(100), new() { MaxConcurrency = 4, Summary = s => summary = s }, cancelling.Token))
            {
                results.Add(result);
                SpinWait.SpinUntil(() => waiting() >= 4 || cancelling.IsCancellationRequested, TimeSpan.FromMinutes(1));
                await cancelling.CancelAsync();
            }
        });

        Assert.Equal(5, results.Count);
        Assert.Equal(new SendManySummary { Succeeded = 1, NotSent = 4 }, summary);
        Assert.All(results.Skip(1), r => Assert.Equal(
            (ConnectErrorKind.Cancelled, "The caller cancelled the send before anything was sent."), (r.Result.Error!.Kind, r.Result.Error.Message)));
        Assert.Single(_arrivals);
        ConnectLogPage log = await lab.Services.GetRequiredService<IConnectLogStore>().QueryAsync(new ConnectLogQuery(), Lab.Token);
        Assert.Equal(4, log.Entries.Count(e => e.ErrorKind == ConnectErrorKind.Cancelled));
    }

    [Fact]
    public async Task SendManyAsync_TimeAfterTheTurn_IsLimitedAsAnySend()
    {
        var arrived = new TaskCompletionSource();
        await using var lab = new Lab(
            async (_, token) =>
            {
                _arrivals.Enqueue(_clock.GetUtcNow());
                if (_arrivals.Count == 2)
                {
                    arrived.SetResult();
                    await Task.Delay(Timeout.Infinite, token);
                }

                return Lab.Answer();
            },
            _clock);
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = 1, RateInterval = TimeSpan.FromHours(1), TotalTimeout = TimeSpan.FromSeconds(20) }));
        Func<int> waiting = await WaitingAsync(lab);
        var results = new ConcurrentQueue<SendManyResult>();
        Task sending = CollectAsync(lab.Client.SendManyAsync("crm", Leads(2), new() { InOrder = true }, Lab.Token), results);
        SpinWait.SpinUntil(() => results.Count == 1 && waiting() == 1, TimeSpan.FromMinutes(1));

        _clock.Advance(TimeSpan.FromHours(1));
        await arrived.Task.WaitAsync(Lab.Token);
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(20));

        await sending;
        Assert.Equal([null, ConnectErrorKind.Timeout], results.Select(r => r.Result.Error?.Kind));
        Assert.Contains("within 20 seconds", results.Last().Result.Error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("late", results.Last().Result.Error!.Message, StringComparison.Ordinal);
    }

    private static async Task CollectAsync(IAsyncEnumerable<SendManyResult> source, ConcurrentQueue<SendManyResult> results)
    {
        await foreach (SendManyResult result in source)
        {
            results.Enqueue(result);
        }
    }

    /// <summary>How many sends wait for a turn.</summary>
    private static async Task<Func<int>> WaitingAsync(Lab lab)
    {
        ConnectEndpoint endpoint = (await lab.Endpoints.GetAsync("crm", Lab.Token))!;
        return () => lab.Registry.Get(endpoint).Rate!.Waiting;
    }

    private static IEnumerable<LeadRecord> Leads(int count) => Enumerable.Range(0, count).Select(i => Lab.Lead with { Id = $"{i}" });

    private Lab Recording() => new(
        (_, _) =>
        {
            _arrivals.Enqueue(_clock.GetUtcNow());
            return Task.FromResult(Lab.Answer());
        },
        _clock);
}
