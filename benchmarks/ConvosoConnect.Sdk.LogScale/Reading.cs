using System.Diagnostics;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>The reads of the log that are timed. Each time another phone number, result, day or place is asked for.</summary>
internal sealed class Reading(IConnectLogStore log, IConnectLogStatistics statistics, Entries entries, double seconds)
{
    private const int Warm = 5;
    private const int Least = 5;
    private const int Most = 40;
    private const long Exported = 200_000;

    private readonly Random _random = new(7);

    /// <summary>A time in the middle of the log's, at which the last entry is dated.</summary>
    public static DateTimeOffset Far { get; } = Entries.First.AddDays(100.5);

    private static TimeZoneInfo Kathmandu { get; } = TimeZoneInfo.CreateCustomTimeZone("Asia/Kathmandu", new(5, 45, 0), null, null);

    private static DateOnly FarDay { get; } = DateOnly.FromDateTime(Far.UtcDateTime);

    public async Task<List<Measure>> AllAsync()
    {
        long size = entries.Size;
        int pages = (int)(size / 20);
        return
        [
            await TimeAsync("First page", Goals.FirstPage, () => new ConnectLogQuery()),
            await TimeAsync("Page by phone, whole number", Goals.Search, () => new() { Search = Entries.PhoneOf(Any()) }),
            await TimeAsync("Page by phone, last 7 digits", Goals.Search, () => new() { Search = Entries.PhoneOf(Any())[3..] }),
            await TimeAsync("Page by phone, first 6 digits", Goals.Search, () => new() { Search = Entries.PhoneOf(Any())[..6] }),
            await TimeAsync("Page by phone, unknown number", Goals.Search, () => new() { Search = $"100{_random.Next(1000000, 9999999)}" }),
            await TimeAsync("Page by result, 1 entry", Goals.Search, () => new() { Search = Entries.RareResultFrom(Any()) }),
            await TimeAsync("Page by result, 1 % of entries", Goals.Search, () => new() { Search = $"missing field {_random.Next(10)}" }),
            await TimeAsync("Page by result, 30 % of entries", Goals.Search, () => new() { Search = "success" }),
            await TimeAsync("Page by result, letters of 30 % in another order", Goals.Search, () => new() { Search = "CESSUC" }),
            await TimeAsync("Page by result, 200 letters", Goals.Search, () => new() { Search = string.Concat(Enumerable.Repeat("SUCCESS ", 25)) }),
            await TimeAsync("Page by result, one character of none", null, () => new() { Search = "%" }),
            await TimeAsync("Page 500 by result, 30 % of entries", Goals.Search, () => new() { Search = "success", Page = 500 }),
            await TimeAsync("First page of a day with an entry from afar", Goals.FirstPage, () => new() { From = FarDay, To = FarDay }),
            await TimeAsync("First page of a month", null, () => Month(Entries.First.AddDays(_random.Next(330)))),
            await TimeAsync("First page of an endpoint", null, () => new() { EndpointId = Entries.EndpointId(_random.Next(20)) }),
            await TimeAsync("Page of an endpoint, a month, by phone", null, () =>
                Month(Entries.First.AddDays(_random.Next(330))) with { EndpointId = Entries.EndpointId(3), Search = Entries.PhoneOf(Any())[3..] }),
            await TimeAsync("Middle page by number", Goals.FirstPage, () => new() { Page = Math.Max(1, (pages / 2) - _random.Next(100)) }),
            await TimeAsync("Last page by number", Goals.FirstPage, () => new() { Page = pages - _random.Next(5) }),
            await TimeAsync("Middle page by cursor (Before)", Goals.FirstPage, () => new() { Before = (size / 2) + _random.Next(100) }),
            await TimeAsync("One entry by id", null, async () => Need(await log.GetAsync(1 + Any()) is not null)),
            .. await FiltersAsync(),
        ];
    }

    private async Task<List<Measure>> FiltersAsync() =>
    [
        await TimeAsync("First page of a day in Kathmandu", Goals.FirstPage, () =>
            Month(Entries.First.AddDays(_random.Next(330))) is var month ? month with { To = month.From, TimeZone = Kathmandu } : null!),
        await TimeAsync("First page of failures, 10 % of entries", Goals.Search, () => new() { Outcome = ConnectLogOutcome.Failed }),
        await TimeAsync("First page of null results, of none", Goals.Search, () => new() { Outcome = ConnectLogOutcome.NullResult }, mayBeEmpty: true),
        await TimeAsync("First page of an error kind, of none", Goals.Search, () => new() { ErrorKind = ConnectErrorKind.Tls }, mayBeEmpty: true),
        await TimeAsync("First page of a status, 10 % of entries", Goals.Search, () => new() { StatusCode = 422 }),
        await TimeAsync("First page of a status, of none", Goals.Search, () => new() { StatusCode = 503 }, mayBeEmpty: true),
        await TimeAsync("First page of a lead", Goals.Search, () => new() { LeadId = entries.Make(Any()).LeadId }),
        await TimeAsync("First page by origin workflow:, 33 % of entries", Goals.Search, () => new() { OriginPrefix = "workflow:" }),
        await TimeAsync("First page by origin workflow:9, of none", Goals.Search, () => new() { OriginPrefix = "workflow:9" }, mayBeEmpty: true),
        await TimeAsync("First page by origin review:, of none", Goals.Search, () => new() { OriginPrefix = "review:" }, mayBeEmpty: true),
        await TimeAsync("First page of what was received, of none", Goals.Search, () => new() { Direction = ConnectLogDirection.In }, mayBeEmpty: true),
        await TimeAsync("Statistics of a day, 20 endpoints", Goals.Search, async () =>
        {
            DateTimeOffset from = Entries.First.AddDays(_random.Next(330));
            int hours = 0;
            await foreach (ConnectLogHour hour in statistics.ReadAsync(from, from.AddDays(1)))
            {
                hours++;
            }

            Need(hours > 0);
        }),
    ];

    public Task<Measure> StreamAsync() => Measure.OfRatesAsync("Export: StreamAsync", Goals.Export, async () =>
    {
        long count = 0;
        await foreach (ConnectLogEntry _ in SomeAsync())
        {
            count++;
        }

        return count;
    });

    public Task<Measure> CsvAsync() => Measure.OfRatesAsync("Export: CSV", Goals.Export, async () =>
    {
        await ConnectLogCsv.WriteAsync(SomeAsync(), Stream.Null);
        return Exported;
    });

    private static ConnectLogQuery Month(DateTimeOffset from)
    {
        DateOnly first = DateOnly.FromDateTime(from.UtcDateTime);
        return new ConnectLogQuery { From = first, To = first.AddDays(29) };
    }

    private static void Need(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("A read did not find what is in the log, so its time means nothing.");
        }
    }

    /// <summary>The log from the newest entry on, a small log several times over.</summary>
    private async IAsyncEnumerable<ConnectLogEntry> SomeAsync()
    {
        for (long count = 0; ;)
        {
            await foreach (ConnectLogEntry entry in log.StreamAsync(new ConnectLogQuery()))
            {
                yield return entry;
                if (++count == Exported)
                {
                    yield break;
                }
            }
        }
    }

    private long Any() => _random.NextInt64(entries.Size - 20);

    private Task<Measure> TimeAsync(string name, double? goal, Func<ConnectLogQuery> query, bool mayBeEmpty = false) => TimeAsync(name, goal, async () =>
    {
        ConnectLogQuery asked = query();
        ConnectLogPage page = await log.QueryAsync(asked);
        Need(page.Entries.Count > 0 || mayBeEmpty || asked.Search?[0] is '1' or '%' or 'C' or 'S' || asked.EndpointId is not null || entries.Size < 100_000);
    });

    private async Task<Measure> TimeAsync(string name, double? goal, Func<Task> read)
    {
        var times = new List<double>(Most);
        long start = Stopwatch.GetTimestamp();
        try
        {
            for (int i = 0; i < Warm; i++)
            {
                start = Stopwatch.GetTimestamp();
                await read();
            }

            for (long begun = Stopwatch.GetTimestamp(); times.Count < Most && (times.Count < Least || Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds);)
            {
                start = Stopwatch.GetTimestamp();
                await read();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        catch (TimeoutException)
        {
            (name, times) = ($"{name}: ended by the driver's time-out", [Stopwatch.GetElapsedTime(start).TotalMilliseconds]);
        }

        times.Sort();
        Measure measure = Measure.OfTimes(name, times, goal);
        Console.Error.WriteLine($"  {name}: {measure.Value:0.00} ms, {measure.P95:0.00} ms, {measure.Best:0.00} ms ({times.Count} times)");
        return measure;
    }
}
