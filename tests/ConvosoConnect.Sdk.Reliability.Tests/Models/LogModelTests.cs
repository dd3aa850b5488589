using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Reliability.Tests.Models;

/// <summary>Random appends and queries of a log give what a plain list gives.</summary>
public sealed class LogModelTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero);

    private static readonly string[] Texts = ["", "ok", "OK 100%", "a_b", "\"quoted\"", "Straße", "%", "'; --", "é", "ok ok"];
    private static readonly string[] Phones = ["", "3105550142", "(310) 555-0142", "+1 702 555 0100", "555"];
    private static readonly string?[] Searches = [null, "", "ok", "%", "_", "\"", "555-0142", "310", "ß", "É", "--", "100%", "nothing"];

    private static readonly Gen<ConnectLogEntry> Entry = Gen.Select(
        Gen.Int[0, Texts.Length - 1], Gen.Int[0, Phones.Length - 1], Gen.Int[0, 2], Gen.Int[0, 2_880], (text, phone, endpoint, minutes) => new ConnectLogEntry
        {
            Timestamp = Start.AddMinutes(minutes),
            EndpointId = $"e{endpoint}",
            EndpointName = "CRM",
            LeadId = "l",
            PrimaryPhone = Phones[phone],
            Result = Texts[text].Length == 0 ? null : Texts[text],
            Origin = endpoint == 0 ? "Send" : "Test",
        });

    private static readonly Gen<ConnectLogQuery> Query = Gen.Select(
        Gen.Int[0, Searches.Length - 1], Gen.Int[-1, 3], Gen.Int[-1, 3], Gen.Int[-1, 2], Gen.Int[0, 40], Gen.Int[1, 2],
        (search, from, to, endpoint, before, page) => new ConnectLogQuery
        {
            Search = Searches[search],
            From = from < 0 ? null : new DateOnly(2026, 10, 31).AddDays(from),
            To = to < from || to < 0 ? null : new DateOnly(2026, 10, 31).AddDays(to),
            EndpointId = endpoint < 0 ? null : $"e{endpoint}",
            Before = before == 0 ? null : before,
            Page = before == 0 ? page : 1,
        });

    private static readonly Gen<(ConnectLogEntry[] Entries, ConnectLogQuery[] Queries)[]> Rounds = Gen.Select(Entry.Array[0, 12], Query.Array[1, 6]).Array[1, 4];

    [Theory]
    [InlineData("memory")]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public Task RandomAppendsAndQueries_AgreeWithTheModel(string store) => FreshStore.SampleAsync(store, Rounds, RunAsync);

    private static async Task RunAsync(IServiceProvider engine, (ConnectLogEntry[] Entries, ConnectLogQuery[] Queries)[] rounds)
    {
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        var model = new List<ConnectLogEntry>();
        foreach ((ConnectLogEntry[] entries, ConnectLogQuery[] queries) in rounds)
        {
            foreach (ConnectLogEntry entry in entries)
            {
                long id = await log.AppendAsync(entry);
                Assert.True(model.Count == 0 || id > model[^1].Id, "Ids ascend.");
                model.Add(entry with { Id = id });
                Assert.Equal(model[^1].Result, (await log.GetAsync(id))!.Result);
            }

            foreach (ConnectLogQuery query in queries)
            {
                long[] kept = [.. model.Where(entry => Keeps(query, entry)).Select(entry => entry.Id).Reverse()];
                ConnectLogPage page = await log.QueryAsync(query);
                Assert.Equal(kept.Skip((query.Page - 1) * query.PageSize).Take(query.PageSize), page.Entries.Select(entry => entry.Id));
                Assert.Equal((kept.Length, true), (page.Total, page.TotalIsExact));
                var streamed = new List<long>();
                await foreach (ConnectLogEntry entry in log.StreamAsync(query))
                {
                    streamed.Add(entry.Id);
                }

                Assert.Equal(kept, streamed);
            }
        }
    }

    /// <summary>The rules of a query, written down a second time.</summary>
    private static bool Keeps(ConnectLogQuery query, ConnectLogEntry entry)
    {
        DateOnly day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(entry.Timestamp, TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles")).DateTime);
        string digits = Digits(query.Search);
        bool isPhone = digits.Length >= 3 && query.Search!.All(c => char.IsAsciiDigit(c) || "+-() .".Contains(c, StringComparison.Ordinal));
        return (query.From is null || day >= query.From)
            && (query.To is null || day <= query.To)
            && (query.EndpointId is null || entry.EndpointId == query.EndpointId)
            && (query.Before is null || entry.Id < query.Before)
            && (string.IsNullOrWhiteSpace(query.Search)
                || (isPhone && Digits(entry.PrimaryPhone).Contains(digits, StringComparison.Ordinal))
                || entry.Result?.Contains(query.Search, StringComparison.OrdinalIgnoreCase) == true);
    }

    private static string Digits(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));
}
