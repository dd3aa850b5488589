using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>What a host does to all its HTTP clients, and handlers that send again by themselves: a receiver gets each lead once.</summary>
public sealed class HostDefaultTests
{
    private const string Cause = "An HTTP handler of this app sent the request again, although no delivery rule asks for that, so it was stopped";

    public enum Trouble
    {
        Error500,
        Busy429,
        Reset,
        Slow,
    }

    public static TheoryData<Trouble, bool> Hosts { get; } = new MatrixTheoryData<Trouble, bool>(Enum.GetValues<Trouble>(), [true, false]);

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task SendAsync_ResilienceForAllClients_ReceiverGetsTheLeadOnce(Trouble trouble, bool isBefore)
    {
        await using var scene = await Scene.StartAsync(trouble);
        await using ServiceProvider app = scene.Open(_ => { }, services => services.ConfigureHttpClientDefaults(http => Retrying(http)), isBefore);

        ConnectResult result = await SendAsync(app, scene.Url, trouble == Trouble.Slow ? new() { TotalTimeout = TimeSpan.FromSeconds(1) } : null);

        Assert.Equal(KindOf(trouble), result.Error?.Kind);
        Assert.Equal(1, scene.Requests);
        Assert.DoesNotContain(Cause, result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_HandlersAndHeadersForAllClients_AreNotTheEnginesButItsOwnAre(bool isBefore)
    {
        var passed = new List<string>();
        await using var scene = await Scene.StartAsync(Trouble.Error500);
        await using ServiceProvider app = scene.Open(
            builder => builder.ConfigureHttpClient(http => http
                .ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("X-Own", "1"))
                .AddHttpMessageHandler(() => new Noting("own", passed))),
            services => services.ConfigureHttpClientDefaults(http => http
                .ConfigureHttpClient(client => (client.Timeout, client.BaseAddress) = (TimeSpan.FromTicks(1), new Uri("http://nowhere.invalid")))
                .ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("X-Default", "1"))
                .AddHttpMessageHandler(() => new Noting("default", passed))
                .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Add(new Noting("additional", passed)))
                .ConfigurePrimaryHttpMessageHandler(() => new Noting("primary", passed))),
            isBefore,
            services => services.AddHttpClient("ConvosoConnect").AddHttpMessageHandler(() => new Noting("named", passed)));

        ConnectResult result = await SendAsync(app, scene.Url);

        Assert.Equal(500, result.StatusCode);
        Assert.Equal(["named", "own"], passed);
        Assert.Equal(["X-Own"], scene.Headers.Where(h => h.StartsWith("X-", StringComparison.Ordinal)));
        Assert.Equal(["default", "additional", "primary"], await PassAnotherAsync(app, passed));
    }

    [Theory]
    [InlineData(Trouble.Error500)]
    [InlineData(Trouble.Busy429)]
    [InlineData(Trouble.Reset)]
    [InlineData(Trouble.Slow)]
    public async Task SendAsync_ResilienceOnTheEnginesClient_SecondPassIsRefusedAndTheFirstIsTold(Trouble trouble)
    {
        await using var scene = await Scene.StartAsync(trouble);
        await using ServiceProvider app = scene.Open(builder => builder.ConfigureHttpClient(Retrying));

        ConnectResult result = await SendAsync(app, scene.Url);
        ConnectLogEntry? entry = await app.GetRequiredService<IConnectLogStore>().GetAsync(result.LogId!.Value, Lab.Token);

        Assert.Equal(KindOf(trouble), result.Error?.Kind);
        Assert.Equal(trouble switch { Trouble.Error500 => 500, Trouble.Busy429 => 429, _ => null }, result.StatusCode);
        Assert.Contains(Cause, result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(result.Error.Message, entry?.ErrorMessage);
        Assert.Equal(1, scene.Requests);
    }

    [Fact]
    public async Task SendAsync_HandlerSendsAgainByItself_GetsATypedExceptionAndMayPassTheFirstAnswerOn()
    {
        Exception? refused = null;
        await using var scene = await Scene.StartAsync(Trouble.Error500);
        await using ServiceProvider app = scene.Open(builder => builder.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Around(async send =>
        {
            HttpResponseMessage first = await send();
            refused = await Record.ExceptionAsync(send);
            return first;
        }))));

        ConnectResult result = await SendAsync(app, scene.Url);

        Assert.Equal("RepeatedRequestException", refused?.GetType().Name);
        Assert.StartsWith(Cause, refused!.Message, StringComparison.Ordinal);
        Assert.Equal(("broken", 500), (result.Value, result.StatusCode));
        Assert.Contains(Cause, result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(1, scene.Requests);
    }

    [Fact]
    public async Task SendAsync_HandlerSendsTwiceAtOnceAndGivesUpItsOwnWay_ReceiverGetsTheLeadOnce()
    {
        await using var scene = await Scene.StartAsync(Trouble.Error500);
        await using ServiceProvider app = scene.Open(builder => builder.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Around(async send =>
        {
            Task both = Task.WhenAll(send(), Task.Run(send));
            await both.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new NotSupportedException("gave up");
        }))));

        ConnectResult result = await SendAsync(app, scene.Url);

        Assert.Equal((ConnectErrorKind.HttpStatus, 500), (result.Error?.Kind, result.StatusCode));
        Assert.Equal(1, scene.Requests);
    }

    [Fact]
    public async Task SendAsync_HandlerDropsASuccessAndSendsAgain_SaysThatTheReceiverAnswered()
    {
        await using Receiver receiver = await Receiver.StartAsync(Receiver.OkAsync);
        await using ServiceProvider app = Scene.Open(receiver.Url, builder => builder.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Around(async send =>
        {
            (await send()).Dispose();
            return await send();
        }))));

        ConnectResult result = await SendAsync(app, receiver.Url);

        Assert.Equal((ConnectErrorKind.AppFailed, 200, null), (result.Error?.Kind, result.StatusCode, result.Value));
        Assert.Contains("answered 200", result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains(Cause, result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_ReceiverIsIdempotent_HandlerMaySendAgain()
    {
        await using var scene = await Scene.StartAsync(Trouble.Error500);
        await using ServiceProvider app = scene.Open(builder => builder.ConfigureHttpClient(Retrying));

        ConnectResult result = await SendAsync(app, scene.Url, new() { ReceiverIsIdempotent = true });

        Assert.Equal(("broken", 500), (result.Value, result.StatusCode));
        Assert.Equal(4, scene.Requests);
    }

    [Fact]
    public async Task SendAsync_RulesBeginThreeAttempts_EachGoesOutOnceAndAHandlersOwnIsRefused()
    {
        await using var scene = await Scene.StartAsync(Trouble.Busy429);
        await using ServiceProvider plain = scene.Open(_ => { });
        await using ServiceProvider retrying = scene.Open(builder => builder.ConfigureHttpClient(Retrying));
        DeliveryRules rules = new() { MaxAttempts = 3, RetryDelay = TimeSpan.FromMilliseconds(1) };

        ConnectResult three = await SendAsync(plain, scene.Url, rules);
        int byRules = scene.Requests;
        ConnectResult one = await SendAsync(retrying, scene.Url, rules);

        Assert.Equal((429, 3), (three.StatusCode, byRules));
        Assert.DoesNotContain(Cause, three.Error!.Message, StringComparison.Ordinal);
        Assert.Equal((429, 4), (one.StatusCode, scene.Requests));
        Assert.Contains(Cause, one.Error!.Message, StringComparison.Ordinal);
    }

    private static void Retrying(IHttpClientBuilder http) => http.AddStandardResilienceHandler(options =>
    {
        // The package's own retries, without its waits of seconds; time enough for the first request of a process on a busy machine.
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.BackoffType = DelayBackoffType.Constant;
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(2);
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(30);
    });

    private static ConnectErrorKind KindOf(Trouble trouble) => trouble switch
    {
        Trouble.Reset => ConnectErrorKind.ConnectionReset,
        Trouble.Slow => ConnectErrorKind.Timeout,
        _ => ConnectErrorKind.HttpStatus,
    };

    private static async Task<ConnectResult> SendAsync(ServiceProvider app, string url, DeliveryRules? rules = null)
    {
        var adaptors = app.GetRequiredService<IAdaptorStore>();
        await adaptors.SaveAsync(new Adaptor { Id = "map", Name = "Map", Fields = [new FieldMapping { Field = "email", MappedTo = "email" }] }, Lab.Token);
        await app.GetRequiredService<IEndpointStore>().SaveAsync(Lab.Endpoint(rules, url), Lab.Token);
        return await app.GetRequiredService<IConvosoConnectClient>().SendAsync("crm", Lab.Lead, Lab.Token);
    }

    /// <summary>Has another client of the app make its handlers, so that the defaults are seen to be there.</summary>
    private static async Task<List<string>> PassAnotherAsync(ServiceProvider app, List<string> passed)
    {
        passed.Clear();
        using var other = new HttpMessageInvoker(app.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("other"), disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://crm.example/");
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.SendAsync(request, Lab.Token));
        return passed;
    }

    private sealed class Noting(string name, List<string> passed) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            passed.Add(name);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Around(Func<Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> send) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            send(() => base.SendAsync(request, cancellationToken));
    }

    /// <summary>A receiver in trouble that counts, and apps that send to it.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private Receiver? _receiver;
        private int _requests;

        public string Url => _receiver!.Url;

        public int Requests => Volatile.Read(ref _requests);

        public IReadOnlyList<string> Headers { get; private set; } = [];

        public static async Task<Scene> StartAsync(Trouble trouble)
        {
            var scene = new Scene();
            scene._receiver = await Receiver.StartAsync(context => scene.AnswerAsync(trouble, context));
            return scene;
        }

        public static ServiceProvider Open(
            string url, Action<ConvosoConnectBuilder> build, Action<IServiceCollection>? host = null, bool isBefore = true, Action<IServiceCollection>? more = null)
        {
            var services = new ServiceCollection();
            services.AddLogging();
            if (isBefore)
            {
                host?.Invoke(services);
            }

            more?.Invoke(services);
            ConvosoConnectBuilder builder = services.AddConvosoConnect(options => (options.AllowHttp, options.AllowedNetworks) = (true, [new Uri(url).Host])).UseResilience();
            build(builder);
            if (!isBefore)
            {
                host?.Invoke(services);
            }

            return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        }

        public ServiceProvider Open(Action<ConvosoConnectBuilder> build, Action<IServiceCollection>? host = null, bool isBefore = true, Action<IServiceCollection>? more = null) =>
            Open(Url, build, host, isBefore, more);

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _receiver!.DisposeAsync();
            _end.Dispose();
        }

        private async Task AnswerAsync(Trouble trouble, HttpContext context)
        {
            Interlocked.Increment(ref _requests);
            Headers = [.. context.Request.Headers.Keys];
            switch (trouble)
            {
                case Trouble.Reset:
                    context.Abort();
                    return;
                case Trouble.Slow:
                    var ended = new TaskCompletionSource();
                    await using (_end.Token.Register(ended.SetResult))
                    {
                        await ended.Task;
                    }

                    return;
                default:
                    context.Response.StatusCode = trouble == Trouble.Error500 ? 500 : 429;
                    await context.Response.WriteAsync("""{"ok":"broken"}""");
                    return;
            }
        }
    }
}
