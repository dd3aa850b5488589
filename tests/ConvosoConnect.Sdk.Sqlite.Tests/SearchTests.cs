using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>Parts of texts of every length and place: the index must propose each entry that holds them, and only those that do may come back.</summary>
public sealed class SearchTests : IDisposable
{
    private readonly SqliteFile _file = new();

    public static TheoryData<string> Results => ["ERROR MISSING FIELD 3", "id-3fa2b1-0004e2a1", "aaaaaaaaaaaaaaa", "Größe 😀 ungültig \"x\" AND y", "abcabcabcabcabc"];

    [Theory]
    [MemberData(nameof(Results))]
    public async Task Query_EachPartOfAResult_FindsItAlone(string result)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await using ServiceProvider provider = _file.Open();
        IConnectLogStore log = provider.GetRequiredService<IConnectLogStore>();
        long id = await log.AppendAsync(Entry("", result), token);
        await log.AppendAsync(Entry("", "zzz " + new string([.. result.Reverse().Where(char.IsAsciiLetterOrDigit)]) + " zzz"), token);
        foreach (string part in Parts(result, 1).Where(p => !string.IsNullOrWhiteSpace(p)))
        {
            ConnectLogPage page = await log.QueryAsync(new ConnectLogQuery { Search = part.ToUpperInvariant() }, token);
            Assert.Contains(page.Entries, e => e.Id == id);
            Assert.All(page.Entries, e => Assert.Contains(part, e.Result, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Query_EachPartOfAPhone_FindsItAndNotItsReverse()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await using ServiceProvider provider = _file.Open();
        IConnectLogStore log = provider.GetRequiredService<IConnectLogStore>();
        long id = await log.AppendAsync(Entry("+49 (310) 555-0142", "x"), token);
        await log.AppendAsync(Entry("241055501394", "x"), token);
        foreach (string part in Parts("493105550142", 3))
        {
            ConnectLogPage page = await log.QueryAsync(new ConnectLogQuery { Search = part }, token);
            Assert.Contains(page.Entries, e => e.Id == id);
            Assert.All(page.Entries, e => Assert.Contains(part, ConnectLogQuery.PhoneDigits(e.PrimaryPhone), StringComparison.Ordinal));
        }
    }

    public void Dispose() => _file.Dispose();

    private static ConnectLogEntry Entry(string phone, string result) =>
        new() { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "crm", PrimaryPhone = phone, Result = result };

    /// <summary>All parts that cut no pair of surrogates.</summary>
    private static IEnumerable<string> Parts(string text, int least) =>
        from start in Enumerable.Range(0, text.Length)
        from length in Enumerable.Range(least, Math.Max(0, text.Length - start - least + 1))
        where !char.IsLowSurrogate(text[start]) && !char.IsHighSurrogate(text[start + length - 1])
        select text.Substring(start, length);
}
