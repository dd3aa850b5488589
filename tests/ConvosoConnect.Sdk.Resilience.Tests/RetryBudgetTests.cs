using ConvosoConnect.Sdk.Resilience.Limits;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>Retries stay a fifth of the sends, and ten a minute beside that.</summary>
public sealed class RetryBudgetTests
{
    [Fact]
    public void TryWithdraw_QuietEndpoint_HasTenAMinute()
    {
        var clock = new FakeTimeProvider();
        var budget = new RetryBudget(clock);

        Assert.Equal(10, Withdrawn(budget, 100));
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(4, Withdrawn(budget, 100));
        clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(10, Withdrawn(budget, 100));
    }

    [Fact]
    public void TryWithdraw_BusyEndpoint_HasAFifthOfItsSends()
    {
        var budget = new RetryBudget(new FakeTimeProvider());
        int withdrawn = 0;
        for (int i = 0; i < 10_000; i++)
        {
            budget.Deposit();
            withdrawn += Withdrawn(budget, 9);
        }

        Assert.InRange(withdrawn, 2_000, 2_010);
    }

    [Fact]
    public void TryWithdraw_AfterALongGoodTime_HasAHundredAtMost()
    {
        var budget = new RetryBudget(new FakeTimeProvider());
        for (int i = 0; i < 10_000; i++)
        {
            budget.Deposit();
        }

        Assert.Equal(100, Withdrawn(budget, 1_000));
    }

    [Fact]
    public async Task SendAsync_ReceiverIsDown_IsNotBuriedUnderRetries()
    {
        int requests = 0;
        var clock = new RunningClock();
        await using var lab = new Lab(
            (_, _) =>
            {
                Interlocked.Increment(ref requests);
                return Task.FromResult(Lab.Answer(503));
            },
            clock);
        await lab.SaveAsync(Lab.Endpoint(new DeliveryRules { MaxAttempts = 10, RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(1) }));
        DateTimeOffset started = clock.GetUtcNow();

        string last = "";
        for (int i = 0; i < 500; i++)
        {
            last = (await lab.SendAsync()).Result.Error!.Message;
        }

        double minutes = (clock.GetUtcNow() - started).TotalMinutes;
        Assert.InRange(requests - 500, 100, 100 + 10 + (10 * minutes) + 1);
        Assert.Contains("retry budget is used up", last, StringComparison.Ordinal);
    }

    private static int Withdrawn(RetryBudget budget, int tries) => Enumerable.Range(0, tries).Count(_ => budget.TryWithdraw());
}
