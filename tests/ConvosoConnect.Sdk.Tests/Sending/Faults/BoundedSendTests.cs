using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Steps that never come to an end and do not look at their token: the send ends in time all the same, and says which step it was.</summary>
public sealed class BoundedSendTests
{
    private const string Url = "http://127.0.0.1:9/leads";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-07-01T12:00:00Z", null));
    private readonly HangingParts _parts = new();

    [Theory]
    [InlineData("endpoints", "The endpoint store did not finish within 2 seconds, so nothing was sent.", "RequestTimeout")]
    [InlineData("leads", "The lead source did not finish within 2 seconds, so nothing was sent.", "RequestTimeout")]
    [InlineData("resolver", "The adaptor resolver did not finish within 5 seconds, so nothing was sent.", "TotalTimeout in the endpoint's delivery rules")]
    [InlineData("handler", "An HTTP handler of this app had not passed the request on within 5 seconds, so nothing was sent.", "TotalTimeout in the endpoint's delivery rules")]
    [InlineData("primary", "127.0.0.1:9 gave no complete response within 5 seconds. It may have taken the lead anyway.", "TotalTimeout in the endpoint's delivery rules")]
    [InlineData("body", "127.0.0.1:9 gave no complete response within 5 seconds; it had begun to answer 200. It may have taken", "TotalTimeout in the endpoint's delivery rules")]
    public async Task SendAsync_StepIgnoresItsToken_IsTimeoutThatNamesTheStep(string part, string sentence, string limit)
    {
        await using Engine engine = Create(part);
        bool isEarly = part is "endpoints" or "leads";

        Task<ConnectResult> sending = part == "leads" ? engine.Client.TestAsync("crm", cancellationToken: Engine.Token) : engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);
        await _parts.Reached;
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(isEarly ? 0.1 : 3.1));
        ConnectResult result = await sending.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);

        Assert.Equal(ConnectErrorKind.Timeout, result.Error?.Kind);
        Assert.StartsWith(sentence, result.Error!.Message, StringComparison.Ordinal);
        Assert.EndsWith($"raise {(isEarly ? "the option " : "")}{limit}.", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(isEarly ? 2 : 5), result.Duration);
        Assert.Equal(part == "body" ? 200 : null, result.StatusCode);
        ConnectLogEntry entry = Assert.Single((await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Entries);
        Assert.Equal((ConnectErrorKind.Timeout, result.Error.Message), (entry.ErrorKind, entry.ErrorMessage));
        Assert.Equal(part is "handler" or "primary" or "body", entry.InputData is not null);
        bool wasAsked = part is "primary" or "body";
        Assert.Equal(wasAsked, result.Diagnosis!.Steps[0].Verdict != DiagnosisVerdict.NotReached);
        _parts.Free();
    }

    [Theory]
    [InlineData("endpoints", false)]
    [InlineData("leads", false)]
    [InlineData("resolver", false)]
    [InlineData("handler", false)]
    [InlineData("primary", true)]
    [InlineData("body", true)]
    public async Task SendAsync_CallerCancelsAStepThatIgnoresIt_IsCancelledWithItsToken(string part, bool mayHaveArrived)
    {
        await using Engine engine = Create(part);
        using var caller = new CancellationTokenSource();

        Task<ConnectResult> sending = part == "leads" ? engine.Client.TestAsync("crm", cancellationToken: caller.Token) : engine.Client.SendAsync("crm", Engine.Lead, caller.Token);
        await _parts.Reached;
        await caller.CancelAsync();
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token));

        Assert.Equal(caller.Token, thrown.CancellationToken);
        ConnectLogEntry entry = Assert.Single((await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Entries);
        Assert.Equal(ConnectErrorKind.Cancelled, entry.ErrorKind);
        Assert.Equal(mayHaveArrived, entry.ErrorMessage!.Contains("may have got the lead", StringComparison.Ordinal));
        Assert.Equal(!mayHaveArrived, entry.ErrorMessage.Contains("before anything was sent", StringComparison.Ordinal));
        _parts.Free();
    }

    [Theory]
    [InlineData("endpoints")]
    [InlineData("resolver")]
    public async Task PreviewAsyncAndReceiveAsync_StoreIgnoresItsToken_AreTimeouts(string part)
    {
        await using Engine engine = Create(part, e => e with { RequestMethod = RequestMethod.Get });

        Task<ConnectPreview> previewing = engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);
        Task<ReceiveResult> receiving = engine.Client.ReceiveAsync("crm", new IncomingPayload(), Engine.Token);
        _clock.Advance(TimeSpan.FromSeconds(2));
        ConnectPreview preview = await previewing.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        ReceiveResult received = await receiving.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);

        Assert.Equal([ConnectErrorKind.Timeout, ConnectErrorKind.Timeout], [preview.Error?.Kind, received.Error?.Kind]);
        Assert.Contains("within 2 seconds, so nothing was sent.", preview.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("within 2 seconds, so nothing was received.", received.Error!.Message, StringComparison.Ordinal);
        _parts.Free();
    }

    [Fact]
    public async Task PreviewAsyncAndReceiveAsync_CallerCancels_ThrowItsToken()
    {
        await using Engine engine = Create("endpoints");
        using var caller = new CancellationTokenSource();

        Task<ConnectPreview> previewing = engine.Client.PreviewAsync("crm", Engine.Lead, caller.Token);
        Task<ReceiveResult> receiving = engine.Client.ReceiveAsync("crm", new IncomingPayload(), caller.Token);
        await caller.CancelAsync();

        Assert.Equal(caller.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => previewing)).CancellationToken);
        Assert.Equal(caller.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving)).CancellationToken);
        _parts.Free();
    }

    [Fact]
    public async Task SendAsync_StoreBlocksTheThreadBeyondTheLimit_NothingIsSent()
    {
        await using Engine engine = Create("blocks", during: () => _clock.Advance(TimeSpan.FromSeconds(2)));

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal(ConnectErrorKind.Timeout, result.Error?.Kind);
        Assert.StartsWith("The endpoint store did not finish within 2 seconds, so nothing was sent.", result.Error!.Message, StringComparison.Ordinal);
        Assert.False(_parts.IsSent);
    }

    [Fact]
    public async Task SendAsync_TimePassedBeforeTheEndpointWasKnown_CountsForItsTotalTimeout()
    {
        await using Engine engine = Create("blocks", e => e with { Delivery = new() { TotalTimeout = TimeSpan.FromSeconds(1) } }, () => _clock.Advance(TimeSpan.FromSeconds(1.5)));

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal(ConnectErrorKind.Timeout, result.Error?.Kind);
        Assert.Contains("within 1 seconds", result.Error!.Message, StringComparison.Ordinal);
        Assert.False(_parts.IsSent);
    }

    [Fact]
    public async Task SendAsync_HandlerLeftBehindPassesTheRequestOnLate_ItDoesNotGoOut()
    {
        await using Engine engine = Create("handler");

        Task<ConnectResult> sending = engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);
        await _parts.Reached;
        _clock.Advance(TimeSpan.FromSeconds(5));
        await sending.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        _parts.Free();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _parts.Passed);

        Assert.False(_parts.IsSent);
    }

    private Engine Create(string part, Func<ConnectEndpoint, ConnectEndpoint>? change = null, Action? during = null)
    {
        _parts.Hangs = part;
        _parts.During = during ?? (() => { });
        var engine = new Engine(o => (o.RequestTimeout, o.DisposalTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20)), builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock).AddSingleton<IEndpointStore>(_parts).AddSingleton<IAdaptorResolver>(_parts).AddSingleton<ILeadSource>(_parts);
            builder.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new HangingParts.Handler(_parts))
                .ConfigurePrimaryHttpMessageHandler(() => new HangingParts.Primary(_parts)));
        });
        ConnectEndpoint endpoint = Engine.Endpoint(Url) with { Delivery = new() { TotalTimeout = TimeSpan.FromSeconds(5) } };
        _parts.Stored = change?.Invoke(endpoint) ?? endpoint;
        return engine;
    }
}
