using System.Diagnostics;
using System.Globalization;
using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Whether reading stays quick in a long log.</summary>
internal static class ScaleCases
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int MostTimes = 20;
    private const int Tries = 9;

    // Below this a clock and a busy machine tell more than the store.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(0.5);

    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        new("LogStore.ScalePages", "With 100,000 entries a page takes at most twenty times as long as with 1,000: the first, one of an endpoint, and one found by a phone number.", PagesAsync),
    ];

    private static async Task PagesAsync(IConnectLogStore store, CancellationToken token)
    {
        (string Name, ConnectLogQuery Query)[] pages =
        [
            ("the first page", new()), ("a page of an endpoint", new() { EndpointId = "e7" }), ("a page by phone number", new() { Search = "3105550042" }),
            ("a page by cursor", new() { Before = 500 }),
        ];
        await AppendAsync(store, 0, Few, token).ConfigureAwait(false);
        var few = new Dictionary<string, TimeSpan>();
        foreach ((string name, ConnectLogQuery query) in pages)
        {
            few[name] = await TimeAsync(store, query, token).ConfigureAwait(false);
        }

        await AppendAsync(store, Few, Many, token).ConfigureAwait(false);
        foreach ((string name, ConnectLogQuery query) in pages)
        {
            TimeSpan most = MostTimes * (few[name] > Least ? few[name] : Least);
            TimeSpan taken = await TimeAsync(store, query, token).ConfigureAwait(false);
            Check.That(taken <= most, $"{Text(most)} at most for {name} with {Many} entries, after {Text(few[name])} with {Few}", Text(taken));
        }
    }

    /// <summary>The middle one of several times.</summary>
    private static async Task<TimeSpan> TimeAsync(IConnectLogStore store, ConnectLogQuery query, CancellationToken token)
    {
        var times = new List<TimeSpan>();
        for (int i = 0; i <= Tries; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await store.QueryAsync(query, token).ConfigureAwait(false);
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        return times.Skip(1).Order().ElementAt(Tries / 2);
    }

    private static Task AppendAsync(IConnectLogStore store, int from, int until, CancellationToken token) => Parallel.ForAsync(
        from,
        until,
        new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = token },
        async (n, stop) => await store.AppendAsync(
            LogCase.Entry($"result {n}", $"310555{n % 10_000:0000}") with { EndpointId = $"e{n % 50}", LeadId = $"{n}", Timestamp = LogCase.Noon.AddSeconds(n) }, stop).ConfigureAwait(false));

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");
}
