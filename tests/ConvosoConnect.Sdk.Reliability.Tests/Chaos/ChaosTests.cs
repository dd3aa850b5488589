using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace ConvosoConnect.Sdk.Reliability.Tests.Chaos;

/// <summary>
/// Many sends at once to a receiver that fails in three of ten cases, with stores that fail in one of a hundred: nothing is lost and nothing counted twice.
/// <c>CONVOSOCONNECT_CHAOS_SENDS</c> sets how many; 5,000 without it.
/// </summary>
[Collection(MeasuredGroup.Name)]
public sealed class ChaosTests
{
    private const int InFlight = 64;
    private const long MostGrowth = 16 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private static readonly Adaptor Adaptor = new() { Id = "map", Name = "Map", Fields = [new FieldMapping { Field = "number", MappedTo = "number" }] };

    private static int Sends =>
        int.TryParse(Environment.GetEnvironmentVariable("CONVOSOCONNECT_CHAOS_SENDS"), CultureInfo.InvariantCulture, out int sends) ? sends : 5_000;

    [Fact]
    public async Task SendAsync_EverythingFailsNowAndThen_EachSendHasOneResultAndOneEntryOrAReportedLogFailure()
    {
        int sends = Sends;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("chaos-");
        await using ChaosReceiver receiver = await ChaosReceiver.StartAsync(sends);
        var outcomes = new Outcome[sends];
        var watch = Stopwatch.StartNew();
        long early;
        long late;
        int[] entries;
        await using (ServiceProvider engine = Build(receiver.Url, Path.Combine(folder.FullName, "log.db")))
        {
            int warm = sends / 5;
            await SendAsync(engine, outcomes, 0, warm);
            early = GC.GetTotalMemory(forceFullCollection: true);
            await SendAsync(engine, outcomes, warm, sends);
            late = GC.GetTotalMemory(forceFullCollection: true);
            watch.Stop();
            entries = await CountEntriesAsync(engine, outcomes);
        }

        folder.Delete(recursive: true);
        TestContext.Current.TestOutputHelper!.WriteLine(Summary(outcomes, watch.Elapsed, late - early));
        for (int number = 0; number < sends; number++)
        {
            Outcome outcome = outcomes[number];
            ChaosFault fault = ChaosPlan.FaultOf(number);
            Assert.True(outcome.IsSet, $"Send {number} has no result.");
            Assert.True(outcome.Kind == ChaosPlan.Expected(fault), $"Send {number}, {fault}: {outcome}");
            Assert.Equal(ChaosPlan.LogThrows(number), outcome.LogFailed);
            Assert.Equal(outcome.LogFailed ? 0 : 1, entries[number]);
            Assert.Equal(fault == ChaosFault.StoreThrows ? 0 : 1, receiver.Seen(number));
        }

        Assert.InRange(late - early, long.MinValue, MostGrowth);
    }

    private static ServiceProvider Build(string url, string file)
    {
        var endpoint = new ConnectEndpoint
        {
            Id = "crm",
            Name = "CRM",
            ApiUrl = url,
            ApiAuthentication = "api_key=k3y-of-the-chaos",
            PostDataType = "JSON",
            ResponseKey = "ok",
            AdaptorId = "map",
            Version = 1,
        };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect(options =>
                (options.AllowHttp, options.AllowedNetworks, options.RequestTimeout, options.LogTimeout) = (true, ["127.0.0.0/8"], Limit, TimeSpan.FromMinutes(1)))
            .UseSqliteLog($"Data Source={file}");
        ServiceDescriptor log = services.Single(d => d.ServiceType == typeof(IConnectLogStore));
        services.Replace(ServiceDescriptor.Singleton<IConnectLogStore>(provider => new ChaosLog((IConnectLogStore)log.ImplementationFactory!(provider))));
        services.Replace(ServiceDescriptor.Singleton<IEndpointStore>(new ChaosEndpoints(endpoint)));
        return services.BuildServiceProvider();
    }

    private static async Task SendAsync(ServiceProvider engine, Outcome[] outcomes, int from, int to)
    {
        IAdaptorStore adaptors = engine.GetRequiredService<IAdaptorStore>();
        if (await adaptors.GetAsync("map") is null)
        {
            await adaptors.SaveAsync(Adaptor);
        }

        IConvosoConnectClient client = engine.GetRequiredService<IConvosoConnectClient>();
        int next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            for (int number = Interlocked.Increment(ref next); number < to; number = Interlocked.Increment(ref next))
            {
                string id = number.ToString(CultureInfo.InvariantCulture);
                var lead = new LeadRecord { Id = id, Lead = new Dictionary<string, LeadValue> { ["number"] = id } };
                ConnectResult result = await client.SendAsync($"crm:{id}", lead);
                Assert.False(outcomes[number].IsSet);
                Assert.True(result.Error is not null || result.Value == $"taken {id}", result.ToString());
                outcomes[number] = new Outcome(IsSet: true, result.Error?.Kind, LogFailed: result.LogError is not null, result.LogId ?? 0);
            }
        })));
    }

    /// <summary>How many entries each lead has; each must be the one that its result names.</summary>
    private static async Task<int[]> CountEntriesAsync(ServiceProvider engine, Outcome[] outcomes)
    {
        int[] entries = new int[outcomes.Length];
        await foreach (ConnectLogEntry entry in engine.GetRequiredService<IConnectLogStore>().StreamAsync(new ConnectLogQuery()))
        {
            int number = int.Parse(entry.LeadId, CultureInfo.InvariantCulture);
            entries[number]++;
            Assert.Equal((outcomes[number].LogId, outcomes[number].Kind), (entry.Id, entry.ErrorKind));
        }

        return entries;
    }

    private static string Summary(Outcome[] outcomes, TimeSpan elapsed, long growth) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outcomes.Length:N0} sends, {InFlight} in flight, {elapsed.TotalSeconds:N1} s; results: "
        + $"{string.Join(", ", outcomes.CountBy(o => o.Kind?.ToString() ?? "succeeded").OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key} {k.Value}"))}; "
        + $"log failures reported: {outcomes.Count(o => o.LogFailed)}; heap grew by {growth:N0} bytes after the first fifth");

    private readonly record struct Outcome(bool IsSet, ConnectErrorKind? Kind, bool LogFailed, long LogId);
}
