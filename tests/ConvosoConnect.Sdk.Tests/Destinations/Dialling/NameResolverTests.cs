using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ConvosoConnect.Sdk.Destinations.Dialling;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations.Dialling;

/// <summary>Names that do not answer hold up neither other names nor the threads of the app.</summary>
public sealed class NameResolverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ResolveAsync_ManyAskForOneName_IsOneLookupOnAThreadOfItsOwn()
    {
        using var names = new HeldNames();
        Task<IPAddress[]>[] asked = [.. Enumerable.Range(0, 64).Select(i => names.Resolver.ResolveAsync(i % 2 == 0 ? "crm.example" : "CRM.example", Token))];
        await names.StartedAsync(1);
        names.Release("crm.example");

        IPAddress[][] answers = await Task.WhenAll(asked);

        Assert.All(answers, answer => Assert.Equal([IPAddress.Loopback], answer));
        Assert.Equal(["crm.example"], names.Asked);
        Assert.All(names.Threads, thread => Assert.True(thread is { IsThreadPoolThread: false, IsBackground: true }));

        // The answer belongs to those who asked for it: the next one asks anew.
        await names.Resolver.ResolveAsync("crm.example", Token);
        Assert.Equal(2, names.Asked.Count);
    }

    [Fact]
    public async Task ResolveAsync_BesideManyNamesThatHang_AnswersPromptNamesAndThenNewOnes()
    {
        using var names = new HeldNames();
        names.Release("prompt.example");
        names.Release("new.example");
        await names.Resolver.ResolveAsync("prompt.example", Token);
        Task[] hanging = [.. Enumerable.Range(0, 64).Select(i => names.Resolver.ResolveAsync($"h{i}.example", Token))];
        await names.StartedAsync(1 + NameResolver.MostUnproven);

        Assert.Equal([IPAddress.Loopback], await names.Resolver.ResolveAsync("prompt.example", Token));
        Task<IPAddress[]> fresh = names.Resolver.ResolveAsync("new.example", Token);
        Assert.Equal([IPAddress.Loopback], await names.Resolver.ResolveAsync("prompt.example", Token));
        Assert.False(fresh.IsCompleted);

        // They are served in turn, so the new name comes after those that were asked before.
        int begun = NameResolver.MostUnproven + 3;
        Assert.Equal(begun, names.Asked.Count);
        for (int i = 0; begun < hanging.Length + 4; i++)
        {
            // One thread is free for the next name, so the order in which they begin is that of the queue.
            names.Release($"h{i}.example");
            await names.StartedAsync(++begun);
        }

        Assert.Equal("new.example", names.Asked.Last());
        names.ReleaseAll();
        await fresh;
        await Task.WhenAll(hanging);
    }

    [Theory]
    [InlineData("silent", NameResolver.MostSilent)]
    [InlineData("slow", 30)]
    public async Task ResolveAsync_NamesThatWereNotAnswered_HoldFewThreadsAndSlowOnesDoNot(string kind, int threads)
    {
        var clock = new FakeTimeProvider();
        using var names = new HeldNames(clock);
        string[] hosts = [.. Enumerable.Range(0, 30).Select(i => $"{kind}{i}.example")];
        Task[] first = [.. hosts.Select(name => names.Resolver.ResolveAsync(name, Token))];
        await names.StartedAsync(30);
        clock.Advance(NameResolver.Promptly);
        names.ReleaseAll();
        await Task.WhenAll(first).ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.All(first, one => Assert.Equal(kind == "silent" ? SocketError.TimedOut : null, (one.Exception?.InnerException as SocketException)?.SocketErrorCode));
        names.Hold();

        Task[] again = [.. hosts.Select(name => names.Resolver.ResolveAsync(name, Token))];
        await names.StartedAsync(30 + threads);
        names.Release("new.example");
        await names.Resolver.ResolveAsync("new.example", Token);

        Assert.Equal(30 + threads + 1, names.Asked.Count);
        names.ReleaseAll();
        await Task.WhenAll(again).ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Equal(61, names.Asked.Count);
    }

    [Fact]
    public async Task ResolveAsync_QueueIsFull_FailsAtOnceAndPromptNamesDoNot()
    {
        using var names = new HeldNames();
        names.Release("prompt.example");
        await names.Resolver.ResolveAsync("prompt.example", Token);
        Task[] running = [.. Enumerable.Range(0, NameResolver.MostUnproven).Select(i => names.Resolver.ResolveAsync($"r{i}.example", Token))];
        await names.StartedAsync(1 + running.Length);
        Task[] waiting = [.. Enumerable.Range(0, NameResolver.MostWaiting).Select(i => names.Resolver.ResolveAsync($"w{i}.example", Token))];

        NameResolutionException full = await Assert.ThrowsAsync<NameResolutionException>(() => names.Resolver.ResolveAsync("late.example", Token));

        Assert.StartsWith(
            "The host name late.example could not be resolved: 256 other names already wait for an answer of the name servers.", full.Message, StringComparison.Ordinal);
        Assert.Equal([IPAddress.Loopback], await names.Resolver.ResolveAsync("prompt.example", Token));
        names.ReleaseAll();
        await Task.WhenAll([.. running, .. waiting]);
    }

    [Fact]
    public async Task ResolveAsync_WhoWaitsGivesUp_NameLeavesTheQueueUnlessAnotherWaits()
    {
        using var names = new HeldNames();
        Task[] running = [.. Enumerable.Range(0, NameResolver.MostUnproven).Select(i => names.Resolver.ResolveAsync($"r{i}.example", Token))];
        await names.StartedAsync(running.Length);
        using var caller = new CancellationTokenSource();
        Task<IPAddress[]> alone = names.Resolver.ResolveAsync("alone.example", caller.Token);
        Task<IPAddress[]> shared = names.Resolver.ResolveAsync("shared.example", caller.Token);
        Task<IPAddress[]> other = names.Resolver.ResolveAsync("shared.example", Token);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shared);
        names.ReleaseAll();
        await Task.WhenAll(running);

        Assert.Equal([IPAddress.Loopback], await other);
        Assert.DoesNotContain("alone.example", names.Asked);
        Assert.Equal([IPAddress.Loopback], await names.Resolver.ResolveAsync("alone.example", Token));
    }

    [Fact]
    public async Task ResolveAsync_LookupThrows_TellsAllWhoAskedAndServesOn()
    {
        using var names = new HeldNames();
        Task<IPAddress[]>[] asked = [.. Enumerable.Range(0, 3).Select(_ => names.Resolver.ResolveAsync("bad.example", Token))];
        await names.StartedAsync(1);
        names.ReleaseAll();

        foreach (Task<IPAddress[]> one in asked)
        {
            Assert.Equal(SocketError.HostNotFound, (await Assert.ThrowsAsync<SocketException>(() => one)).SocketErrorCode);
        }

        Assert.Equal([IPAddress.Loopback], await names.Resolver.ResolveAsync("good.example", Token));
    }

    [Fact]
    public async Task Dispose_WithLookupsUnderWay_LetsThemEndAndThenTheThreads()
    {
        var names = new HeldNames();
        Task<IPAddress[]>[] asked = [.. Enumerable.Range(0, 60).Select(i => names.Resolver.ResolveAsync($"h{i}.example", Token))];
        await names.StartedAsync(NameResolver.MostUnproven);

        names.Resolver.Dispose();
        names.ReleaseAll();
        await Task.WhenAll(asked);

        Assert.All(names.Threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30))));
        Assert.Equal([IPAddress.Loopback], await names.Resolver.ResolveAsync("late.example", Token));
    }

    [Fact]
    public async Task SendAsync_BesideSixtyFourSendsToNamesThatHang_ReachesItsReceiverAndThoseEndAsDns()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        using var names = new HeldNames();
        names.Release("warm.example");
        await using var lab = new FaultLab(o => o.ConnectTimeout = TimeSpan.FromSeconds(3), names.Under);
        Engine engine = lab.Engine;
        await engine.SaveAsync(Engine.Endpoint($"http://warm.example:{new Uri(server.Url).Port}") with { Id = "warm" });
        for (int i = 0; i < 64; i++)
        {
            await engine.Endpoints.SaveAsync(Engine.Endpoint($"http://h{i}.example") with { Id = $"h{i}" }, Token);
        }

        Assert.True((await engine.Client.SendAsync("warm", Engine.Lead, Token)).Succeeded);
        Task<ConnectResult>[] hanging = [.. Enumerable.Range(0, 64).Select(i => engine.Client.SendAsync($"h{i}", Engine.Lead, Token))];
        await names.StartedAsync(1 + NameResolver.MostUnproven);
        for (int i = 0; i < 50; i++)
        {
            Assert.True((await engine.Client.SendAsync("warm", Engine.Lead, Token)).Succeeded);
        }

        foreach (ConnectResult result in await Task.WhenAll(hanging))
        {
            Assert.Equal(ConnectErrorKind.Dns, result.Error?.Kind);
            Assert.Contains(".example could not be resolved within 3 seconds: no name server answered.", result.Error?.Message, StringComparison.Ordinal);
        }

        Assert.All(names.Threads, thread => Assert.False(thread.IsThreadPoolThread));
        names.ReleaseAll();
    }

    /// <summary>
    /// A system's resolver whose answers wait until the test lets them go. Names that begin with <c>bad</c> do not exist, no server answers for those that begin with
    /// <c>silent</c>.
    /// </summary>
    private sealed class HeldNames : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase);
        private readonly SemaphoreSlim _started = new(0);
        private ManualResetEventSlim _held = new();
        private int _seen;

        public HeldNames(TimeProvider? time = null) => Resolver = new NameResolver(time ?? TimeProvider.System, Look);

        public NameResolver Resolver { get; }

        public ConcurrentQueue<string> Asked { get; } = new();

        public ConcurrentBag<Thread> Threads { get; } = [];

        public void Under(ConvosoConnectBuilder builder) => builder.Services.Replace(ServiceDescriptor.Singleton(_ => Resolver));

        /// <summary>Waits until so many lookups have begun in all.</summary>
        public async Task StartedAsync(int count)
        {
            for (; _seen < count; _seen++)
            {
                Assert.True(await _started.WaitAsync(TimeSpan.FromSeconds(30), Token), $"Only {_seen} of {count} lookups have begun.");
            }
        }

        public void Release(string host)
        {
            lock (_gate)
            {
                _open.Add(host);
                _held.Set();
                _held = new ManualResetEventSlim();
            }
        }

        public void ReleaseAll()
        {
            lock (_gate)
            {
                _open.Add("*");
                _held.Set();
            }
        }

        public void Hold()
        {
            lock (_gate)
            {
                _open.Clear();
                _held = new ManualResetEventSlim();
            }
        }

        public void Dispose()
        {
            ReleaseAll();
            Resolver.Dispose();
        }

        private IPAddress[] Look(string host)
        {
            Asked.Enqueue(host);
            Threads.Add(Thread.CurrentThread);
            _started.Release();
            while (Held(host) is { } held)
            {
                held.Wait();
            }

            return host.StartsWith("bad", StringComparison.Ordinal) ? throw new SocketException((int)SocketError.HostNotFound)
                : host.StartsWith("silent", StringComparison.Ordinal) ? throw new SocketException((int)SocketError.TryAgain)
                : [IPAddress.Loopback];
        }

        private ManualResetEventSlim? Held(string host)
        {
            lock (_gate)
            {
                return _open.Contains(host) || _open.Contains("*") ? null : _held;
            }
        }
    }
}
