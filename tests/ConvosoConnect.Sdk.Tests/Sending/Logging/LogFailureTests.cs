using System.Diagnostics.Metrics;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Logging;

/// <summary>A log that cannot be written never hides what became of a lead.</summary>
public sealed class LogFailureTests(Receivers receivers) : IClassFixture<Receivers>
{
    private static readonly TaskCompletionSource<long> Never = new();

    [Theory]
    [InlineData("throws", "InvalidOperationException: disk full ***")]
    [InlineData("fails later", "InvalidOperationException: disk full ***")]
    [InlineData("hangs", "did not finish within 0.2 seconds")]
    [InlineData("hangs until cancelled", "did not finish within 0.2 seconds")]
    [InlineData("cancels", "OperationCanceledException: by itself")]
    public async Task SendAsync_LogCannotBeWritten_ResultStaysAndSaysSo(string how, string named)
    {
        var log = new ScriptedLog(async (_, cancellationToken) =>
        {
            switch (how)
            {
                case "hangs":
                    return await Never.Task;
                case "hangs until cancelled":
                    return await Never.Task.WaitAsync(cancellationToken);
                case "cancels":
                    throw new OperationCanceledException("by itself");
                case "fails later":
                    await Task.Yield();
                    break;
            }

            throw new InvalidOperationException("disk full s3cret-token");
        });
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine(o => o.LogTimeout = TimeSpan.FromSeconds(0.2), b => b.Services.AddSingleton<IConnectLogStore>(log));
        using var failures = new MetricCollector<long>(engine.Services.GetRequiredService<IMeterFactory>(), "ConvosoConnect.Sdk", "convosoconnect.log.failures");
        await engine.SaveAsync(Engine.Endpoint(url) with { ApiAuthentication = "token=s3cret-token" });

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("yes", result.Value);
        Assert.Null(result.LogId);
        Assert.StartsWith("The log entry was not written: ", result.LogError, StringComparison.Ordinal);
        Assert.Contains(named, result.LogError, StringComparison.Ordinal);
        Assert.Single(receivers.Seen(url));
        Assert.Equal(1, Assert.Single(failures.GetMeasurementSnapshot()).Value);
    }

    [Fact]
    public async Task SendAsync_LogWorks_HasNoLogError()
    {
        await using var engine = new Engine();
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(receivers.Answer("""{"ok":"yes"}""")));

        Assert.Null(result.LogError);
        Assert.Equal(result.LogId, entry.Id);
        Assert.Equal(result.Duration, entry.Duration);
    }

    [Fact]
    public async Task SendAsync_CallerCancelsWhileTheLogHangs_StillEndsWithTheResult()
    {
        using var cancelled = new CancellationTokenSource();
        var log = new ScriptedLog((_, _) =>
        {
            cancelled.Cancel();
            return ValueTask.FromResult(7L);
        });
        await using var engine = new Engine(build: b => b.Services.AddSingleton<IConnectLogStore>(log));
        await engine.SaveAsync(Engine.Endpoint(receivers.Answer("""{"ok":"yes"}""")));

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, cancelled.Token);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal(7, result.LogId);
    }
}
