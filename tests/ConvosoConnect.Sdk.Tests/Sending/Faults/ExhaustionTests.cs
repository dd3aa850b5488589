using System.Net.Sockets;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>What this process is short of is named as that, and not looked for at the receiver.</summary>
public sealed class ExhaustionTests
{
    [Fact]
    public async Task SendAsync_NoFileDescriptorIsLeft_IsNamed()
    {
        await using var engine = new Engine(build: b => b.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            ConnectCallback = (_, _) => throw new SocketException((int)SocketError.TooManyOpenSockets),
        })));

        ConnectResult result = (await engine.SendAsync(Engine.Endpoint("https://crm.example.com/leads"))).Result;

        Assert.Equal(ConnectErrorKind.Connect, result.Error!.Kind);
        Assert.Equal(
            "No connection to crm.example.com:443: this process has as many files and connections open as it may (file descriptors). Nothing was sent. "
            + "Raise its limit, by ulimit -n or systemd's LimitNOFILE, and look for files and connections that the app leaves open.",
            result.Error.Message);
    }

    [Fact]
    public async Task Process_OfFewFileDescriptors_HoldsWhatTheOtherTestSays()
    {
        (int code, string output) = await FewDescriptors.RunAsync(typeof(ExhaustionTests));

        Assert.True(code == 0, output);
        Assert.Contains("Total: 7, Errors: 0, Failed: 0, Skipped: 0, Not Run: 6,", output, StringComparison.Ordinal);
    }

    /// <summary>The system's resolver cannot open its files then, and tells it as if the name or the name server were at fault.</summary>
    [Fact(Explicit = true)]
    public async Task SendAsync_NoFileDescriptorIsLeftForTheResolver_IsNamed()
    {
        await using var engine = new Engine();
        ConnectResult before = (await engine.SendAsync(Engine.Endpoint("http://localhost:1"))).Result;
        Assert.StartsWith("No connection to localhost:1", before.Error!.Message, StringComparison.Ordinal);
        await engine.SaveAsync(Engine.Endpoint("https://crm.example.com/leads") with { Id = "far" });

        ConnectResult result = await FewDescriptors.WithoutAnyAsync(() => engine.Client.SendAsync("far", Engine.Lead, Engine.Token));

        Assert.Equal(ConnectErrorKind.Dns, result.Error!.Kind);
        Assert.Equal(
            "The host name crm.example.com could not be resolved: this process has as many files and connections open as it may (file descriptors). Nothing was sent. "
            + "Raise its limit, by ulimit -n or systemd's LimitNOFILE, and look for files and connections that the app leaves open.",
            result.Error.Message);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(30.9, false)]
    [InlineData(31, true)]
    [InlineData(95, true)]
    public async Task SendAsync_LimitIsNoticedLate_NamesTheThreadPool(double after, bool isLate)
    {
        var time = new FakeTimeProvider();
        var handler = new Silent();
        await using var engine = new Engine(build: b =>
        {
            b.Services.AddSingleton<TimeProvider>(time);
            b.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => handler));
        });
        await engine.SaveAsync(Engine.Endpoint("https://crm.example.com/leads"));
        Task<ConnectResult> sending = engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);
        await handler.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30), Engine.Token);

        time.Advance(TimeSpan.FromSeconds(after));
        ConnectError error = (await sending).Error!;

        Assert.Equal(ConnectErrorKind.Timeout, error.Kind);
        Assert.Contains("within 30 seconds", error.Message, StringComparison.Ordinal);
        Assert.Equal(isLate, error.Message.Contains("this app's thread pool was busy", StringComparison.Ordinal));
        Assert.Equal(after == 95, error.Message.Contains("This limit was noticed 65 seconds late", StringComparison.Ordinal));
    }

    private sealed class Silent : HttpMessageHandler
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Entered.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("This is not reached.");
        }
    }
}
