using System.Diagnostics.Metrics;
using System.Net;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Transport;

/// <summary>What the engine offers to a handler that keeps delivery rules, and what it makes of its reports.</summary>
public sealed class DeliveryHookTests
{
    private const string Url = "http://127.0.0.1:9/leads";

    private static readonly DeliveryRules Two = new() { MaxAttempts = 2 };

    [Fact]
    public async Task UseDeliveryHandler_Twice_IsOnceAndTheLastAndOutermost()
    {
        var passed = new List<string>();
        await using var engine = Of(b => b
            .UseDeliveryHandler<Refusing>()
            .ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new HandlerOf((send, request, _) =>
            {
                passed.Add(request.Options.TryGetValue(Scripted.Passed, out string? by) ? by : "nobody");
                return send();
            })))
            .UseDeliveryHandler<Scripted>()
            .UseDeliveryHandler<Scripted>());

        await engine.SendAsync(Engine.Endpoint(Url) with { Delivery = Two });

        Assert.Equal(["Scripted"], passed);
    }

    [Fact]
    public async Task SendAsync_RulesInEffect_AreOnTheRequestWithTheirDefaultsFilledIn()
    {
        ConnectEndpoint? seen = null;
        await using var engine = Of(b => b.UseDeliveryHandler<IdleDelivery>(), request => seen = Seen(request), o => o.RequestTimeout = TimeSpan.FromSeconds(44));

        await engine.SendAsync(Engine.Endpoint(Url) with { Delivery = Two });
        Assert.Equal(Two with { TotalTimeout = TimeSpan.FromSeconds(44) }, seen?.Delivery);
        Assert.Equal("crm", seen?.Id);

        await engine.SendAsync(Engine.Endpoint(Url) with { ApiIntegrator = "HubSpot v3" });
        Assert.Equal(new() { TotalTimeout = TimeSpan.FromSeconds(44), RateLimit = 100, RateInterval = TimeSpan.FromSeconds(10) }, seen?.Delivery);

        await engine.SendAsync(Engine.Endpoint(Url) with { ApiIntegrator = "HubSpot v3", Delivery = new() { RateLimit = 7, TotalTimeout = TimeSpan.FromSeconds(5) } });
        Assert.Equal(new() { TotalTimeout = TimeSpan.FromSeconds(5), RateLimit = 7 }, seen?.Delivery);

        await engine.SendAsync(Engine.Endpoint(Url));
        Assert.Equal("crm", seen?.Id);
        Assert.Null(seen?.Delivery);
    }

    [Fact]
    public async Task SendAsync_NoDeliveryHandler_LimitOfTheIntegratorIsNotSet()
    {
        ConnectEndpoint? seen = null;
        await using var engine = Of(_ => { }, request => seen = Seen(request));

        await engine.SendAsync(Engine.Endpoint(Url) with { ApiIntegrator = "HubSpot v3" });

        Assert.Equal(("crm", "HubSpot v3"), (seen?.Id, seen?.ApiIntegrator));
        Assert.Null(seen?.Delivery);
    }

    [Fact]
    public async Task SendAsync_ReportedAttempts_AreInTheEntryTheSentenceAndTheCounter()
    {
        Scripted.Script.Value = report =>
        {
            report(new() { ErrorKind = ConnectErrorKind.Connect, Duration = TimeSpan.FromMilliseconds(3), Reason = "Tried again, see s3cret-token." });
            report(new() { Number = 2, StatusCode = 503, Wait = TimeSpan.FromSeconds(2), Reason = "Not tried again." });
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        };
        await using var engine = Of(b => b.UseDeliveryHandler<Scripted>());
        using var retries = new MetricCollector<long>(engine.Services.GetRequiredService<IMeterFactory>(), "ConvosoConnect.Sdk", "convosoconnect.send.retries");

        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(
            Engine.Endpoint(Url) with { Delivery = Two, ApiAuthentication = "key=s3cret-token" });

        Assert.Equal(
            [
                new() { ErrorKind = ConnectErrorKind.Connect, Duration = TimeSpan.FromMilliseconds(3), Reason = "Tried again, see ***." },
                new() { Number = 2, StatusCode = 503, Wait = TimeSpan.FromSeconds(2), Reason = "Not tried again." },
            ],
            entry.Attempts);
        Assert.Equal(ConnectErrorKind.HttpStatus, result.Error?.Kind);
        Assert.EndsWith(" 2 attempts were made. Not tried again.", result.Error?.Message, StringComparison.Ordinal);
        CollectedMeasurement<long> measured = Assert.Single(retries.GetMeasurementSnapshot());
        Assert.Equal(1, measured.Value);
        Assert.Equal([new("convosoconnect.endpoint.id", "crm")], measured.Tags);
    }

    [Fact]
    public async Task SendAsync_OnePlainAttempt_LeavesTheEntryWithoutAttempts()
    {
        Scripted.Script.Value = report =>
        {
            report(new() { StatusCode = 200, Duration = TimeSpan.FromMilliseconds(3) });
            return new HttpResponseMessage(HttpStatusCode.OK);
        };
        await using var engine = Of(b => b.UseDeliveryHandler<Scripted>());

        Assert.Empty((await engine.SendAsync(Engine.Endpoint(Url) with { Delivery = Two })).Entry.Attempts);
    }

    [Theory]
    [InlineData(ConnectErrorKind.RateLimited, "S----")]
    [InlineData(ConnectErrorKind.BreakerOpen, "S----")]
    [InlineData(ConnectErrorKind.Timeout, "S-S-O")]
    public async Task SendAsync_HandlerRefuses_TakesItsKindAndSentence(ConnectErrorKind kind, string verdicts)
    {
        Scripted.Script.Value = report =>
        {
            report(new() { ErrorKind = kind, Reason = "It is so." });
            throw new DeliveryRefusedException(kind, "It is so.");
        };
        await using var engine = Of(b => b.UseDeliveryHandler<Scripted>());

        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(Url) with { Delivery = Two });

        new Sent(result, entry).ExpectNull(kind, verdicts);
        Assert.Equal("It is so.", result.Error?.Message);
        Assert.Equal(kind, entry.ErrorKind);
        Assert.Single(entry.Attempts);
    }

    [Fact]
    public async Task SendAsync_RefusalThatAnotherHandlerWrapped_IsStillTheRefusal()
    {
        Scripted.Script.Value = _ => throw new InvalidOperationException("Wrapped.", new DeliveryRefusedException(ConnectErrorKind.RateLimited, "Full, see s3cret-token.\u202e"));
        await using var engine = Of(b => b.UseDeliveryHandler<Scripted>());

        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(
            Engine.Endpoint(Url) with { Delivery = Two, ApiAuthentication = "key=s3cret-token" });

        Assert.Equal((ConnectErrorKind.RateLimited, "Full, see ***.\\u202E"), (result.Error?.Kind, result.Error?.Message));
        Assert.Equal((ConnectErrorKind.RateLimited, result.Error?.Message), (entry.ErrorKind, entry.ErrorMessage));
        Assert.Empty(entry.Attempts);
    }

    // What a report says is for the log; only the exception says how the send ended.
    [Theory]
    [InlineData(ConnectErrorKind.RateLimited, "-----")]
    [InlineData(ConnectErrorKind.Timeout, "----O")]
    [InlineData(ConnectErrorKind.Rejected, "----O")]
    public async Task SendAsync_HandlerReportsAndThrowsSomethingElse_IsAFailureOfTheApp(ConnectErrorKind told, string verdicts)
    {
        Scripted.Script.Value = report =>
        {
            report(new() { ErrorKind = told, Reason = "It is so." });
            throw new InvalidOperationException("Ended.");
        };
        await using var engine = Of(b => b.UseDeliveryHandler<Scripted>());

        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(Url) with { Delivery = Two });

        new Sent(result, entry).ExpectNull(ConnectErrorKind.AppFailed, verdicts);
        Assert.Contains("It is so.", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(told, Assert.Single(entry.Attempts).ErrorKind);
    }

    [Theory]
    [InlineData(ConnectErrorKind.HttpStatus)]
    [InlineData(ConnectErrorKind.Unknown)]
    [InlineData((ConnectErrorKind)(-1))]
    public void DeliveryRefusedException_KindThatNoDeliveryHandlerGives_Throws(ConnectErrorKind kind) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(kind), () => new DeliveryRefusedException(kind, "No."));

    [Fact]
    public void KindOf_Refusal_IsItsKind() =>
        Assert.Equal(ConnectErrorKind.BreakerOpen,
            HttpFailure.KindOf(new InvalidOperationException("Wrapped.", new DeliveryRefusedException(ConnectErrorKind.BreakerOpen, "Open."))));

    [Fact]
    public async Task SendAsync_TotalTimeoutOfTheEndpoint_GoesBeforeTheOption()
    {
        var clock = new FakeTimeProvider();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = new Engine(build: b => b
            .ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Hanging(reached)))
            .Services.AddSingleton<TimeProvider>(clock));
        await engine.SaveAsync(Engine.Endpoint(Url) with { Delivery = new() { TotalTimeout = TimeSpan.FromSeconds(3) } });

        Task<(ConnectResult Result, ConnectLogEntry Entry)> sending = engine.SendAsync();
        await reached.Task;
        clock.Advance(TimeSpan.FromSeconds(3));
        (ConnectResult result, ConnectLogEntry entry) = await sending;

        Assert.Equal(ConnectErrorKind.Timeout, result.Error?.Kind);
        Assert.Contains("within 3 seconds", result.Error?.Message, StringComparison.Ordinal);
        Assert.EndsWith("raise TotalTimeout in the endpoint's delivery rules.", result.Error?.Message, StringComparison.Ordinal);
        Assert.Empty(entry.Attempts);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, ConnectErrorKind.Dns)]
    [InlineData(HttpRequestError.ConnectionError, ConnectErrorKind.Connect)]
    [InlineData(HttpRequestError.SecureConnectionError, ConnectErrorKind.Tls)]
    [InlineData(HttpRequestError.ProxyTunnelError, ConnectErrorKind.Proxy)]
    [InlineData(HttpRequestError.ResponseEnded, ConnectErrorKind.ConnectionReset)]
    [InlineData(HttpRequestError.InvalidResponse, ConnectErrorKind.Protocol)]
    public void KindOf_FailureOnTheWire_IsTheKindOfTheResult(HttpRequestError error, ConnectErrorKind kind)
    {
        Assert.Equal(kind, HttpFailure.KindOf(new HttpRequestException(error)));
        Assert.Equal(ConnectErrorKind.AppFailed, HttpFailure.KindOf(new OperationCanceledException()));
        Assert.Throws<ArgumentNullException>(() => HttpFailure.KindOf(null!));
    }

    private static Engine Of(
        Action<ConvosoConnectBuilder> build, Action<HttpRequestMessage>? see = null, Action<ConvosoConnectOptions>? configure = null) => new(configure, builder =>
    {
        StubHandler.Under(request =>
        {
            see?.Invoke(request);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"ok":1}""") };
        })(builder);
        build(builder);
    });

    private static ConnectEndpoint? Seen(HttpRequestMessage request) => request.Options.TryGetValue(ConnectEndpoint.OfRequest, out ConnectEndpoint? endpoint) ? endpoint : null;

    private sealed class Refusing : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("It was replaced.");
    }

    private sealed class Hanging(TaskCompletionSource reached) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It waits until it is cancelled.");
        }
    }

    /// <summary>Does what the test's script says; passes on without one.</summary>
    private sealed class Scripted : DelegatingHandler
    {
        public static HttpRequestOptionsKey<string> Passed { get; } = new("passed");

        public static AsyncLocal<Func<Action<ConnectAttempt>, HttpResponseMessage>?> Script { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Options.Set(Passed, nameof(Scripted));
            return Script.Value is { } script && request.Options.TryGetValue(ConnectAttempt.Report, out Action<ConnectAttempt>? report)
                ? Task.FromResult(script(report))
                : base.SendAsync(request, cancellationToken);
        }
    }
}
