using System.Collections.Concurrent;
using System.Diagnostics;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations.Dialling;

/// <summary>
/// The system's own resolver and a real name server. The server needs port 53 and the system to ask it, so one test runs the others in network and mount namespaces of
/// their own, where that can be.
/// </summary>
public sealed class RealNamesTests
{
    private const int Hanging = 64;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_InNamespacesOfTheirOwn_HoldWhatTheOtherTestsSay()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Namespaces are Linux's.");
        string unshare = Requirement.Binary("unshare", "util-linux");
        string ip = Requirement.Binary("ip", "iproute2");
        (int probe, string fault) = await RunAsync(unshare, "-rmn", ip, "link", "set", "lo", "up");
        Assert.SkipUnless(probe == 0, $"This machine makes no namespaces: {fault}");
        string servers = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(servers, "nameserver 127.0.0.1\noptions timeout:4 attempts:1\n", Token);
            string program = Path.Combine(AppContext.BaseDirectory, "ConvosoConnect.Sdk.Tests");
            string script = $"'{ip}' link set lo up && mount --bind '{servers}' /etc/resolv.conf && "
                + $"exec '{program}' -explicit only -showLiveOutput -noColor -class {typeof(RealNamesTests)}";
            (int code, string output) = await RunAsync(unshare, "-rmn", "sh", "-c", script);

            TestContext.Current.TestOutputHelper?.WriteLine(output);
            Assert.True(code == 0, output);
            Assert.Contains("Total: 8, Errors: 0, Failed: 0, Skipped: 0, Not Run: 1,", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(servers);
        }
    }

    [Theory(Explicit = true)]
    [InlineData("nx", ": the name server knows no such name.")]
    [InlineData("none", ": the name server ")]
    [InlineData("servfail", ": the name server failed or refused (SERVFAIL or REFUSED).")]
    [InlineData("refused", ": the name server failed or refused (SERVFAIL or REFUSED).")]
    [InlineData("hang", ": no name server answered.")]
    public async Task SendAsync_NameServerGivesNoAddress_IsDnsWithItsOwnSentence(string label, string told)
    {
        await using var server = new DnsServer();
        await using var lab = new FaultLab(FaultLab.PatientWithDns);

        Sent sent = await lab.SendAsync($"http://{label}.example");

        sent.ExpectNull(ConnectErrorKind.Dns, "F---O", $"The host name {label}.example could not be resolved{told}");
        Assert.Contains(label, server.Asked);
    }

    [Fact(Explicit = true)]
    public async Task SendAsync_SlowNames_AllSucceedWithinTheLimit()
    {
        await using var server = new DnsServer();
        await using LoopbackServer receiver = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var engine = new Engine();
        int port = new Uri(receiver.Url).Port;
        ConnectResult[] results = await Task.WhenAll(await SendToAllAsync(engine, i => $"http://slow{i}.example:{port}"));

        Assert.All(results, result => Assert.True(result.Succeeded, result.ToString()));
    }

    /// <summary>
    /// The goals are 20 ms and 100 ms; a machine that builds besides is given ten times that, in the best of six rounds. With the framework's own resolver all rounds take
    /// seconds.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task SendAsync_BesideNamesThatHang_WarmNeighbourAndPoolStayPrompt()
    {
        await using var server = new DnsServer();
        await using LoopbackServer receiver = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var engine = new Engine(o => o.ConnectTimeout = TimeSpan.FromSeconds(3));
        await engine.SaveAsync(Engine.Endpoint($"http://ok.example:{new Uri(receiver.Url).Port}") with { Id = "warm" });
        await MeasureAsync(engine, Task.CompletedTask, least: 100);
        (TimeSpan quiet, _) = await MeasureAsync(engine, Task.CompletedTask, least: 200);

        TimeSpan least = TimeSpan.MaxValue;
        TimeSpan shortest = TimeSpan.MaxValue;
        for (int round = 0; round < 6 && (least - quiet > TimeSpan.FromMilliseconds(200) || shortest > TimeSpan.FromSeconds(1)); round++)
        {
            Task<ConnectResult[]> hanging = Task.WhenAll(await SendToAllAsync(engine, i => $"http://hang{(round * Hanging) + i}.example"));
            (TimeSpan beside, TimeSpan pool) = await MeasureAsync(engine, hanging, least: 1);
            ConnectResult[] results = await hanging;

            TestContext.Current.TestOutputHelper?.WriteLine(
                $"Neighbour's p99 {quiet.TotalMilliseconds:0.0} ms, beside {Hanging} names that hang {beside.TotalMilliseconds:0.0} ms; "
                + $"worst wait of the pool {pool.TotalMilliseconds:0.0} ms.");
            Assert.All(results, result => Assert.Equal(ConnectErrorKind.Dns, result.Error?.Kind));
            Assert.All(results, result => Assert.InRange(result.Duration, TimeSpan.FromSeconds(2.9), TimeSpan.FromSeconds(20)));
            (least, shortest) = (beside < least ? beside : least, pool < shortest ? pool : shortest);
        }

        Assert.InRange(least - quiet, TimeSpan.MinValue, TimeSpan.FromMilliseconds(200));
        Assert.InRange(shortest, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static async Task<Task<ConnectResult>[]> SendToAllAsync(Engine engine, Func<int, string> url)
    {
        for (int i = 0; i < Hanging; i++)
        {
            await engine.SaveAsync(Engine.Endpoint(url(i)) with { Id = $"e{i}" });
        }

        return [.. Enumerable.Range(0, Hanging).Select(i => engine.Client.SendAsync($"e{i}", Engine.Lead, Token))];
    }

    /// <summary>
    /// The 99th percentile of the neighbour's sends, and the longest that work waited for a thread of the pool, until something has ended. A thread of its own starts a
    /// send every ten milliseconds, whatever became of those before, and so many at least.
    /// </summary>
    private static async Task<(TimeSpan Neighbour, TimeSpan Pool)> MeasureAsync(Engine engine, Task until, int least)
    {
        var sends = new ConcurrentBag<Task<TimeSpan>>();
        var waits = new ConcurrentBag<TimeSpan>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ended = new ManualResetEventSlim();
        var pacer = new Thread(() =>
        {
            for (int sent = 1; !ended.Wait(TimeSpan.FromMilliseconds(10)); sent++)
            {
                long started = Stopwatch.GetTimestamp();
                sends.Add(Task.Factory.StartNew(
                    () =>
                    {
                        waits.Add(Stopwatch.GetElapsedTime(started));
                        return SendAsync(started);
                    },
                    Token,
                    TaskCreationOptions.PreferFairness,
                    TaskScheduler.Default).Unwrap());
                if (sent == least)
                {
                    enough.SetResult();
                }
            }
        });
        pacer.Start();
        await Task.WhenAll(until, enough.Task);
        ended.Set();
        pacer.Join();
        TimeSpan[] times = [.. (await Task.WhenAll(sends)).Order()];
        return (times[(int)(times.Length * 0.99)], waits.Max());

        async Task<TimeSpan> SendAsync(long started)
        {
            ConnectResult result = await engine.Client.SendAsync("warm", Engine.Lead, Token);
            Assert.True(result.Succeeded, result.ToString());
            return Stopwatch.GetElapsedTime(started);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Limit);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // The collector of coverage does not reach into another network, and what it puts into the code does not run without it.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("CORECLR_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
