using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>The caller's cancellation comes through as such, wherever the send is, and the log says so once.</summary>
public sealed class CancellationTests : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _caller = new();

    [Fact]
    public async Task SendAsync_CancelledBefore_NothingIsSent()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab();
        await lab.Engine.SaveAsync(FaultLab.Endpoint(server.Url));
        await _caller.CancelAsync();

        await lab.CancelAsync(_caller, when: null);

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task SendAsync_CancelledInTheHandshake_EndsAtOnce()
    {
        await using var server = FaultServer.Start(connection =>
        {
            _reached.SetResult();
            return connection.HangAsync();
        });

        ConnectLogEntry entry = await CancelAsync(server.HttpsUrl);

        Assert.Null(entry.StatusCode);
        Assert.NotNull(entry.InputData);
    }

    [Fact]
    public async Task SendAsync_CancelledWhileWaiting_EndsAtOnceAndClosesTheConnection()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            _reached.SetResult();
            await connection.DrainAsync();
        });

        ConnectLogEntry entry = await CancelAsync(server.Url);

        await server.FirstEnded;
        Assert.Null(entry.StatusCode);
        Assert.Contains("may have got the lead", entry.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_CancelledInMidRequest_EndsAtOnce()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadHeadAsync();
            _reached.SetResult();
            await connection.HangAsync();
        });
        await using var lab = new FaultLab(o => o.MaxRequestBytes = 1 << 28);
        await lab.Engine.SaveAsync(FaultLab.Endpoint(server.Url), Engine.Adaptor with
        {
            Fields = [new() { Field = "email", MappedTo = "email", DefaultValue = "" }, new() { Field = "none", MappedTo = "big", DefaultValue = new string('x', 12_000_000) }],
        });

        ConnectLogEntry entry = await lab.CancelAsync(_caller, _reached.Task);

        Assert.Equal(12_000_000, entry.InputData!.Body!.Count(c => c == 'x') - "example".Count(c => c == 'x'));
    }

    [Fact]
    public async Task SendAsync_CancelledInMidBody_EndsAtOnceAndKeepsTheStatus()
    {
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync($"{FaultServer.Ok}Content-Length: 1000\r\n\r\n{{\"ok\":");
            await connection.HangAsync();
        });

        ConnectLogEntry entry = await CancelAsync(server.Url, HandlerOf.Added(async (send, _, _) =>
        {
            HttpResponseMessage response = await send();
            _reached.SetResult();
            return response;
        }));

        Assert.Equal(200, entry.StatusCode);
    }

    [Fact]
    public async Task SendAsync_HandlerThrowsSomethingElseOnCancellation_IsStillCancelled()
    {
        await using var lab = new FaultLab(build: HandlerOf.Added(async (_, _, token) =>
        {
            _reached.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            catch (OperationCanceledException)
            {
                throw new IOException("The connection broke.");
            }

            return new HttpResponseMessage();
        }));
        await lab.Engine.SaveAsync(FaultLab.Endpoint("http://127.0.0.1:9"));

        await lab.CancelAsync(_caller, _reached.Task);
    }

    public void Dispose() => _caller.Dispose();

    private async Task<ConnectLogEntry> CancelAsync(string url, Action<ConvosoConnectBuilder>? build = null)
    {
        await using var lab = new FaultLab(build: build);
        await lab.Engine.SaveAsync(FaultLab.Endpoint(url));
        return await lab.CancelAsync(_caller, _reached.Task);
    }
}
