using System.Globalization;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>The zone of the log's days, and what the database itself makes of filters.</summary>
public abstract class FilterCases
{
    private protected abstract Task<TestDatabase> CreateAsync();

    [Theory]
    [InlineData("Asia/Kathmandu", "2026-06-15", "2026-06-14T18:15Z", "2026-06-15T18:15Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z", "2026-03-29T22:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00Z", "2026-10-25T23:00Z")]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00Z", "2026-09-07T03:00Z")]
    [InlineData("America/Los_Angeles", "2026-11-01", "2026-11-01T07:00Z", "2026-11-02T08:00Z")]
    public async Task QueryAsync_LogTimeZoneSet_DaysAreThoseOfTheZone(string zone, string day, string first, string next)
    {
        await using TestDatabase database = await CreateAsync();
        (DateTimeOffset from, DateTimeOffset until) = (Instant(first), Instant(next));
        DateTimeOffset[] instants = [from.AddTicks(-1), from, from.AddHours(5), until.AddHours(-1), until.AddTicks(-1), until, until.AddHours(40)];
        long[] ids;
        await using (ServiceProvider engine = database.Open())
        {
            // Appended under another zone, as before the option was changed.
            IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
            ids = await Task.WhenAll(instants.Select(i => log.AppendAsync(Entry(i), Token).AsTask()));
        }

        await using ServiceProvider changed = database.Open(configure: o => o.LogTimeZone = zone);
        DateOnly date = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        await AssertHoldsAsync(changed, new() { From = date, To = date }, ids[1..5]);
        await AssertHoldsAsync(changed, new() { From = date.AddDays(1) }, ids[5..]);
        await AssertHoldsAsync(changed, new() { To = date }, ids[..5]);
        await AssertHoldsAsync(changed, new() { From = date, To = date, EndpointId = "crm" }, ids[1..5]);

        // A zone of the query's own goes before.
        await AssertHoldsAsync(changed, new() { From = date, To = date, TimeZone = TimeZoneInfo.Utc }, [.. ids.Where((_, n) => DateOnly.FromDateTime(instants[n].UtcDateTime) == date)]);
    }

    [Fact]
    public async Task EraseLeadAsync_LeadsOfTwoThousandEntries_CountsStayThoseOfTheEntries()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(n => log.AppendAsync(
            Entry(Instant("2026-06-15T19:00Z").AddMinutes(n)) with { LeadId = $"{n % 3}", EndpointId = $"e{n % 5}" }, Token).AsTask()));

        // Two at the same time erase each entry once, and appends go on.
        IConnectLogRetention retention = engine.GetRequiredService<IConnectLogRetention>();
        Task<long>[] erasing = [retention.EraseLeadAsync("1", Token).AsTask(), retention.EraseLeadAsync("1", Token).AsTask(), log.AppendAsync(Entry(DateTimeOffset.UnixEpoch), Token).AsTask()];
        await Task.WhenAll(erasing);

        Assert.Equal(667, await erasing[0] + await erasing[1]);
        Assert.Equal(1_334, await database.CheckAsync());
        Assert.Equal(0, (await log.QueryAsync(new() { LeadId = "1" }, Token)).Total);
        Assert.Equal(1_334, await database.NumberAsync($"SELECT sum(sends) FROM {database.Prefix}connect_log_statistics"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ConnectLogEntry Entry(DateTimeOffset time) => new() { Timestamp = time, EndpointId = "crm", Result = "ok" };

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static async Task AssertHoldsAsync(ServiceProvider engine, ConnectLogQuery query, long[] ids)
    {
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        ConnectLogPage page = await log.QueryAsync(query, Token);
        Assert.Equal(ids.OrderDescending(), page.Entries.Select(e => e.Id));
        Assert.Equal((ids.Length, true), (page.Total, page.TotalIsExact));
        Assert.Equal(ids.OrderDescending(), await log.StreamAsync(query, Token).Select(e => e.Id).ToListAsync(Token));
    }
}
