using System.Net;
using System.Net.Sockets;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>Against real sockets and a real clock.</summary>
public sealed class WireTests
{
    private static readonly DeliveryRules Quick = new() { MaxAttempts = 3, RetryDelay = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task SendAsync_NobodyListens_IsTriedThreeTimes()
    {
        await using var lab = new Lab();

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Quick, $"http://127.0.0.1:{FreePort()}/leads"));

        Assert.Equal(ConnectErrorKind.Connect, result.Error?.Kind);
        Assert.Contains(" 3 attempts were made. Not tried again: MaxAttempts is 3.", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal([ConnectErrorKind.Connect, ConnectErrorKind.Connect, ConnectErrorKind.Connect], entry.Attempts.Select(a => a.ErrorKind));
        Assert.All(entry.Attempts.Take(2), a => Assert.Equal("Tried again: nothing was sent.", a.Reason));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    public async Task SendAsync_DestinationIsForbidden_IsNotTriedAgain(string host)
    {
        await using var lab = new Lab(configure: options => options.AllowedNetworks = []);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Quick, $"http://{host}:{FreePort()}/leads"));

        Assert.Equal(ConnectErrorKind.Blocked, result.Error?.Kind);
        Assert.True(entry.Attempts.Count <= 1, $"{entry.Attempts.Count} attempts");
    }

    [Fact]
    public async Task SendAsync_CallersCancel_BreakerStaysClosed()
    {
        using var arrived = new SemaphoreSlim(0);
        bool isHealthy = false;
        await using Receiver receiver = await Receiver.StartAsync(async context =>
        {
            if (Volatile.Read(ref isHealthy))
            {
                await context.Response.WriteAsync("""{"ok":"yes"}""");
                return;
            }

            arrived.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var lab = new Lab();
        await lab.SaveAsync(Lab.Endpoint(new DeliveryRules { FailureRatio = 0.5, MinimumThroughput = 4 }, receiver.Url));
        for (int i = 0; i < 8; i++)
        {
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(Lab.Token);
            Task<ConnectResult> sending = lab.Client.SendAsync("crm", Lab.Lead, caller.Token);
            await arrived.WaitAsync(Lab.Token);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        }

        Volatile.Write(ref isHealthy, true);
        (ConnectResult result, _) = await lab.SendAsync();

        Assert.True(result.StatusCode == 200, result.ToString());
    }

    [Fact]
    public async Task SendAsync_ConnectionBreaksAfterTheRequest_IsSentOnce()
    {
        int requests = 0;
        await using Receiver receiver = await Receiver.StartAsync(context =>
        {
            Interlocked.Increment(ref requests);
            context.Abort();
            return Task.CompletedTask;
        });
        await using var lab = new Lab();

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Quick, receiver.Url));

        Assert.Equal(ConnectErrorKind.ConnectionReset, result.Error?.Kind);
        Assert.Equal(1, requests);
        Assert.StartsWith("Not tried again: the receiver may have taken the lead", Assert.Single(entry.Attempts).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_BusyTwice_SendsTheSameBytesThreeTimes()
    {
        var keys = new List<string>();
        await using Receiver receiver = await Receiver.StartAsync(async context =>
        {
            keys.Add(context.Request.Headers["Idempotency-Key"].ToString());
            context.Response.StatusCode = keys.Count < 3 ? 429 : 200;
            context.Response.Headers.RetryAfter = "0";
            await Receiver.OkAsync(context);
        });
        await using var lab = new Lab();

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Quick with { IdempotencyHeader = "Idempotency-Key" }, receiver.Url));

        Assert.True(result.Succeeded);
        Assert.Equal([429, 429, 200], entry.Attempts.Select(a => a.StatusCode ?? 0));
        Assert.Equal(3, keys.Count);
        Assert.Equal(Assert.Single(entry.InputData!.Headers, h => h.Key == "Idempotency-Key").Value, Assert.Single(keys.Distinct()));
    }

    [Fact]
    public async Task SendAsync_OneEndpointHangs_TheOthersGoOnAsBefore()
    {
        using var hanging = new CancellationTokenSource();
        await using Receiver receiver = await Receiver.StartAsync(async context =>
        {
            if (context.Request.Path == "/slow")
            {
                await Task.Delay(Timeout.Infinite, hanging.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            await Receiver.OkAsync(context);
        });
        await using var lab = new Lab();
        await lab.SaveAsync(
            Lab.Endpoint(
                new() { MaxConcurrency = 4, RateLimit = 5, RateInterval = TimeSpan.FromHours(1), AttemptTimeout = TimeSpan.FromMinutes(1) },
                $"{receiver.Url}/slow",
                "slow"));
        await lab.SaveAsync(Lab.Endpoint(new() { MaxConcurrency = 4, FailureRatio = 0.5, MaxAttempts = 2 }, $"{receiver.Url}/fast", "fast"));
        TimeSpan alone = await MedianAsync(lab);

        Task<ConnectResult>[] slow = [.. Enumerable.Range(0, 4).Select(_ => lab.Client.SendAsync("slow", Lab.Lead, Lab.Token))];
        TimeSpan beside = await MedianAsync(lab);

        Assert.DoesNotContain(slow, s => s.IsCompleted);
        TestContext.Current.SendDiagnosticMessage($"Median alone {alone.TotalMilliseconds:0.00} ms, beside a hanging endpoint {beside.TotalMilliseconds:0.00} ms.");
        Assert.InRange(beside, TimeSpan.Zero, (alone * 10) + TimeSpan.FromMilliseconds(100));
        await hanging.CancelAsync();
        Assert.All(await Task.WhenAll(slow), r => Assert.True(r.Succeeded));
    }

    [Theory]
    [InlineData(RequestMethod.Get)]
    [InlineData(RequestMethod.Post)]
    public async Task SendAsync_AttemptTimesOutInTheHandshake_NothingWasSentAndItIsTriedAgain(RequestMethod method)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        ConnectEndpoint endpoint = Lab.Endpoint(
            Quick with { AttemptTimeout = TimeSpan.FromMilliseconds(200), MaxAttempts = 2 }, $"https://{listener.LocalEndpoint}/leads") with
        { RequestMethod = method };
        await using var lab = new Lab();

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(endpoint);

        Assert.Equal(ConnectErrorKind.Timeout, result.Error?.Kind);
        Assert.Equal(
            "127.0.0.1 took no request within 0.2 seconds, the AttemptTimeout of the endpoint's delivery rules, so nothing was sent. "
            + "Not tried again: MaxAttempts is 2. 2 attempts were made.",
            result.Error?.Message);
        Assert.Equal("Tried again: nothing was sent.", entry.Attempts[0].Reason);
    }

    [Fact]
    public async Task SendAsync_AttemptTimesOutAfterTheRequest_MayHaveBeenTakenAndIsNotTriedAgain()
    {
        using var hanging = new CancellationTokenSource();
        await using Receiver receiver = await Receiver.StartAsync(_ => Task.Delay(Timeout.Infinite, hanging.Token).ContinueWith(_ => { }, TaskScheduler.Default));
        await using var lab = new Lab();

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Lab.Endpoint(Quick with { AttemptTimeout = TimeSpan.FromSeconds(1) }, receiver.Url));
        await hanging.CancelAsync();

        Assert.StartsWith(
            "127.0.0.1 gave no response within 1 seconds, the AttemptTimeout of the endpoint's delivery rules. "
            + "It may have taken the lead anyway. Not tried again: the receiver may",
            result.Error?.Message,
            StringComparison.Ordinal);
        Assert.Single(entry.Attempts);
    }

    [Fact]
    public async Task SendAsync_LimitLeavesNoPlaceForAnotherAttempt_IsNotSentAgain()
    {
        await using Receiver receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await using var lab = new Lab();

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(
            Lab.Endpoint(Quick with { RateLimit = 1, RateInterval = TimeSpan.FromHours(1) }, receiver.Url));

        Assert.Equal(ConnectErrorKind.RateLimited, result.Error?.Kind);
        Assert.StartsWith("Not sent again: the endpoint's limit of 1 requests", result.Error!.Message, StringComparison.Ordinal);
        Assert.EndsWith(" One attempt was made before.", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(["Tried again: with this response, the receiver has not taken the lead."], entry.Attempts.Take(1).Select(a => a.Reason));
    }

    private static async Task<TimeSpan> MedianAsync(Lab lab)
    {
        var durations = new List<TimeSpan>();
        for (int i = 0; i < 25; i++)
        {
            ConnectResult[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lab.Client.SendAsync("fast", Lab.Lead, Lab.Token)));
            Assert.All(results, r => Assert.True(r.Succeeded));
            durations.AddRange(results.Select(r => r.Duration));
        }

        return durations.Order().ElementAt(durations.Count / 2);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
