using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>The end of the engine: sends under way come to theirs with an entry, and no further one goes out.</summary>
public sealed class DisposalTests(Receivers receivers) : IClassFixture<Receivers>
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _events = [];

    [Fact]
    public async Task SendAsync_AfterDisposal_ThrowsAndNothingGoesOut()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(url));
        IConvosoConnectClient client = engine.Client;
        Assert.True((await client.SendAsync("crm", Engine.Lead, Engine.Token)).Succeeded);
        await engine.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SendAsync("crm", Engine.Lead, Engine.Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.TestAsync("crm", "1", Engine.Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.PreviewAsync("crm", Engine.Lead, Engine.Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.ReceiveAsync("crm", new IncomingPayload(), Engine.Token));

        Assert.Single(receivers.Seen(url));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_SendUnderWay_WaitsUntilItsEntryIsWritten(bool isBlocking)
    {
        Engine engine = await CreateAsync(TimeSpan.FromSeconds(30));
        IConvosoConnectClient client = engine.Client;
        Task<ConnectResult> sending = client.SendAsync("crm", Engine.Lead, Engine.Token);
        await _arrived.Task.WaitAsync(Engine.Token);

        Task disposing = isBlocking ? Task.Run(() => ((IDisposable)engine.Services).Dispose(), Engine.Token) : engine.DisposeAsync().AsTask();
        await ClosedAsync(client);
        Assert.False(disposing.IsCompleted);
        _free.SetResult();
        await disposing.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        ConnectResult result = await sending.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Null(result.LogError);
        Assert.Equal(["entry", "disposed"], _events);
    }

    [Fact]
    public async Task Dispose_SendTakesLongerThanTheLimit_IsStoppedAndHasItsEntry()
    {
        Engine engine = await CreateAsync(TimeSpan.FromMilliseconds(100));
        Task<ConnectResult> sending = engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);
        await _arrived.Task.WaitAsync(Engine.Token);

        await engine.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        ConnectResult result = await sending.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        _free.SetResult();

        Assert.Equal((ConnectErrorKind.AppFailed, null), (result.Error?.Kind, result.LogError));
        Assert.StartsWith("The app ended before 127.0.0.1:", result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("It may have taken the lead anyway.", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(["entry", "disposed"], _events);
    }

    [Fact]
    public async Task Dispose_SendStillWaitsForItsTurnAfterTheLimit_DoesNotGoOut()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        var engine = new Engine(o => o.DisposalTimeout = TimeSpan.FromMilliseconds(100), HandlerOf.Added(async (send, _, _) =>
        {
            _arrived.SetResult();
            await _free.Task;
            return await send();
        }));
        await engine.SaveAsync(Engine.Endpoint(url));
        Task<ConnectResult> sending = engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);
        await _arrived.Task.WaitAsync(Engine.Token);

        await engine.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        _free.SetResult();
        ConnectResult result = await sending.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);

        Assert.Equal(ConnectErrorKind.AppFailed, result.Error?.Kind);
        Assert.StartsWith("Not sent: the app ended", result.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(receivers.Seen(url));
    }

    [Fact]
    public async Task Dispose_AmongManySends_EachThatArrivedHasItsEntry()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        var engine = new Engine(build: b => b.Services.AddSingleton<IConnectLogStore>(_ => new ClosingLog(_events)));
        await engine.SaveAsync(Engine.Endpoint(url));
        IConvosoConnectClient client = engine.Client;
        Task<int>[] senders = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (int sent = 0; ; sent++)
            {
                try
                {
                    Assert.Null((await client.SendAsync("crm", Engine.Lead, CancellationToken.None)).LogError);
                }
                catch (ObjectDisposedException)
                {
                    return sent;
                }
            }
        }))];
        SpinWait.SpinUntil(() => receivers.Seen(url).Count >= 40, TimeSpan.FromSeconds(20));

        await engine.DisposeAsync();
        int[] sent = await Task.WhenAll(senders).WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);

        Assert.InRange(sent.Sum(), 40, int.MaxValue);
        Assert.Equal(sent.Sum(), receivers.Seen(url).Count);
        Assert.Equal(sent.Sum(), _events.Count(e => e == "entry"));
        Assert.Equal("disposed", _events[^1]);
    }

    [Fact]
    public void Dispose_NoSendUnderWay_EndsAtOnceAndTwiceIsOnce()
    {
        using var engine = new Closing();

        engine.Dispose();
    }

    [Fact]
    public async Task Dispose_FirstSendStillAwaitsItsEndpoint_GoesOutAndHasItsEntry()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        var engine = new Engine(build: b =>
        {
            b.Services.AddSingleton<IEndpointStore>(_ => new GatedEndpoints(Engine.Endpoint(url), _arrived, _free.Task));
            b.Services.AddSingleton<IConnectLogStore>(_ => new ClosingLog(_events));
        });
        await engine.Adaptors.SaveAsync(Engine.Adaptor, Engine.Token);
        Task<ConnectResult> sending = engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);
        await _arrived.Task.WaitAsync(Engine.Token);

        Task disposing = engine.DisposeAsync().AsTask();
        _free.SetResult();
        await disposing.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        ConnectResult result = await sending.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Single(receivers.Seen(url));
        Assert.Equal(["entry", "disposed"], _events);
    }

    private async Task<Engine> CreateAsync(TimeSpan limit)
    {
        string url = receivers.Answer(async context =>
        {
            _arrived.SetResult();
            await _free.Task;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("""{"ok":"yes"}"""));
        });
        var engine = new Engine(o => o.DisposalTimeout = limit, b => b.Services.AddSingleton<IConnectLogStore>(_ => new ClosingLog(_events)));
        await engine.SaveAsync(Engine.Endpoint(url));
        return engine;
    }

    /// <summary>Waits until the engine takes no further send.</summary>
    private static async Task ClosedAsync(IConvosoConnectClient client)
    {
        while (true)
        {
            try
            {
                await client.PreviewAsync("crm", Engine.Lead, Engine.Token);
                await Task.Yield();
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private sealed class Closing : IDisposable
    {
        private readonly Engine _engine = new();

        public Closing() => _ = _engine.Client;

        public void Dispose() => ((IDisposable)_engine.Services).Dispose();
    }

    /// <summary>A store that gives its endpoint when the test lets it.</summary>
    private sealed class GatedEndpoints(ConnectEndpoint stored, TaskCompletionSource asked, Task free) : IEndpointStore
    {
        public async ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default)
        {
            asked.TrySetResult();
            await free;
            return stored;
        }

        public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    /// <summary>A log that the container ends, as that of a database.</summary>
    private sealed class ClosingLog(List<string> events) : IConnectLogStore, IAsyncDisposable, IDisposable
    {
        private bool _isClosed;

        public async ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            lock (events)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                events.Add("entry");
                return events.Count;
            }
        }

        public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        public void Dispose()
        {
            lock (events)
            {
                _isClosed = true;
                events.Add("disposed");
            }
        }
    }
}
