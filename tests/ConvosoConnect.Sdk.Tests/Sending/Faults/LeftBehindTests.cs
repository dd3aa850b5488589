using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>What a step that was left behind holds stays its own until it ends: its buffers, its token, and its exception.</summary>
public sealed class LeftBehindTests
{
    private const string Url = "http://127.0.0.1:9/leads";

    private readonly CountingPool _pool = new();
    private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendAsync_HandlerWritesItsBodyLate_WritesItsOwnAndNoOther(bool isRead)
    {
        var late = new ConcurrentDictionary<string, string>();
        await using Engine engine = Create(async (request, _) =>
        {
            HttpContent body = request.Content!;
            string lead = request.Headers.GetValues("X-Lead").Single();
            if (lead.StartsWith("late", StringComparison.Ordinal))
            {
                await _free.Task;
            }

            using var copy = new MemoryStream();
            await body.CopyToAsync(copy, CancellationToken.None);
            late[lead] = Encoding.UTF8.GetString(copy.ToArray());
            return Respond(isRead ? new LateStream(_free.Task) : new MemoryStream("""{"ok":"yes"}"""u8.ToArray()));
        });

        await CancelAsync(engine, Enumerable.Range(0, 8).Select(n => $"late {n}"));
        int held = _pool.Outstanding;
        ConnectResult[] others = isRead ? [] : await Task.WhenAll(Enumerable.Range(0, 200).Select(n => engine.Client.SendAsync("crm", Lead($"quick {n}"), Engine.Token)));
        int heldAfter = _pool.Outstanding;
        _free.SetResult();
        await Eventually.IsTrueAsync(() => _pool.Outstanding == 0);

        Assert.Equal((8, 8), (held, heldAfter));
        Assert.All(others, r => Assert.True(r.Succeeded, r.ToString()));
        Assert.Equal(8 + others.Length, late.Count);
        Assert.All(late, pair => Assert.Equal($$"""{"email":"{{pair.Key}}"}""", pair.Value));
    }

    [Fact]
    public async Task SendAsync_AnswerIsWrittenLate_ItsBufferIsStillRented()
    {
        var written = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new SemaphoreSlim(0);
        await using Engine engine = Create((_, _) => Task.FromResult(Respond(new LateStream(_free.Task, begun, () => written.TrySetResult(_pool.Outstanding)))));
        using var caller = new CancellationTokenSource();

        Task sending = engine.Client.SendAsync("crm", Lead("late"), caller.Token);
        await begun.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        _free.SetResult();

        // The request's body and the response's.
        Assert.Equal(2, await written.Task.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token));
        await Eventually.IsTrueAsync(() => _pool.Outstanding == 0);
    }

    [Fact]
    public async Task SendAsync_TokenWasLeftBehind_ServesNoOtherSend()
    {
        var tokens = new ConcurrentQueue<CancellationToken>();
        await using Engine engine = Create(async (request, token) =>
        {
            tokens.Enqueue(token);
            await (request.Headers.GetValues("X-Lead").Single() == "late" ? _free.Task : Task.CompletedTask);
            return Respond(new MemoryStream("""{"ok":"yes"}"""u8.ToArray()));
        });

        await CancelAsync(engine, ["late"]);
        Assert.True(tokens.TryDequeue(out CancellationToken left));
        for (int n = 0; n < 50; n++)
        {
            Assert.True((await engine.Client.SendAsync("crm", Lead($"quick {n}"), Engine.Token)).Succeeded);
        }

        _free.SetResult();
        await Eventually.IsTrueAsync(() => _pool.Outstanding == 0);
        Assert.True(left.IsCancellationRequested);
        Assert.All(tokens, token => Assert.NotEqual(left, token));
        Assert.All(tokens, token => Assert.False(token.IsCancellationRequested));
    }

    [Theory]
    [InlineData("endpoints")]
    [InlineData("handler")]
    [InlineData("log")]
    public async Task SendAsync_StepThatWasLeftBehindFails_ItsExceptionIsObserved(string part)
    {
        string mark = Guid.NewGuid().ToString();
        int unobserved = 0;
        void Count(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved += e.Exception.ToString().Contains(mark, StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += Count;
        try
        {
            WeakReference step = await LeaveAsync(part, mark);
            await Eventually.IsTrueAsync(() =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !step.IsAlive;
            });
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Count;
        }

        Assert.Equal(0, unobserved);
    }

    /// <summary>Leaves a step behind and lets it fail; in a method of its own, so that nothing keeps the task.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> LeaveAsync(string part, string mark)
    {
        var step = new TaskCompletionSource<object?>();
        WeakReference? given = null;
        Task<T> Give<T>()
        {
            // The engine gets a task that nobody else has.
            Task<T> task = Cast<T>(step.Task);
            given = new WeakReference(task);
            return task;
        }

        var store = new LateStore(() => part == "endpoints" ? Give<object?>() : Task.FromResult<object?>(null));
        await using var engine = new Engine(o => (o.RequestTimeout, o.LogTimeout) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200)), builder =>
        {
            builder.Services.AddSingleton<IEndpointStore>(store).AddSingleton<IAdaptorResolver>(new OneAdaptor());
            builder.Services.AddSingleton<IConnectLogStore>(new ScriptedLog((_, _) => part == "log" ? new(Give<long>()) : new(1)));
            builder.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Wire((_, _) =>
                part == "handler" ? Give<HttpResponseMessage>() : Task.FromResult(Respond(new MemoryStream("""{"ok":"yes"}"""u8.ToArray()))))));
        });

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal(part == "log" ? null : ConnectErrorKind.Timeout, result.Error?.Kind);
        Assert.Equal(part == "log", result.LogError is not null);
        step.SetException(new InvalidOperationException(mark));
        return given!;
    }

    private static async Task<T> Cast<T>(Task<object?> step) => (T)(await step)!;

    private static LeadRecord Lead(string email) => new() { Id = email, Lead = new Dictionary<string, LeadValue> { ["email"] = email } };

    private static HttpResponseMessage Respond(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    /// <summary>Begins sends that hang, and cancels them.</summary>
    private static async Task CancelAsync(Engine engine, IEnumerable<string> leads)
    {
        using var caller = new CancellationTokenSource();
        Task<ConnectResult>[] sending = [.. leads.Select(lead => engine.Client.SendAsync("crm", Lead(lead), caller.Token))];
        await caller.CancelAsync();
        foreach (Task<ConnectResult> send in sending)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token));
        }
    }

    private Engine Create(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> wire) => new(null, builder =>
    {
        builder.Services.Replace(ServiceDescriptor.Singleton(new BufferPool(_pool)));
        builder.Services.AddSingleton<IEndpointStore>(new LateStore(() => Task.FromResult<object?>(null))).AddSingleton<IAdaptorResolver>(new OneAdaptor());
        builder.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Wire(async (request, token) =>
        {
            // Which lead it is, before anything waits.
            string body = Encoding.UTF8.GetString(((PooledBody)request.Content!).Written.Span);
            request.Headers.Add("X-Lead", body.Split('"')[3]);
            return await wire(request, token);
        })));
    });

    private sealed class Wire(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => send(request, cancellationToken);
    }

    private sealed class OneAdaptor : IAdaptorResolver
    {
        public ValueTask<AdaptorResolution> ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) =>
            new(AdaptorResolution.Found(new Adaptor { Id = "map", Name = "Map", Fields = [new() { Field = "email", MappedTo = "email" }] }));
    }

    private sealed class LateStore(Func<Task<object?>> first) : IEndpointStore
    {
        public async ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default)
        {
            await first();
            return Engine.Endpoint(Url) with { RequestMethod = RequestMethod.Post };
        }

        public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    /// <summary>A response that comes when it is let, whatever its token says.</summary>
    private sealed class LateStream(Task free, SemaphoreSlim? begun = null, Action? written = null) : MemoryStream
    {
        private bool _isOver;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_isOver)
            {
                return 0;
            }

            begun?.Release();
            await free;
            buffer.Span.Fill((byte)'x');
            written?.Invoke();
            _isOver = true;
            return buffer.Length;
        }
    }
}
