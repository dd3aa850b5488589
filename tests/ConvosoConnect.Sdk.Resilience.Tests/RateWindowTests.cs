using ConvosoConnect.Sdk.Resilience.Limits;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>Whoever stops waiting for a turn leaves it to the next, and no interval has more requests than the limit all the same.</summary>
public sealed class RateWindowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task EnterAsync_TheFirstInTheQueueIsCancelled_TheNextTakesItsTurn()
    {
        var window = new RateWindow(1, Minute, 10, _clock);
        using var leaving = new CancellationTokenSource();
        Assert.Equal(false, (await window.EnterAsync(TimeSpan.MaxValue, Lab.Token))?.HasWaited);
        Task<RateTurn?> first = window.EnterAsync(TimeSpan.MaxValue, leaving.Token).AsTask();
        Task<RateTurn?> second = window.EnterAsync(TimeSpan.MaxValue, Lab.Token).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(1, window.Waiting);
        _clock.Advance(Minute);

        Assert.Equal(true, (await second)?.HasWaited);
    }

    [Fact]
    public async Task EnterAsync_AllInTheQueueAreCancelled_TheNextComerNeedNotWaitForThem()
    {
        var window = new RateWindow(2, Minute, 1000, _clock);
        using var leaving = new CancellationTokenSource();
        Task<RateTurn?>[] all = [.. Enumerable.Range(0, 1000).Select(_ => window.EnterAsync(TimeSpan.MaxValue, leaving.Token).AsTask())];
        Assert.Equal(2, all.Count(t => t.IsCompleted));

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(all));

        // Its turn comes within the minute, though a thousand were before it.
        Task<RateTurn?> next = window.EnterAsync(Minute + TimeSpan.FromSeconds(1), Lab.Token).AsTask();
        _clock.Advance(Minute);
        Assert.Equal(true, (await next)?.HasWaited);
        Assert.Equal(0, window.Waiting);
    }

    [Fact]
    public async Task GiveBack_TurnNotUsed_LetsTheNextBeginAtOnce()
    {
        var window = new RateWindow(3, Minute, 10, _clock);
        var turns = new List<RateTurn>();
        for (int i = 0; i < 3; i++)
        {
            turns.Add((await window.EnterAsync(TimeSpan.MaxValue, Lab.Token))!.Value);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Task<RateTurn?> waiting = window.EnterAsync(TimeSpan.MaxValue, Lab.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        window.GiveBack(turns[1]);

        Assert.NotNull(await waiting);
        Assert.Null(await window.EnterAsync(TimeSpan.FromSeconds(50), Lab.Token));
    }

    [Fact]
    public async Task GiveBack_BeforeTheWindowIsFull_LeavesRoomForOneMore()
    {
        var window = new RateWindow(2, Minute, 0, _clock);
        RateTurn first = (await window.EnterAsync(TimeSpan.MaxValue, Lab.Token))!.Value;
        window.GiveBack(first);

        Assert.NotNull(await window.EnterAsync(TimeSpan.MaxValue, Lab.Token));
        Assert.NotNull(await window.EnterAsync(TimeSpan.MaxValue, Lab.Token));
        Assert.Null(await window.EnterAsync(TimeSpan.MaxValue, Lab.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task EnterAsync_AnyOrderOfWaitingLeavingAndGivingBack_KeepsToTheLimit(int seed)
    {
        var random = new Random(seed);
        int limit = random.Next(1, 6);
        var window = new RateWindow(limit, Minute, 50, _clock);
        var begun = new List<long>();
        var waiting = new List<(Task<RateTurn?> Task, CancellationTokenSource Source)>();
        for (int step = 0; step < 2000; step++)
        {
            if (random.Next(3) > 0)
            {
                var source = new CancellationTokenSource();
                waiting.Add((window.EnterAsync(TimeSpan.MaxValue, source.Token).AsTask(), source));
            }

            if (waiting.Count > 0 && random.Next(3) == 0)
            {
                await waiting[random.Next(waiting.Count)].Source.CancelAsync();
            }

            _clock.Advance(TimeSpan.FromSeconds(random.Next(20)));
            foreach ((Task<RateTurn?> task, CancellationTokenSource source) in waiting.Where(w => w.Task.IsCompleted).ToArray())
            {
                waiting.Remove((task, source));
                if (!task.IsCompletedSuccessfully || await task is not { } turn)
                {
                    continue;
                }

                if (random.Next(4) == 0)
                {
                    window.GiveBack(turn);
                }
                else
                {
                    begun.Add(turn.Begin);
                }
            }
        }

        begun.Sort();
        Assert.True(begun.Count > 200, $"{begun.Count} began.");
        Assert.All(begun.Zip(begun.Skip(limit)), pair => Assert.True(_clock.GetElapsedTime(pair.First, pair.Second) >= Minute));
    }

    [Fact]
    public async Task SendAsync_WaitingSendsAreCancelled_GiveTheirTurnsBack()
    {
        await using var lab = new Lab((_, _) => Task.FromResult(Lab.Answer()), _clock);
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = 1, RateInterval = Minute, TotalTimeout = TimeSpan.FromMinutes(10) }));
        using var leaving = new CancellationTokenSource();
        await lab.Client.SendAsync("crm", Lab.Lead, Lab.Token);
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => lab.Client.SendAsync("crm", Lab.Lead, leaving.Token))];
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));

        Task<ConnectResult> next = lab.Client.SendAsync("crm", Lab.Lead, Lab.Token);
        _clock.Advance(Minute);

        Assert.True((await next.WaitAsync(TimeSpan.FromSeconds(30), Lab.Token)).Succeeded);
    }

    [Fact]
    public async Task SendAsync_CancelledWhileItWaitsForAPlace_GivesItsTurnBack()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var lab = new Lab(
            async (_, _) =>
            {
                await held.Task;
                return Lab.Answer();
            },
            _clock);
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = 2, RateInterval = Minute, MaxConcurrency = 1, QueueLimit = 1, TotalTimeout = TimeSpan.FromMinutes(10) }));
        using var leaving = new CancellationTokenSource();

        Task<ConnectResult> holder = lab.Client.SendAsync("crm", Lab.Lead, Lab.Token);
        Task<ConnectResult> leaver = lab.Client.SendAsync("crm", Lab.Lead, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        held.SetResult();
        await holder;

        // No minute has passed: the second turn of the window is the one that was given back.
        Assert.True((await lab.Client.SendAsync("crm", Lab.Lead, Lab.Token).WaitAsync(TimeSpan.FromSeconds(30), Lab.Token)).Succeeded);
    }
}
