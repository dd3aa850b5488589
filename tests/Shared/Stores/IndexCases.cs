using System.Diagnostics;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>The search index has a version, and is made anew where it is another one.</summary>
public abstract class IndexCases
{
    private const int Entries = 1_100;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<TestDatabase> CreateAsync();

    /// <summary>Puts wrong words in the place of all.</summary>
    private protected abstract Task SpoilAsync(TestDatabase database);

    /// <summary>Lets the database refuse each step with which the index is made anew, or no more.</summary>
    private protected abstract Task HoldAsync(TestDatabase database, bool isHeld);

    [Fact]
    public async Task QueryAsync_IndexOfAnEarlierVersion_FindsAllMeanwhileAndByTheNewIndexAfterwards()
    {
        await using TestDatabase database = await CreateAsync();
        await FillAsync(database);
        await SpoilAsync(database);
        await SetVersionAsync(database, 0);
        await HoldAsync(database, true);
        await using ServiceProvider engine = database.Open();
        await using ServiceProvider other = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();

        await AssertFindsAsync(log, Entries);
        await AssertFindsAsync(other.GetRequiredService<IConnectLogStore>(), Entries);
        await log.AppendAsync(Entry(Entries), Token);
        await AssertFindsAsync(log, Entries + 1);
        Assert.Equal(0, await VersionAsync(database));

        await HoldAsync(database, false);
        await UntilCurrentAsync(database);

        await AssertFindsAsync(log, Entries + 1);
        Assert.Equal(Entries + 1, await database.CheckAsync());
        Assert.Equal(0, await database.NumberAsync($"SELECT count(*) FROM {database.Prefix}connect_meta WHERE name LIKE 'index %'"));
        await using ServiceProvider later = database.Open();
        await AssertFindsAsync(later.GetRequiredService<IConnectLogStore>(), Entries + 1);
    }

    [Fact]
    public async Task EraseLeadAsync_IndexOfAnEarlierVersion_DeletesAllMeanwhile()
    {
        await using TestDatabase database = await CreateAsync();
        await FillAsync(database);
        await SpoilAsync(database);
        await SetVersionAsync(database, 0);
        await HoldAsync(database, true);
        await using ServiceProvider engine = database.Open();

        Assert.Equal(1, await engine.GetRequiredService<IConnectLogRetention>().EraseLeadAsync("lead 700", Token));

        Assert.Equal(Entries - 1, await database.CheckAsync());
    }

    [Fact]
    public async Task QueryAsync_IndexIsCurrent_IsUsedAndNotMadeAnew()
    {
        await using TestDatabase database = await CreateAsync();
        await FillAsync(database);
        await SpoilAsync(database);
        await using ServiceProvider engine = database.Open();

        // Proof that the tests above tell whether the index is used: nothing is found by its wrong words.
        Assert.Equal(0, (await engine.GetRequiredService<IConnectLogStore>().QueryAsync(new() { Search = "rare-1099" }, Token)).Total);
        Assert.Equal(1, await VersionAsync(database));
    }

    [Fact]
    public async Task OpenAsync_IndexOfANewerVersion_IsRefusedAndNothingChanged()
    {
        await using TestDatabase database = await CreateAsync();
        await FillAsync(database);
        await SetVersionAsync(database, 99);
        byte[] before = await database.DumpAsync();
        await using (ServiceProvider engine = database.Open())
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.GetRequiredService<IConnectLogStore>().AppendAsync(Entry(0), Token));
            Assert.StartsWith(
                "The database was made by a newer version of ConvosoConnect.Sdk: its search index has the version 99, and this one knows 1.", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await database.DumpAsync());
    }

    private protected static Task SetVersionAsync(TestDatabase database, int version) =>
        database.ExecuteAsync($"UPDATE {database.Prefix}connect_meta SET value = {version} WHERE name = 'index'");

    private protected static async Task FillAsync(TestDatabase database)
    {
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await Task.WhenAll(Enumerable.Range(0, Entries).Select(n => log.AppendAsync(Entry(n), Token).AsTask()));
    }

    private protected static async Task AssertFindsAsync(IConnectLogStore log, int entries)
    {
        ConnectLogPage rare = await log.QueryAsync(new() { Search = $"rare-{entries - 1}" }, Token);
        Assert.Equal($"Accepted rare-{entries - 1}", Assert.Single(rare.Entries).Result);
        Assert.Equal(1, (await log.QueryAsync(new() { Search = "310-555-0007", EndpointId = "e0" }, Token)).Total);
        Assert.Equal(1, (await log.QueryAsync(new() { Search = "310-555-0007" }, Token)).Total);
        Assert.False((await log.QueryAsync(new() { Search = "accepted" }, Token)).TotalIsExact);
        Assert.Equal($"Accepted rare-{entries - 1}", Assert.Single((await log.QueryAsync(new() { LeadId = $"lead {entries - 1}" }, Token)).Entries).Result);
        Assert.Equal(entries, await log.StreamAsync(new() { Search = "accepted", Origin = "test:origin" }, Token).CountAsync(Token));
    }

    private static Task<long> VersionAsync(TestDatabase database) => database.NumberAsync($"SELECT value FROM {database.Prefix}connect_meta WHERE name = 'index'");

    private static ConnectLogEntry Entry(int n) => new()
    {
        Timestamp = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(n),
        EndpointId = $"e{n % 7}",
        Origin = "test:origin",
        PrimaryPhone = $"(310) 555-{n:0000}",
        Result = $"Accepted rare-{n}",
        LeadId = $"lead {n}",
    };

    private static async Task UntilCurrentAsync(TestDatabase database)
    {
        long start = Stopwatch.GetTimestamp();
        while (await VersionAsync(database) != 1)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), "The index was not made anew.");
            await Task.Yield();
        }
    }
}
