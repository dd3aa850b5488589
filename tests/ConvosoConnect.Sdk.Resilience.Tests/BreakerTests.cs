using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>A receiver that fails is left alone for a while.</summary>
public sealed class BreakerTests
{
    private static readonly DeliveryRules Rules = new() { FailureRatio = 0.5, MinimumThroughput = 4, BreakDuration = TimeSpan.FromSeconds(20) };

    private readonly RunningClock _clock = new();
    private int _status = 500;
    private int _requests;

    [Fact]
    public async Task SendAsync_TooManyFailures_OpensTheBreakerThatTriesAgainAfterItsTime()
    {
        await using Lab lab = Failing();
        await lab.SaveAsync(Lab.Endpoint(Rules));
        await SendAsync(lab, 4);

        (ConnectResult refused, ConnectLogEntry entry) = await lab.SendAsync();
        Assert.Equal(ConnectErrorKind.BreakerOpen, refused.Error?.Kind);
        Assert.StartsWith("Not sent: the endpoint's circuit breaker is open", refused.Error?.Message, StringComparison.Ordinal);
        Assert.Contains("It lets one attempt through in 20 seconds.", refused.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectErrorKind.BreakerOpen, Assert.Single(entry.Attempts).ErrorKind);
        Assert.Equal(4, _requests);
        Assert.Equal(["crm"], lab.Registry.OpenBreakers);

        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(lab.Registry.OpenBreakers);
        Assert.Equal(500, (await lab.SendAsync()).Result.StatusCode);
        Assert.Equal(ConnectErrorKind.BreakerOpen, (await lab.SendAsync()).Result.Error?.Kind);

        _clock.Advance(TimeSpan.FromSeconds(20));
        _status = 200;
        Assert.True((await lab.SendAsync()).Result.Succeeded);
        Assert.True((await lab.SendAsync()).Result.Succeeded);
        string[] told = [.. lab.Services.GetFakeLogCollector().GetSnapshot().Where(r => r.Id.Id is 51 or 52).Select(r => r.Message)];
        Assert.Equal(
            [
                "Endpoint crm: the circuit breaker opened; nothing is sent for 20 seconds.",
                "Endpoint crm: the circuit breaker opened; nothing is sent for 20 seconds.",
                "Endpoint crm: the circuit breaker closed; sends go out again.",
            ],
            told);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(400)]
    [InlineData(200)]
    public async Task SendAsync_Refusals_AreNoFailures(int status)
    {
        _status = status;
        await using Lab lab = Failing();
        await lab.SaveAsync(Lab.Endpoint(Rules));

        await SendAsync(lab, 20);

        Assert.Equal(20, _requests);
    }

    [Fact]
    public async Task SendAsync_BreakerOpensUnderASend_IsNotTriedAgain()
    {
        _status = 503;
        await using Lab lab = Failing();
        await lab.SaveAsync(Lab.Endpoint(Rules with { MaxAttempts = 10, RetryDelay = TimeSpan.FromMilliseconds(100) }));

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync();

        Assert.Equal(503, result.StatusCode);
        Assert.Equal(4, entry.Attempts.Count);
        Assert.EndsWith("4 attempts were made. Not tried again: the endpoint's circuit breaker is open.", result.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_EndpointSavedAnew_FindsTheBreakerAsItWas()
    {
        await using Lab lab = Failing();
        await lab.SaveAsync(Lab.Endpoint(Rules));
        await SendAsync(lab, 2);
        await lab.SaveAsync(Lab.Endpoint(Rules) with { Name = "Renamed" });
        await SendAsync(lab, 3);
        Assert.Equal(4, _requests);

        await lab.SaveAsync(Lab.Endpoint(Rules with { MaxAttempts = 2, AttemptTimeout = TimeSpan.FromSeconds(3) }));
        Assert.Equal(ConnectErrorKind.BreakerOpen, (await lab.SendAsync()).Result.Error?.Kind);
        Assert.Equal(["crm"], lab.Registry.OpenBreakers);
        Assert.Equal(4, _requests);
    }

    [Fact]
    public async Task SendAsync_AnotherRuleOrAddress_ClosesTheBreaker()
    {
        await using Lab lab = Failing();
        await lab.SaveAsync(Lab.Endpoint(Rules));
        await SendAsync(lab, 5);
        await lab.SaveAsync(Lab.Endpoint(Rules with { BreakDuration = TimeSpan.FromSeconds(21) }));
        await SendAsync(lab, 5);
        Assert.Equal(8, _requests);

        await lab.SaveAsync(Lab.Endpoint(Rules with { BreakDuration = TimeSpan.FromSeconds(21) }, "http://other.example/leads"));
        await SendAsync(lab, 5);
        Assert.Equal(12, _requests);
    }

    [Fact]
    public async Task SendAsync_TimeoutsOfTheWholeSend_AreFailures()
    {
        _clock.Runs = false;
        await using var lab = new Lab(
            async (_, token) =>
            {
                Interlocked.Increment(ref _requests);
                Task forever = Task.Delay(Timeout.Infinite, token);
                _clock.Advance(TimeSpan.FromSeconds(1));
                await forever;
                return Lab.Answer();
            },
            _clock);
        await lab.SaveAsync(Lab.Endpoint(Rules with { TotalTimeout = TimeSpan.FromSeconds(1) }));

        for (int i = 1; i <= 4; i++)
        {
            Task<(ConnectResult Result, ConnectLogEntry Entry)> sending = lab.SendAsync();
            SpinWait.SpinUntil(() => Volatile.Read(ref _requests) == i, TimeSpan.FromSeconds(30));
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(ConnectErrorKind.Timeout, (await sending).Result.Error?.Kind);
        }

        Assert.Equal(ConnectErrorKind.BreakerOpen, (await lab.SendAsync()).Result.Error?.Kind);
    }

    [Fact]
    public async Task SendAsync_OtherEndpoint_HasABreakerOfItsOwn()
    {
        await using Lab lab = Failing();
        await lab.SaveAsync(Lab.Endpoint(Rules));
        await lab.SaveAsync(Lab.Endpoint(Rules, id: "other"));
        await SendAsync(lab, 5);
        _status = 200;

        Assert.True((await lab.SendAsync("other")).Result.Succeeded);
        Assert.Equal(ConnectErrorKind.BreakerOpen, (await lab.SendAsync()).Result.Error?.Kind);
    }

    private static async Task SendAsync(Lab lab, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await lab.SendAsync();
        }
    }

    private Lab Failing() => new(
        (_, _) =>
        {
            Interlocked.Increment(ref _requests);
            return Task.FromResult(Lab.Answer(_status));
        },
        _clock);
}
