using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>A program that sends is killed again and again, at moments that nobody chose.</summary>
public abstract class KillCases
{
    private const int Seed = 20260102;

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public Task SendAsync_ProcessKilledTwentyTimes_EverySendThatReturnedIsInTheLog() => KillAsync(20, "send");

    [Fact]
    public Task SendAsync_NotFlushedAndKilled_EverySendThatReturnedIsInTheLog() => KillAsync(3, "send-unflushed");

    private async Task KillAsync(int kills, string task)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await using TestDatabase database = await CreateAsync();
        var random = new Random(Seed);
        var returned = new List<(string Lead, long Id)>();
        for (int kill = 0; kill < kills; kill++)
        {
            using var victim = new Victim(database, task, $"k{kill}");
            List<(string Lead, long Id)> sent = await victim.KillAfterAsync(random.Next(1, 401), token);

            long before = returned.Count == 0 ? 0 : returned.Max(r => r.Id);
            Assert.True(sent.Min(s => s.Id) > before, $"Run {kill} gave the id {sent.Min(s => s.Id)}, though {before} had been given before.");
            Assert.All(sent.GroupBy(s => s.Lead[..s.Lead.LastIndexOf('-')]), sender => Assert.Equal(sender.Select(s => s.Id).Order(), sender.Select(s => s.Id)));
            returned.AddRange(sent);
            Assert.True(await database.CheckAsync() >= returned.Count, $"Entries are missing after kill {kill}.");
        }

        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        Dictionary<long, string> kept = await log.StreamAsync(new ConnectLogQuery(), token).ToDictionaryAsync(e => e.Id, e => e.LeadId, cancellationToken: token);
        Assert.Equal(returned.Count, returned.DistinctBy(r => r.Id).Count());
        Assert.DoesNotContain(returned, r => kept.GetValueOrDefault(r.Id) != r.Lead);
        Assert.Equal(kept.Count, (await log.QueryAsync(new ConnectLogQuery(), token)).Total);
        foreach ((string lead, long id) in random.GetItems(returned.ToArray(), 5))
        {
            ConnectLogPage found = await log.QueryAsync(new ConnectLogQuery { Search = $"Accepted {lead}@" }, token);
            Assert.Equal(id, Assert.Single(found.Entries).Id);
        }

        TestContext.Current.SendDiagnosticMessage($"{kills} kills of {task}, {returned.Count} sends returned, {kept.Count} entries kept, 0 lost");
    }
}
