using System.Diagnostics;
using System.Globalization;
using ConvosoConnect.Sdk.Benchmarks;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>How long an append or a save takes at worst beside something else that writes: a purge, many senders, other processes.</summary>
internal static class Stalls
{
    private const int Senders = 32;
    private const int Processes = 4;
    private const int Saves = 300;

    private static readonly DateTimeOffset Recent = Entries.First.AddDays(500);

    /// <summary>Measures all three, or the processes alone where nothing is to be purged.</summary>
    public static async Task<string> MeasureAsync(string provider, long purged, Arguments arguments)
    {
        await using Host host = provider == SqliteHost.Key ? new SqliteHost(arguments.Folder, purged, false) : await PostgreSqlHost.StartAsync(arguments.Folder, purged, false);
        Console.Error.WriteLine($"{host.Version}, load {Machine.Load}, commit {Machine.Commit}");
        var lines = new List<string> { $"## {host.Version}, {purged:N0} entries purged, commit {Machine.Commit}, load {Machine.Load}", "" };
        await using (ServiceProvider filling = host.Open(flushesToDisk: false))
        {
            await Appending.FillAsync(Log(filling), new Entries(purged), 0);
        }

        await host.SettleAsync();
        if (purged > 0)
        {
            lines.Add(await PurgeAsync(host, purged));
            lines.Add(await SaveAsync(host));
        }

        lines.AddRange(await ShareAsync(provider, host, arguments.Seconds));
        return string.Join('\n', lines);
    }

    /// <summary>Appends as one of several processes; prints how many, and the slowest in milliseconds.</summary>
    public static async Task AppendAsync(string provider, string connectionString, double seconds)
    {
        await using ServiceProvider services = Host.Open(b => _ = provider == SqliteHost.Key ? b.UseSqlite(connectionString) : b.UsePostgreSql(connectionString), true);
        await Log(services).AppendAsync(Made(0));
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadLineAsync();
        List<double> times = await SendAsync(Log(services), () => Task.Delay(TimeSpan.FromSeconds(seconds)));
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{times.Count} {times[^1]:0.0}"));
    }

    private static async Task<string> PurgeAsync(Host host, long purged)
    {
        await using ServiceProvider services = host.Open(flushesToDisk: true);
        double seconds = 0;
        List<double> times = await SendAsync(Log(services), async () =>
        {
            long start = Stopwatch.GetTimestamp();
            long deleted = await services.GetRequiredService<IConnectLogRetention>().PurgeAsync(Recent.AddDays(-1));
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (deleted != purged)
            {
                throw new InvalidOperationException($"{deleted} entries were purged, not {purged}.");
            }
        });
        return Line($"purge beside {Senders} senders: {seconds:0.0} s, {times.Count / seconds:N0} appends/s; an append", times);
    }

    private static async Task<string> SaveAsync(Host host)
    {
        await using ServiceProvider services = host.Open(flushesToDisk: true);
        IEndpointStore endpoints = services.GetRequiredService<IEndpointStore>();
        var times = new List<double>();
        List<double> appends = await SendAsync(Log(services), async () =>
        {
            for (int n = 0; n < Saves; n++)
            {
                long start = Stopwatch.GetTimestamp();
                await endpoints.SaveAsync(new ConnectEndpoint { Name = $"E{n}", ApiUrl = "https://crm.example.com/", RequestMethod = RequestMethod.Get });
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        });
        times.Sort();
        return $"{Line($"save beside {Senders} senders", times)}\n{Line("append beside these saves", appends)}";
    }

    private static async Task<List<string>> ShareAsync(string provider, Host host, double seconds)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [.. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? (string[])["exec", Environment.GetCommandLineArgs()[0]] : [],
                "--provider", provider, "--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--append-to", host.ConnectionString])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process[] processes = [.. Enumerable.Range(0, Processes).Select(_ => Process.Start(start)!)];
        foreach (Process process in processes)
        {
            await process.StandardOutput.ReadLineAsync();
        }

        foreach (Process process in processes)
        {
            await process.StandardInput.WriteLineAsync();
        }

        var found = new List<(int Count, double Slowest)>();
        foreach (Process process in processes)
        {
            string[] parts = (await process.StandardOutput.ReadToEndAsync()).Trim().Split(' ');
            found.Add((int.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)));
            await process.WaitForExitAsync();
            process.Dispose();
        }

        return
        [
            FormattableString.Invariant($"- {Processes} processes x {Senders} senders: {found.Sum(f => f.Count) / seconds:N0} appends/s together; "),
            FormattableString.Invariant($"  appends by process {string.Join(", ", found.Select(f => f.Count))}; slowest append by process {string.Join(", ", found.Select(f => $"{f.Slowest:0}"))} ms"),
        ];
    }

    /// <summary>Lets senders append, one entry after the other each, until the work beside it is done; gives the times in order.</summary>
    private static async Task<List<double>> SendAsync(IConnectLogStore log, Func<Task> beside)
    {
        ConnectLogEntry[] made = [.. Enumerable.Range(0, 20_000).Select(Made)];
        int next = 0;
        bool isOver = false;
        Task<List<double>>[] sending = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            while (!Volatile.Read(ref isOver))
            {
                long start = Stopwatch.GetTimestamp();
                await log.AppendAsync(made[Interlocked.Increment(ref next) % made.Length]);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return times;
        }))];
        try
        {
            await beside();
        }
        finally
        {
            Volatile.Write(ref isOver, true);
        }

        return [.. (await Task.WhenAll(sending)).SelectMany(times => times).Order()];
    }

    private static ConnectLogEntry Made(int n) => new Entries(1_000_000).Make(n) with { Timestamp = Recent };

    private static string Line(string what, List<double> times) => FormattableString.Invariant(
        $"- {what}: median {times[times.Count / 2]:0.0} ms, p99 {times[(int)(times.Count * 0.99)]:0.0} ms, longest {times[^1]:0} ms ({times.Count} times)");

    private static IConnectLogStore Log(ServiceProvider services) => services.GetRequiredService<IConnectLogStore>();
}
