using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

public sealed class SendAgainTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Fact]
    public async Task SendAgainAsync_LeadOfTheSource_IsLinkedToTheFirstEntry()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine(build: b => b.UseLeads([Engine.Lead]));
        await engine.SaveAsync(Engine.Endpoint(url) with { Delivery = new() { IdempotencyHeader = "Idempotency-Key" } });
        ConnectResult first = await engine.Client.SendAsync("crm", Engine.Lead, new SendOptions { Origin = "workflow:12", IdempotencyKey = "w12-4711" }, Engine.Token);

        ConnectResult second = await engine.Client.SendAgainAsync(first.LogId!.Value, cancellationToken: Engine.Token);
        ConnectResult third = await engine.Client.SendAgainAsync(second.LogId!.Value, cancellationToken: Engine.Token);

        foreach (ConnectResult again in (ConnectResult[])[second, third])
        {
            Assert.True(again.Succeeded, again.ToString());
            ConnectLogEntry entry = (await engine.Log.GetAsync(again.LogId!.Value, Engine.Token))!;
            Assert.Equal((first.LogId, "workflow:12", "w12-4711", "4711"), (entry.ResendOf, entry.Origin, entry.IdempotencyKey, entry.LeadId));
        }

        Assert.Null((await engine.Log.GetAsync(first.LogId.Value, Engine.Token))!.ResendOf);
        Assert.Equal(3, receivers.Seen(url).Count(r => r.Header("Idempotency-Key") == "w12-4711"));
        Assert.Single(receivers.Seen(url).Select(r => r.Text).Distinct());
    }

    [Fact]
    public async Task SendAgainAsync_LeadAndOptionsGiven_AreUsed()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        (ConnectResult first, _) = await engine.SendAsync(Engine.Endpoint(url));
        LeadRecord lead = Engine.Lead with { Lead = new Dictionary<string, LeadValue> { ["email"] = "new@example.com" } };

        ConnectResult again = await engine.Client.SendAgainAsync(first.LogId!.Value, lead, new SendOptions { Origin = "by hand", IdempotencyKey = "new" }, Engine.Token);

        ConnectLogEntry entry = (await engine.Log.GetAsync(again.LogId!.Value, Engine.Token))!;
        Assert.Equal((first.LogId, "by hand", "new"), (entry.ResendOf, entry.Origin, entry.IdempotencyKey));
        Assert.Contains("new@example.com", receivers.Seen(url)[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAgainAsync_RandomKey_GoesOutAgainAlsoWithOptions()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine(build: b => b.UseLeads([Engine.Lead]));
        (ConnectResult first, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(url) with { Delivery = new() { IdempotencyHeader = "X-Auth-Once" } });

        await engine.Client.SendAgainAsync(first.LogId!.Value, cancellationToken: Engine.Token);
        await engine.Client.SendAgainAsync(first.LogId.Value, options: new SendOptions { Origin = "by hand" }, cancellationToken: Engine.Token);

        Assert.True(Guid.TryParse(entry.IdempotencyKey, out _));
        Assert.Equal([entry.IdempotencyKey, entry.IdempotencyKey, entry.IdempotencyKey], receivers.Seen(url).Select(r => r.Header("X-Auth-Once")));
    }

    [Fact]
    public async Task SendAgainAsync_NoSuchEntryOrOneThatCameIn_SaysSo()
    {
        await using var engine = new Engine();
        long received = await engine.Log.AppendAsync(
            new() { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "crm", Direction = ConnectLogDirection.In }, Engine.Token);
        long nameless = await engine.Log.AppendAsync(new() { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "crm" }, Engine.Token);

        ConnectResult none = await engine.Client.SendAgainAsync(999, cancellationToken: Engine.Token);
        ConnectResult ofReceived = await engine.Client.SendAgainAsync(received, Engine.Lead, cancellationToken: Engine.Token);
        ConnectResult ofNameless = await engine.Client.SendAgainAsync(nameless, cancellationToken: Engine.Token);

        Assert.Equal((ConnectErrorKind.LogEntryNotFound, null), (none.Error!.Kind, none.LogId));
        Assert.Contains("no log entry 999", none.Error.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectErrorKind.LogEntryNotFound, ofReceived.Error!.Kind);
        Assert.Contains("was received, not sent", ofReceived.Error.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectErrorKind.NoLead, ofNameless.Error!.Kind);
        Assert.Equal(2, (await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Total);
    }

    [Fact]
    public async Task SendAgainAsync_LeadIsGone_IsLogged()
    {
        await using var engine = new Engine();
        (ConnectResult first, _) = await engine.SendAsync(Engine.Endpoint(receivers.Answer("""{"ok":"yes"}""")));

        ConnectResult again = await engine.Client.SendAgainAsync(first.LogId!.Value, cancellationToken: Engine.Token);

        Assert.Equal(ConnectErrorKind.NoLead, again.Error!.Kind);
        Assert.Equal(first.LogId, (await engine.Log.GetAsync(again.LogId!.Value, Engine.Token))!.ResendOf);
    }

    [Fact]
    public async Task SendAgainAsync_CancelledOrDisposed_Throws()
    {
        var engine = new Engine();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Client.SendAgainAsync(1, cancellationToken: cancelled.Token));
        Assert.Equal(cancelled.Token, thrown.CancellationToken);
        IConvosoConnectClient client = engine.Client;
        await engine.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SendAgainAsync(1, cancellationToken: Engine.Token));
    }
}
