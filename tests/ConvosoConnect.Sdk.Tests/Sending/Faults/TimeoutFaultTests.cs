using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Receivers that hang: the clock is a fake one, moved on once the receiver is where the test wants it.</summary>
public sealed class TimeoutFaultTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-07-01T12:00:00Z", null));
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task SendAsync_NoAnswerComes_IsTimeout()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            _reached.SetResult();
            await connection.HangAsync();
        });
        await using FaultLab lab = Lab();

        Sent sent = await SendAsync(lab, server);

        sent.ExpectNull(ConnectErrorKind.Timeout, "S-S-O", $"127.0.0.1:{server.Port} gave no complete response within 20 seconds", "may have taken the lead");
        Assert.Null(sent.Result.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(20), sent.Result.Duration);
        Assert.Equal(TimeSpan.FromSeconds(20), sent.Entry.Duration);
    }

    [Fact]
    public async Task SendAsync_HeadersTrickle_IsTimeout()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nX-Slow: ");
            for (int i = 0; i < 100; i++)
            {
                await connection.WriteAsync("a");
            }

            _reached.SetResult();
            await connection.HangAsync();
        });
        await using FaultLab lab = Lab();

        Sent sent = await SendAsync(lab, server);

        sent.ExpectNull(ConnectErrorKind.Timeout, "S-S-O", "within 20 seconds");
    }

    [Fact]
    public async Task SendAsync_BodyHangsHalfway_IsTimeoutThatNamesTheStatus()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"{FaultServer.Ok}Content-Length: 1000\r\n\r\n{{\"ok\":");
            await connection.HangAsync();
        });
        await using FaultLab lab = Lab(HandlerOf.Added(async (send, _, _) =>
        {
            HttpResponseMessage response = await send();
            _reached.SetResult();
            return response;
        }));

        Sent sent = await SendAsync(lab, server);

        sent.ExpectNull(ConnectErrorKind.Timeout, "SOOOO", "within 20 seconds; it had begun to answer 200");
        Assert.Equal(200, sent.Result.StatusCode);
    }

    [Fact]
    public async Task SendAsync_AppLimitsItsHttpClient_SaysWhoseLimitItWas()
    {
        await using var server = FaultServer.Start(connection => connection.HangAsync());
        await using var lab = new FaultLab(build: builder =>
            builder.ConfigureHttpClient(http => http.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(200))));

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.Timeout, "S-S-O", "the time limit that this app sets on its HTTP client", "HttpClient.Timeout");
    }

    private FaultLab Lab(Action<ConvosoConnectBuilder>? build = null) => new(o => o.RequestTimeout = TimeSpan.FromSeconds(20), builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_clock);
        build?.Invoke(builder);
    });

    private async Task<Sent> SendAsync(FaultLab lab, FaultServer server)
    {
        Task<Sent> sending = lab.SendAsync(server.Url);
        await _reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(20));
        return await sending.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
