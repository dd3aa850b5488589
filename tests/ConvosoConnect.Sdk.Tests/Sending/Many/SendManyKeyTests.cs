using System.Collections.Concurrent;
using System.Net;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Many;

public sealed class SendManyKeyTests
{
    private readonly ConcurrentBag<string?> _keys = [];

    [Fact]
    public async Task SendManyAsync_IdempotencyKey_GoesOutWithEachLeadThatHasOne()
    {
        await using Engine engine = await EngineAsync();
        var options = new SendManyOptions { InOrder = true, IdempotencyKey = lead => lead.Id == "1" ? null : $"import-{lead.Id}" };

        List<SendManyResult> results = await engine.Client.SendManyAsync("crm", Leads(3), options, Engine.Token).ToListAsync(Engine.Token);

        Assert.Equal(["import-0", "import-2"], _keys.Where(key => key!.StartsWith("import-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Single(_keys, key => Guid.TryParse(key, out _));
        ConnectLogPage found = await engine.Log.QueryAsync(new ConnectLogQuery { IdempotencyKey = "import-2" }, Engine.Token);
        Assert.Equal(results[2].Result.LogId, Assert.Single(found.Entries).Id);
    }

    [Fact]
    public async Task SendManyAsync_KeyThatNoHeaderCarries_IsTheResultOfThatLeadAlone()
    {
        await using Engine engine = await EngineAsync();
        SendManySummary? summary = null;
        var options = new SendManyOptions { InOrder = true, IdempotencyKey = lead => lead.Id == "1" ? "import\n1" : lead.Id, Summary = s => summary = s };

        List<SendManyResult> results = await engine.Client.SendManyAsync("crm", Leads(3), options, Engine.Token).ToListAsync(Engine.Token);

        Assert.Equal(ConnectErrorKind.RequestInvalid, results[1].Result.Error!.Kind);
        Assert.StartsWith("Not sent: The idempotency key has the character U+000A at position 7", results[1].Result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal((2, 1, true), (summary!.Succeeded, summary.Failed, summary.IsSourceEnded));
        Assert.Equal(["0", "2"], _keys.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<LeadRecord> Leads(int count) => Enumerable.Range(0, count).Select(i => Engine.Lead with { Id = $"{i}" });

    private async Task<Engine> EngineAsync()
    {
        var engine = new Engine(build: StubHandler.Under(request =>
        {
            _keys.Add(request.Headers.TryGetValues("Idempotency-Key", out IEnumerable<string>? values) ? values.Single() : null);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"ok":"yes"}""") };
        }));
        await engine.SaveAsync(Engine.Endpoint("https://crm.example.com") with { Delivery = new() { IdempotencyHeader = "Idempotency-Key" } });
        return engine;
    }
}
