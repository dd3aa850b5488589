using System.Diagnostics;
using System.Globalization;
using ConvosoConnect.Sdk.Benchmarks.Work;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Benchmarks.Runs;

/// <summary>What the first send costs, each time in a new process, and what ten thousand endpoints cost.</summary>
internal static class ColdStart
{
    public const string Child = "--cold-child";

    private const int Many = 10_000;
    private const int Processes = 5;
    private const double FlatGoal = 1.1;

    public static string Markdown()
    {
        string text = Report.Head("Cold start and ten thousand endpoints", $"Medians of {Processes} processes each.")
            + "\n| | 1 endpoint | 10,000 endpoints |\n|---|--:|--:|\n";
        double[][] one = [.. Enumerable.Range(0, Processes).Select(_ => RunChild(1))];
        double[][] many = [.. Enumerable.Range(0, Processes).Select(_ => RunChild(Many))];
        string[] names =
        [
            "`AddConvosoConnect` to the first request out, saving of the endpoints left out (ms)", "saving the endpoints (ms)", "the first send (ms)",
            "the second send, to another endpoint where there is one (ms)", "memory of the endpoints (KB)", "memory of their compiled forms (KB)",
        ];
        for (int i = 0; i < names.Length; i++)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"| {names[i]} | {Median(one, i):N2} | {Median(many, i):N2} |\n");
        }

        return text + Flatness();
    }

    /// <summary>In a process of its own: prints the figures of one start.</summary>
    public static void RunHere(int count)
    {
        long start = Stopwatch.GetTimestamp();
        var handler = new NoNetworkHandler();
        ServiceProvider services = EngineHost.Services(handler);
        var client = services.GetRequiredService<IConvosoConnectClient>();
        double before = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        long bytes = GC.GetTotalMemory(forceFullCollection: true);
        start = Stopwatch.GetTimestamp();
        string[] ids = Save(services, count);
        double saving = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double endpoints = (GC.GetTotalMemory(forceFullCollection: true) - bytes) / 1024.0;
        start = Stopwatch.GetTimestamp();
        handler.Taken = 0;
        Send(client, ids[0]);
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double firstOut = Stopwatch.GetElapsedTime(start, handler.Taken).TotalMilliseconds;
        start = Stopwatch.GetTimestamp();
        Send(client, ids[^1]);
        double second = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        bytes = GC.GetTotalMemory(forceFullCollection: true);
        foreach (string id in ids)
        {
            services.GetRequiredService<PlanCompiler>().Get(
                services.GetRequiredService<IEndpointStore>().GetAsync(id).AsTask().GetAwaiter().GetResult()!,
                services.GetRequiredService<IAdaptorStore>().GetAsync(Workload.Typical.Adaptor.Id).AsTask().GetAwaiter().GetResult(),
                services.GetRequiredService<SendSettingsHolder>().Current);
        }

        double plans = (GC.GetTotalMemory(forceFullCollection: true) - bytes) / 1024.0;
        Console.WriteLine(string.Join(' ', new[] { before + firstOut, saving, first, second, endpoints, plans }.Select(v => v.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>The send among many endpoints: always the same one, and each in turn.</summary>
    private static string Flatness()
    {
        Job[] jobs = [Sender("to the one there is", 1, 1), Sender("to one of 10,000", Many, 1), Sender("to 10,000 in turn", Many, Many)];
        IReadOnlyList<Figure> figures = Rounds.Measure(jobs, 41);
        string text = "\n## Send time, medians of rounds\n\n| | time | ratio | goal |\n|---|--:|--:|--:|\n";
        foreach (Figure figure in figures)
        {
            double ratio = figure.Nanoseconds / figures[0].Nanoseconds;
            text += string.Create(
                CultureInfo.InvariantCulture,
                $"| {figure.Contender} | {figure.Nanoseconds / 1000:0.00} µs | {ratio:0.00}{(ratio > FlatGoal ? " ✗" : "")} | ≤ {FlatGoal} |\n");
        }

        return text;
    }

    private static Job Sender(string name, int count, int used)
    {
        ServiceProvider services = EngineHost.Services(new NoNetworkHandler());
        var client = services.GetRequiredService<IConvosoConnectClient>();
        string[] ids = [.. Save(services, count).Take(used)];
        foreach (string id in ids)
        {
            Send(client, id);
        }

        int next = 0;
        return new Job("Send among many endpoints", name, () => Send(client, ids[next = (next + 1) % ids.Length]), () => null);
    }

    private static string[] Save(ServiceProvider services, int count)
    {
        var endpoints = services.GetRequiredService<IEndpointStore>();
        services.GetRequiredService<IAdaptorStore>().SaveAsync(Workload.Typical.Adaptor).AsTask().GetAwaiter().GetResult();
        string[] ids = [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"endpoint-{i}"))];
        foreach (string id in ids)
        {
            endpoints.SaveAsync(Format.Json.Endpoint with { Id = id, AdaptorId = Workload.Typical.Adaptor.Id }).AsTask().GetAwaiter().GetResult();
        }

        return ids;
    }

    private static void Send(IConvosoConnectClient client, string id)
    {
        ConnectResult result = client.SendAsync(id, Workload.Typical.Lead).GetAwaiter().GetResult();
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(result.Error.Message);
        }
    }

    private static double[] RunChild(int count)
    {
        string program = Environment.ProcessPath!;
        string[] arguments = [Child, count.ToString(CultureInfo.InvariantCulture)];
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        using Process child = Process.Start(new ProcessStartInfo(program, isHost ? [typeof(ColdStart).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
        })!;
        string line = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return [.. line.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
    }

    private static double Median(double[][] runs, int column) => runs.Select(r => r[column]).Order().ElementAt(runs.Length / 2);
}
