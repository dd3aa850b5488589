using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>What is tried again, when, and what is said where it is not.</summary>
public sealed class RetryTests
{
    private static readonly DeliveryRules Three = new() { MaxAttempts = 3 };

    private readonly RunningClock _clock = new();

    [Theory]
    [InlineData("429")]
    [InlineData("503")]
    [InlineData("NameResolutionError")]
    [InlineData("ProxyTunnelError")]
    [InlineData("ConnectionError")]
    [InlineData("SecureConnectionError")]
    [InlineData("connect time-out")]
    public async Task SendAsync_CertainlyNotProcessed_IsTriedAgain(string failure)
    {
        await using var lab = new Lab(Lab.InTurn(Fail(failure), () => Lab.Answer()), _clock);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Three));

        Assert.True(result.Succeeded);
        Assert.Equal([1, 2], entry.Attempts.Select(a => a.Number));
        Assert.StartsWith("Tried again: ", entry.Attempts[0].Reason, StringComparison.Ordinal);
        Assert.InRange(entry.Attempts[1].Wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.001));
        Assert.Equal((200, null, ""), (entry.Attempts[1].StatusCode, entry.Attempts[1].ErrorKind, entry.Attempts[1].Reason));
    }

    [Theory]
    [InlineData("408")]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("504")]
    [InlineData("ResponseEnded")]
    [InlineData("InvalidResponse")]
    public async Task SendAsync_PerhapsProcessed_IsTriedAgainOnlyWhereTheReceiverIsIdempotent(string failure)
    {
        await using var lab = new Lab(Lab.InTurn(Fail(failure), () => Lab.Answer(), Fail(failure), () => Lab.Answer()), _clock);

        (ConnectResult tried, _) = await lab.SendAsync(Lab.Endpoint(Three with { ReceiverIsIdempotent = true }));
        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Three));

        Assert.True(tried.Succeeded);
        Assert.False(result.Succeeded);
        Assert.EndsWith(
            "Not tried again: the receiver may have taken the lead, and the endpoint does not say that it takes one twice without harm (ReceiverIsIdempotent).",
            result.Error!.Message,
            StringComparison.Ordinal);
        Assert.Single(entry.Attempts);
    }

    [Fact]
    public async Task SendAsync_Get_IsNoMoreIdempotentThanPost()
    {
        await using var lab = new Lab(Lab.InTurn(Fail("500"), () => Lab.Answer()), _clock);

        (ConnectResult result, _) = await lab.SendAsync(Lab.Endpoint(Three) with { RequestMethod = RequestMethod.Get });

        Assert.Equal(500, result.StatusCode);
    }

    [Theory]
    [InlineData("400")]
    [InlineData("401")]
    [InlineData("404")]
    [InlineData("409")]
    [InlineData("423")]
    [InlineData("477")]
    [InlineData("501")]
    [InlineData("302")]
    [InlineData("an exception of the app")]
    public async Task SendAsync_TryingAgainWouldNotHelp_IsNotTriedAgain(string failure)
    {
        await using var lab = new Lab(Lab.InTurn(Fail(failure), () => Lab.Answer()), _clock);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Three with { ReceiverIsIdempotent = true }));

        Assert.False(result.Succeeded);
        Assert.Empty(entry.Attempts);
        Assert.DoesNotContain("Not tried again", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_AlwaysBusy_EndsWithTheLastAnswerAfterDelaysThatDouble()
    {
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(503, """{"ok":"busy"}""")), _clock, configure: o => o.RequestTimeout = TimeSpan.FromMinutes(5));

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(new()
        {
            MaxAttempts = 5,
            RetryDelay = TimeSpan.FromSeconds(1),
            MaxRetryDelay = TimeSpan.FromSeconds(3),
        }));

        Assert.Equal("busy", result.Value);
        Assert.EndsWith(" 5 attempts were made. Not tried again: MaxAttempts is 5.", result.Error?.Message, StringComparison.Ordinal);
        double[] most = [0, 1, 2, 3, 3];
        Assert.Equal(5, entry.Attempts.Count);
        Assert.All(entry.Attempts.Zip(most), pair => Assert.InRange(pair.First.Wait.TotalSeconds, pair.Second / 2, pair.Second + 0.001));
        Assert.Equal(entry.Attempts.Sum(a => a.Wait.Ticks), result.Duration.Ticks);
    }

    [Theory]
    [InlineData("5", 5, 5.5)]
    [InlineData("0", 0, 0)]
    [InlineData("Wed, 01 Jul 2026 12:00:07 GMT", 7, 7.7)]
    [InlineData("Wed, 01 Jul 2026 11:00:00 GMT", 0, 0)]
    [InlineData("soon", 1, 2)]
    public async Task SendAsync_RetryAfter_IsTheWait(string retryAfter, double least, double most)
    {
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(429, "{}", retryAfter), () => Lab.Answer()), _clock);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Three));

        Assert.True(result.Succeeded);
        Assert.InRange(entry.Attempts[1].Wait.TotalSeconds, least, most + 0.001);
    }

    [Theory]
    [InlineData("31", "31")]
    [InlineData("2147483648", "2147483648")]
    [InlineData(" 99999999999 ", "99999999999")]
    [InlineData("99999999999999999999999999999999999999", "922337203685")]
    public async Task SendAsync_RetryAfterBeyondTheBound_EndsTheSendAndSaysSo(string retryAfter, string told)
    {
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(503, "{}", retryAfter), () => Lab.Answer()), _clock);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Three));

        Assert.EndsWith($"Not tried again: the receiver asks to wait {told} seconds, longer than MaxRetryDelay, 30 seconds.", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, result.Duration);
        Assert.Single(entry.Attempts);
    }

    [Fact]
    public async Task SendAsync_WaitBeyondTheTotalTimeout_EndsTheSendWithTheAnswer()
    {
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(429, "{}", "5"), () => Lab.Answer(429, """{"ok":"slow down"}""", "5"), () => Lab.Answer()), _clock);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Three with { TotalTimeout = TimeSpan.FromSeconds(10) }));

        Assert.Equal(429, result.StatusCode);
        Assert.Equal("slow down", result.Value);
        Assert.Contains("would not end within the time for the whole send.", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(2, entry.Attempts.Count);
    }

    [Fact]
    public async Task SendAsync_CallerCancelsDuringAWait_ThrowsAtOnceAndLogsTheAttempts()
    {
        _clock.Runs = false;
        using var caller = new CancellationTokenSource();
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var lab = new Lab(
            (_, _) =>
            {
                answered.TrySetResult();
                return Task.FromResult(Lab.Answer(503));
            },
            _clock);
        await lab.SaveAsync(Lab.Endpoint(Three));

        Task sending = lab.Client.SendAsync("crm", Lab.Lead, caller.Token);
        await answered.Task;
        await caller.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(30), Lab.Token));
        Assert.Equal(caller.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task SendAsync_AttemptHangs_EndsAfterTheAttemptTimeout()
    {
        await using var lab = new Lab(
            async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return Lab.Answer();
            },
            _clock);

        (ConnectResult once, _) = await lab.SendAsync(Lab.Endpoint(new() { AttemptTimeout = TimeSpan.FromSeconds(4) }));
        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Three with { AttemptTimeout = TimeSpan.FromSeconds(4), ReceiverIsIdempotent = true }));

        Assert.Equal(ConnectErrorKind.Timeout, once.Error?.Kind);
        Assert.Equal(
            "crm.example gave no response within 4 seconds, the AttemptTimeout of the endpoint's delivery rules. It may have taken the lead anyway.",
            once.Error?.Message);
        Assert.Equal(TimeSpan.FromSeconds(4), once.Duration);
        Assert.Equal(ConnectErrorKind.Timeout, result.Error?.Kind);
        Assert.EndsWith("Not tried again: MaxAttempts is 3. 3 attempts were made.", result.Error?.Message, StringComparison.Ordinal);
        Assert.All(entry.Attempts, a => Assert.Equal((ConnectErrorKind.Timeout, TimeSpan.FromSeconds(4)), (a.ErrorKind, a.Duration)));
    }

    [Fact]
    public async Task SendAsync_HandlersAddToTheRequest_EachAttemptStartsFromTheRequestAsMade()
    {
        var seen = new List<string>();
        await using var lab = new Lab(
            async (request, token) =>
            {
                string headers = string.Join('|', request.Headers.NonValidated.Select(h => $"{h.Key}={h.Value}"));
                seen.Add($"{request.RequestUri} {headers} {await request.Content!.ReadAsStringAsync(token)}");
                return Lab.Answer(seen.Count % 3 == 0 ? 200 : 503);
            },
            _clock,
            b => b.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Adding())));
        ConnectEndpoint endpoint = Lab.Endpoint(Three with { IdempotencyHeader = "Idempotency-Key" });

        (ConnectResult first, ConnectLogEntry entry) = await lab.SendAsync(endpoint);
        (ConnectResult second, _) = await lab.SendAsync();

        Assert.True(first.Succeeded && second.Succeeded);
        Assert.Equal(6, seen.Count);
        Assert.Equal(2, seen.Distinct().Count());
        Assert.Single(seen.Take(3).Distinct());
        string key = Assert.Single(entry.InputData!.Headers, h => h.Key == "Idempotency-Key").Value;
        Assert.Contains($"Idempotency-Key={key}", seen[0], StringComparison.Ordinal);
        Assert.EndsWith("""X-Added=1 {"email":"ann@example.com"}""", seen[0], StringComparison.Ordinal);
    }

    private static Func<HttpResponseMessage> Fail(string failure) => failure switch
    {
        "connect time-out" => () => throw new TaskCanceledException("Late.", new TimeoutException("The connection was not made in time.")),
        "an exception of the app" => () => throw new InvalidOperationException("Odd."),
        _ when int.TryParse(failure, out int status) => () => Lab.Answer(status),
        _ => () => throw new HttpRequestException(Enum.Parse<HttpRequestError>(failure)),
    };

    private sealed class Adding : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Added", "1");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
