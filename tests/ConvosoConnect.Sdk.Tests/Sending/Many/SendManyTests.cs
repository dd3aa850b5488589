using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Many;

public sealed class SendManyTests
{
    private readonly ConcurrentQueue<string> _arrived = new();
    private readonly TaskCompletionSource _released = new();
    private int _underWay;
    private int _mostUnderWay;
    private SendManySummary? _summary;

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    [InlineData(1_000, true)]
    public async Task SendManyAsync_Leads_EachHasItsResultAndNoMoreAreUnderWayThanAllowed(int concurrency, bool inOrder)
    {
        await using Engine engine = await EngineAsync(async (id, _) =>
        {
            await Task.Yield();
            return id == "7" ? Refused() : Accepted(id);
        });
        var progress = new Reports();
        var options = new SendManyOptions { MaxConcurrency = concurrency, InOrder = inOrder, Origin = "import:1", Progress = progress, Summary = s => _summary = s };

        List<SendManyResult> results = await engine.Client.SendManyAsync("crm", Leads(100), options, Engine.Token).ToListAsync(Engine.Token);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), inOrder ? results.Select(r => r.Index) : results.Select(r => r.Index).Order());
        Assert.All(results, r => Assert.Equal(($"{r.Index}", r.Index == 7 ? null : $"n{r.Index}"), (r.Lead.Id, r.Result.Succeeded ? r.Result.Value : null)));
        Assert.InRange(_mostUnderWay, 1, concurrency);
        Assert.Equal(new SendManySummary { Succeeded = 99, Failed = 1, FailedByKind = [new(ConnectErrorKind.HttpStatus, 1)], IsSourceEnded = true }, _summary);
        Assert.Equal(100, progress.Seen.Count);
        Assert.Equal(new SendManyProgress(99, 1, 0), progress.Seen[^1]);
        Assert.Equal("import:1", (await engine.Log.GetAsync(results[0].Result.LogId!.Value, Engine.Token))!.Origin);
    }

    [Fact]
    public async Task SendManyAsync_EmptySource_EndsWithASummary()
    {
        await using Engine engine = await EngineAsync((id, _) => Task.FromResult(Accepted(id)));

        Assert.Empty(await engine.Client.SendManyAsync("crm", Array.Empty<LeadRecord>(), new() { Summary = s => _summary = s }, Engine.Token).ToListAsync(Engine.Token));

        Assert.Equal(new SendManySummary { IsSourceEnded = true }, _summary);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendManyAsync_SlowReader_TakesNoMoreLeadsThanItHasRoomFor(bool inOrder)
    {
        int taken = 0;
        await using Engine engine = await EngineAsync((id, _) => Task.FromResult(Accepted(id)));
        IAsyncEnumerator<SendManyResult> results = engine.Client.SendManyAsync(
            "crm", Leads(1_000, _ => Interlocked.Increment(ref taken)), new() { MaxConcurrency = 4, InOrder = inOrder }, Engine.Token).GetAsyncEnumerator(Engine.Token);
        Assert.True(await results.MoveNextAsync());

        // Each worker holds one lead at most, the queue one for each, and the reader one.
        await Eventually.IsTrueAsync(() => _arrived.Count >= 5);
        Assert.InRange(Volatile.Read(ref taken), 5, 10);

        await results.DisposeAsync();
        Assert.InRange(taken, 5, 10);
    }

    [Fact]
    public async Task SendManyAsync_SourceThrowsInTheMiddle_GivesWhatWasUnderWayAndThenThrows()
    {
        await using Engine engine = await EngineAsync(async (id, _) =>
        {
            await _released.Task;
            return Accepted(id);
        });
        IEnumerable<LeadRecord> source = Leads(3, after: () =>
        {
            _released.SetResult();
            throw new InvalidDataException("Line 4 is broken.");
        });
        var results = new List<SendManyResult>();

        var exception = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (SendManyResult result in engine.Client.SendManyAsync("crm", source, new() { Summary = s => _summary = s }, Engine.Token))
            {
                results.Add(result);
            }
        });

        Assert.Equal("Line 4 is broken.", exception.Message);
        Assert.Equal(["n0", "n1", "n2"], results.Select(r => r.Result.Value).Order());
        Assert.Equal((3, false), (_summary!.Succeeded, _summary.IsSourceEnded));
    }

    [Fact]
    public async Task SendManyAsync_NullInTheSource_IsToldWithItsPosition()
    {
        await using Engine engine = await EngineAsync((id, _) => Task.FromResult(Accepted(id)));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await engine.Client.SendManyAsync("crm", [.. Leads(1), null!], null, Engine.Token).ToListAsync(Engine.Token));

        Assert.Equal("The lead at position 1 of the source is null. Leave it out of the source.", exception.Message);
        Assert.Equal(["0"], _arrived);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendManyAsync_Cancelled_DrainsOrStopsAndLeavesNothingUnsaid(bool cancelUnderWay)
    {
        using var cancelling = new CancellationTokenSource();
        await using Engine engine = await EngineAsync(async (id, token) =>
        {
            await (id == "0" ? Task.CompletedTask : _released.Task.WaitAsync(token));
            return Accepted(id);
        });
        var options = new SendManyOptions { MaxConcurrency = 3, CancelUnderWay = cancelUnderWay, Summary = s => _summary = s };
        var results = new List<SendManyResult>();

        var exception = await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (SendManyResult result in engine.Client.SendManyAsync("crm", Leads(100), options, cancelling.Token))
            {
                results.Add(result);
                if (results.Count == 1)
                {
                    await Eventually.IsTrueAsync(() => _arrived.Count == 4);
                    await cancelling.CancelAsync();
                    _released.TrySetResult();
                }
            }
        });

        Assert.Equal(cancelling.Token, exception.CancellationToken);
        Assert.Equal(4, results.Count);
        Assert.Equal(4, _arrived.Count);
        ConnectLogPage page = await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token);
        Assert.Equal(4, page.Entries.Count);
        if (!cancelUnderWay)
        {
            Assert.All(results, r => Assert.True(r.Result.Succeeded));
            Assert.Equal(new SendManySummary { Succeeded = 4 }, _summary);
        }
        else
        {
            Assert.All(results.Where(r => !r.Result.Succeeded), r => Assert.Equal(
                (ConnectErrorKind.Cancelled, "The caller cancelled the send. The receiver may have got the lead anyway."), (r.Result.Error!.Kind, r.Result.Error.Message)));
            Assert.Equal((4, 0), (_summary!.Succeeded + _summary.Failed, _summary.NotSent));
        }
    }

    [Fact]
    public async Task SendManyAsync_ReaderLeaves_EndsWhatIsUnderWayAndClosesTheSource()
    {
        bool isClosed = false;
        await using Engine engine = await EngineAsync(async (id, _) =>
        {
            await Task.Yield();
            return Accepted(id);
        });

        await foreach (SendManyResult result in engine.Client.SendManyAsync(
            "crm", Endless(() => isClosed = true, Engine.Token), new() { Summary = s => _summary = s }, Engine.Token))
        {
            if (result.Index > 20)
            {
                break;
            }
        }

        Assert.True(isClosed);
        Assert.Equal(0, _underWay);
        Assert.False(_summary!.IsSourceEnded);
        Assert.Equal(_arrived.Count, _summary.Succeeded);
    }

    [Fact]
    public async Task SendManyAsync_EngineIsDisposedMeanwhile_ThrowsAndSaysWhichLeadWasNotSent()
    {
        Engine engine = await EngineAsync((id, _) => Task.FromResult(Accepted(id)));
        var results = new List<SendManyResult>();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (SendManyResult result in engine.Client.SendManyAsync("crm", Leads(100), new() { MaxConcurrency = 1, Summary = s => _summary = s }, Engine.Token))
            {
                results.Add(result);
                await engine.DisposeAsync();
            }
        });

        Assert.Equal(1, _summary!.NotSent);
        Assert.Equal(results.Count, _summary.Succeeded + _summary.NotSent);
        Assert.Equal("Not sent: the send did not begin, because of ObjectDisposedException.", results[^1].Result.Error!.Message);
    }

    [Fact]
    public async Task SendManyAsync_WrongArguments_AreRefusedBeforeTheEnumeration()
    {
        await using Engine engine = await EngineAsync((id, _) => Task.FromResult(Accepted(id)));

        Assert.Throws<ArgumentException>(() => { engine.Client.SendManyAsync("", Leads(1), null, Engine.Token); });
        Assert.Throws<ArgumentNullException>(() => { engine.Client.SendManyAsync("crm", (IEnumerable<LeadRecord>)null!, null, Engine.Token); });
        Assert.Throws<ArgumentNullException>(() => { engine.Client.SendManyAsync("crm", (IAsyncEnumerable<LeadRecord>)null!, null, Engine.Token); });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SendManyOptions { MaxConcurrency = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SendManyOptions { MaxConcurrency = 1_001 });
        Assert.Throws<ArgumentException>(() => new SendManyOptions { Origin = "" });
    }

    private static IEnumerable<LeadRecord> Leads(int count, Action<int>? taken = null, Action? after = null)
    {
        for (int i = 0; i < count; i++)
        {
            taken?.Invoke(i);
            yield return new LeadRecord { Id = $"{i}", Lead = new Dictionary<string, LeadValue> { ["email"] = $"{i}" } };
        }

        after?.Invoke();
    }

    private static async IAsyncEnumerable<LeadRecord> Endless(Action closed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return new LeadRecord { Id = $"{i}", Lead = new Dictionary<string, LeadValue> { ["email"] = $"{i}" } };
            }
        }
        finally
        {
            closed();
        }
    }

    private static HttpResponseMessage Accepted(string id) => new(HttpStatusCode.OK) { Content = new StringContent($$"""{"ok":"n{{id}}"}""", Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Refused() => new(HttpStatusCode.Conflict);

    /// <summary>An engine whose network answers by the lead's email, which is its number.</summary>
    private async Task<Engine> EngineAsync(Func<string, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        var engine = new Engine(build: builder => builder.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Network(async (request, token) =>
        {
            string body = await request.Content!.ReadAsStringAsync(token);
            string id = body.Split('"')[3];
            _arrived.Enqueue(id);
            int now = Interlocked.Increment(ref _underWay);
            InterlockedMax(ref _mostUnderWay, now);
            try
            {
                return await answer(id, token);
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }))));
        await engine.SaveAsync(Engine.Endpoint("http://crm.example/leads"), Engine.Adaptor with { Fields = [new FieldMapping { Field = "email", MappedTo = "email" }] });
        return engine;
    }

    private static void InterlockedMax(ref int place, int value)
    {
        int seen = Volatile.Read(ref place);
        while (value > seen && Interlocked.CompareExchange(ref place, value, seen) is var found && found != seen)
        {
            seen = found;
        }
    }

    private sealed class Reports : IProgress<SendManyProgress>
    {
        public List<SendManyProgress> Seen { get; } = [];

        public void Report(SendManyProgress value) => Seen.Add(value);
    }

    private sealed class Network(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}
