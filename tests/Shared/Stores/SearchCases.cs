using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>Parts of texts of every length and place: the index must propose each entry that holds them, and only those that do may come back.</summary>
public abstract class SearchCases
{
    public static TheoryData<string> Results => ["ERROR MISSING FIELD 3", "id-3fa2b1-0004e2a1", "aaaaaaaaaaaaaaa", "Größe 😀 ungültig \"x\" AND y", "abcabcabcabcabc"];

    public static TheoryData<string> Phones => ["+49 (310) 555-0142", "555-0142", "0142 1", "01421", "0142", "014"];

    private protected abstract Task<TestDatabase> CreateAsync();

    [Theory]
    [MemberData(nameof(Results))]
    public async Task QueryAsync_EachPartOfAResult_FindsItAlone(string result)
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider provider = database.Open();
        IConnectLogStore log = provider.GetRequiredService<IConnectLogStore>();
        long id = await log.AppendAsync(Entry("", result), Token);
        await log.AppendAsync(Entry("", "zzz " + new string([.. result.Reverse().Where(char.IsAsciiLetterOrDigit)]) + " zzz"), Token);
        foreach (string part in Parts(result, 1).Where(p => !string.IsNullOrWhiteSpace(p)))
        {
            ConnectLogPage page = await log.QueryAsync(new ConnectLogQuery { Search = part.ToUpperInvariant() }, Token);
            Assert.Contains(page.Entries, e => e.Id == id);
            Assert.All(page.Entries, e => Assert.Contains(part, e.Result, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [MemberData(nameof(Phones))]
    public async Task QueryAsync_EachPartOfAPhone_FindsItAndNotItsReverse(string phone)
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider provider = database.Open();
        IConnectLogStore log = provider.GetRequiredService<IConnectLogStore>();
        string digits = ConnectLogQuery.PhoneDigits(phone);
        long id = await log.AppendAsync(Entry(phone, "x"), Token);
        await log.AppendAsync(Entry(new string([.. digits.Reverse()]), "x"), Token);
        foreach (string part in Parts(digits, 3))
        {
            ConnectLogPage page = await log.QueryAsync(new ConnectLogQuery { Search = part }, Token);
            Assert.Contains(page.Entries, e => e.Id == id);
            Assert.All(page.Entries, e => Assert.Contains(part, ConnectLogQuery.PhoneDigits(e.PrimaryPhone), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(1_024)]
    [InlineData(65_536)]
    public async Task QueryAsync_LongResult_IsFoundByEachPartOfItsBeginningAndComesBackWhole(int searched)
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider provider = database.Open(configure: o => o.LogResultLength = searched);
        IConnectLogStore log = provider.GetRequiredService<IConnectLogStore>();
        string huge = string.Concat(Enumerable.Range(0, 150_000).Select(n => $"{n:x5}."));
        long id = await log.AppendAsync(Entry("3105550142" + new string('7', 100_000), huge), Token);
        await log.AppendAsync(Entry("7025550100", "small"), Token);
        foreach (string search in new[] { "00000.0", huge[(searched - 14)..searched], huge[(searched - 3)..searched], huge[(searched - 200)..searched], huge[..200], "00012.", "310-555-0142", "555" })
        {
            ConnectLogPage page = await log.QueryAsync(new ConnectLogQuery { Search = search }, Token);
            Assert.Contains(page.Entries, e => e.Id == id && e.Result == huge);
        }

        Assert.Empty((await log.QueryAsync(new ConnectLogQuery { Search = huge[(searched - 7)..(searched + 7)] }, Token)).Entries);
        Assert.Equal(searched, await database.NumberAsync($"SELECT max(length(result)), 0 FROM {database.Prefix}connect_log"));
        Assert.Equal(searched, await database.NumberAsync($"SELECT max(length(phone)), 0 FROM {database.Prefix}connect_log"));
        Assert.Equal("small", Assert.Single((await log.QueryAsync(new ConnectLogQuery { Search = "small" }, Token)).Entries).Result);
    }

    [Fact]
    public async Task QueryAsync_SearchWithinEndpointAndOrigin_KeepsWhatIsOfAll()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider provider = database.Open();
        IConnectLogStore log = provider.GetRequiredService<IConnectLogStore>();
        foreach ((string endpoint, string origin, string result) in
            from endpoint in new[] { "crm", "CRM", "crm " }
            from origin in new[] { "Send", "send" }
            from result in new[] { "accepted 512", "refused 512" }
            select (endpoint, origin, result))
        {
            await log.AppendAsync(Entry("3105550142", result) with { EndpointId = endpoint, Origin = origin }, Token);
        }

        await AssertTotalAsync(4, new() { EndpointId = "crm" });
        await AssertTotalAsync(6, new() { Origin = "send" });
        await AssertTotalAsync(2, new() { EndpointId = "crm ", Origin = "Send" });
        await AssertTotalAsync(1, new() { EndpointId = "CRM", Origin = "send", Search = "Accepted" });
        await AssertTotalAsync(2, new() { EndpointId = "CRM", Origin = "send", Search = "512" });
        await AssertTotalAsync(2, new() { EndpointId = "crm", Origin = "send", Search = "(310) 555" });
        await AssertTotalAsync(2, new() { EndpointId = "crm", Origin = "send", Search = "2" });
        await AssertTotalAsync(0, new() { EndpointId = "crm", Origin = "SEND" });

        async Task AssertTotalAsync(int expected, ConnectLogQuery query)
        {
            ConnectLogPage page = await log.QueryAsync(query, Token);
            Assert.Equal((query, expected, expected), (query, (int)page.Total, page.Entries.Count));
            Assert.All(page.Entries, e => Assert.True(query.Matches(e)));
        }
    }

    [Fact]
    public async Task QueryAsync_RandomQueries_AreAnsweredAsDocumented()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider provider = database.Open(stores: o => o.LogFlushesToDisk = false);
        await LogOracle.CheckAsync(provider.GetRequiredService<IConnectLogStore>(), Token);
    }

    [Fact]
    public async Task QueryAsync_OneEntryOfTheDayAmongLaterOnes_IsFoundWithTheOthers()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider provider = database.Open();
        IConnectLogStore log = provider.GetRequiredService<IConnectLogStore>();
        DateTimeOffset old = new(2026, 3, 10, 20, 0, 0, TimeSpan.Zero);
        int[] ages = [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 6_000), 0, .. Enumerable.Repeat(1, 5)];
        long[] ids = await Task.WhenAll(ages.Select((age, n) => log.AppendAsync(Entry("3105550142", $"accepted {n}") with { Timestamp = old.AddDays(age) }, Token).AsTask()));
        long[] expected = [.. ids.Where((_, n) => ages[n] == 0).OrderDescending()];
        ConnectLogQuery query = new() { From = new(2026, 3, 10), To = new(2026, 3, 10), PageSize = 8 };

        foreach (ConnectLogQuery asked in new[] { query, query with { Search = "accepted" }, query with { EndpointId = "crm", Search = "555-0142" }, query with { Origin = "Send" } })
        {
            for (int page = 1; page <= 4; page++)
            {
                ConnectLogPage seen = await log.QueryAsync(asked with { Page = page }, Token);
                Assert.Equal((21, true), (seen.Total, seen.TotalIsExact));
                Assert.Equal(expected.Skip((page - 1) * 8).Take(8), seen.Entries.Select(e => e.Id));
            }

            Assert.Equal(expected, await log.StreamAsync(asked, Token).Select(e => e.Id).ToArrayAsync(Token));
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ConnectLogEntry Entry(string phone, string result) =>
        new() { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "crm", PrimaryPhone = phone, Result = result };

    /// <summary>All parts that cut no pair of surrogates.</summary>
    private static IEnumerable<string> Parts(string text, int least) =>
        from start in Enumerable.Range(0, text.Length)
        from length in Enumerable.Range(least, Math.Max(0, text.Length - start - least + 1))
        where !char.IsLowSurrogate(text[start]) && !char.IsHighSurrogate(text[start + length - 1])
        select text.Substring(start, length);
}
