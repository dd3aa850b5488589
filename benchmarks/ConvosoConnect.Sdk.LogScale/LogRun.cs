using System.Diagnostics;
using ConvosoConnect.Sdk.Benchmarks;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>Fills a log of one size in one database and measures it.</summary>
internal static class LogRun
{
    public static async Task<LogResult> MeasureAsync(string provider, long size, Arguments arguments)
    {
        await using Host host = provider == SqliteHost.Key ? new SqliteHost(arguments.Folder, size, arguments.Keep) : await PostgreSqlHost.StartAsync(arguments.Folder, size, arguments.Keep);
        var entries = new Entries(size);
        string load = Machine.Load;
        Console.Error.WriteLine($"{host.Version}, {size} entries, load {load}");
        var measures = new List<Measure>();
        await using (ServiceProvider filling = host.Open(flushesToDisk: false))
        {
            long kept = (await Log(filling).QueryAsync(new ConnectLogQuery())).Total;
            if (kept < size)
            {
                measures.Add(Measure.OfRate("Fill, 2,048 appends in flight, not flushed", await Appending.FillAsync(Log(filling), entries, kept), null));
                await Log(filling).AppendAsync(entries.Make(size) with { Timestamp = Reading.Far });
            }
        }

        await host.SettleAsync();
        measures.Add(new Measure("Size of the database", "MB", await host.BytesAsync() / 1e6, null, null));
        await using (ServiceProvider provided = host.Open(flushesToDisk: true))
        {
            var reading = new Reading(Log(provided), provided.GetRequiredService<IConnectLogStatistics>(), entries, arguments.Seconds);
            measures.AddRange(await reading.AllAsync());
            measures.Add(await reading.StreamAsync());
            measures.Add(await reading.CsvAsync());
        }

        if (!arguments.Keep)
        {
            measures.AddRange(await AppendAsync(provider, host, entries, arguments.Seconds));
            measures.Add(await PurgeAsync(host, size));
            measures.Add(await EraseAsync(host, entries));
        }

        return new LogResult(provider, size, host.Version, load, Machine.Commit, measures);
    }

    private static async Task<List<Measure>> AppendAsync(string provider, Host host, Entries entries, double seconds)
    {
        var measures = new List<Measure>();

        // Made beforehand, so that the log alone is measured; used in turn.
        ConnectLogEntry[] made = [.. Enumerable.Range(0, 20_000).Select(n => entries.Make(entries.Size + n))];
        foreach (bool flushes in (bool[])[true, false])
        {
            await using ServiceProvider services = host.Open(flushes);
            await Log(services).AppendAsync(made[0]);
            foreach (int senders in (int[])[1, 16, 128])
            {
                string name = $"Append, {senders} sender{(senders == 1 ? "" : "s")}, {(flushes ? "flushed to disk" : "not flushed")}";
                double? goal = provider == SqliteHost.Key && flushes && senders == 128 ? Goals.AppendSqlite : null;
                measures.Add(await Measure.OfRatesAsync(name, goal, () => Appending.SendAsync(Log(services), made, senders, seconds / 3)));
            }
        }

        return measures;
    }

    /// <summary>Deletes the oldest tenth, a hundred thousand entries at most.</summary>
    private static async Task<Measure> PurgeAsync(Host host, long size)
    {
        await using ServiceProvider services = host.Open(flushesToDisk: true);
        double part = Math.Min(0.1, 100_000.0 / size);
        long start = Stopwatch.GetTimestamp();
        long purged = await services.GetRequiredService<IConnectLogRetention>().PurgeAsync(Entries.First.AddDays(365 * part));
        return Measure.OfRate("Purge", purged / Stopwatch.GetElapsedTime(start).TotalSeconds, null);
    }

    /// <summary>One lead of few entries; on SQLite the index is written anew for it.</summary>
    private static async Task<Measure> EraseAsync(Host host, Entries entries)
    {
        await using ServiceProvider services = host.Open(flushesToDisk: true);
        long start = Stopwatch.GetTimestamp();
        await services.GetRequiredService<IConnectLogRetention>().EraseLeadAsync(entries.Make(entries.Size / 2).LeadId);
        return new Measure("Erase a lead", "s", Stopwatch.GetElapsedTime(start).TotalSeconds, null, null);
    }

    private static IConnectLogStore Log(ServiceProvider services) => services.GetRequiredService<IConnectLogStore>();
}
