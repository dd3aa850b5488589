using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Tests;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>Credentials too short to be told from other text do no harm: what an entry is found by stays whole, in every store.</summary>
public sealed class WeakCredentialTests
{
    private const int Leads = 100;

    // Each turns up within ids, phone numbers and origins of the sends.
    private static readonly string[] Weak = ["1234", "1001", "702", "crm", "batch"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task SendAsync_WeakCredentialsInMemory_DestroyNoId() => RunAsync("memory", _ => { });

    [Fact]
    public async Task SendAsync_WeakCredentialsInSqlite_DestroyNoId()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("canaries-");
        try
        {
            await RunAsync("SQLite", builder => builder.UseSqliteLog($"Data Source={Path.Combine(folder.FullName, "log.db")}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task SendAsync_WeakCredentialsInPostgreSql_DestroyNoId()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await RunAsync("PostgreSQL", builder => builder.UsePostgreSqlLog(server.ConnectionString));
    }

    private static async Task RunAsync(string store, Action<ConvosoConnectBuilder> use)
    {
        await using LoopbackServer receiver = await LoopbackServer.StartAsync(context =>
            context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($$"""{"ok":"taken {{context.Request.Query["n"]}}","pin":"1234","list_id":1001}""")).AsTask());
        var services = new ServiceCollection();
        services.AddLogging();
        use(services.AddConvosoConnect(options => (options.AllowHttp, options.AllowedNetworks) = (true, ["127.0.0.0/8"])));
        await using ServiceProvider engine = services.BuildServiceProvider(validateScopes: true);
        await engine.GetRequiredService<IAdaptorStore>().SaveAsync(CanaryScene.Adaptor, Token);
        IConvosoConnectClient client = engine.GetRequiredService<IConvosoConnectClient>();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        int destroyed = 0;
        int unfound = 0;
        for (int i = 0; i < Leads; i++)
        {
            string weak = Weak[i % Weak.Length];
            string endpointId = $"crm-{weak}-{i}";
            string phone = string.Create(CultureInfo.InvariantCulture, $"702{(i % 2 == 0 ? 1001 : 1234)}{i:000}");
            var lead = new LeadRecord { Id = $"{weak}{i}", Lead = new Dictionary<string, LeadValue> { ["email"] = "ann@example.com", ["phone_number"] = phone } };
            await engine.GetRequiredService<IEndpointStore>().SaveAsync(Endpoint(receiver.Url, endpointId, i), Token);
            string origin = $"batch 1001-{weak} {i}";
            ConnectResult result = await client.SendAsync(endpointId, lead, new SendOptions { Origin = origin }, Token);
            ConnectLogEntry entry = (await log.GetAsync(result.LogId!.Value, Token))!;
            destroyed += new[] { (endpointId, entry.EndpointId), ($"CRM {i} batch 1234", entry.EndpointName),
                (lead.Id, entry.LeadId), (phone, entry.PrimaryPhone), (origin, entry.Origin) }
                .Count(pair => pair.Item1 != pair.Item2);
            unfound += await UnfoundAsync(log, entry.Id,
                [new() { EndpointId = endpointId }, new() { Origin = origin }, new() { Search = phone }, new() { Search = $"taken 1001-{i}." }]);

            // They are masked where they are credentials.
            Assert.Contains("pin=***&list_id=***&area=***&kind=***&group=***", entry.InputData!.Url, StringComparison.Ordinal);
            Assert.Contains("\"pin\":\"***\",\"list_id\":***", entry.ResponseBody, StringComparison.Ordinal);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{store}: {Leads} entries, {5 * Leads} ids, {destroyed} destroyed; {4 * Leads} searches by them, {unfound} without their entry");
        Assert.Equal((0, 0), (destroyed, unfound));
    }

    private static ConnectEndpoint Endpoint(string url, string id, int number) => new()
    {
        Id = id,
        Name = $"CRM {number} batch 1234",
        ApiUrl = $"{url}/leads?n=1001-{number}.",
        ApiAuthentication = "pin=1234&list_id=1001&area=702&kind=crm&group=batch",
        AuthorizationHeader = "X-Pin: 1234",
        PostDataType = "JSON",
        ResponseKey = "ok",
        AdaptorId = "map",
    };

    /// <summary>How many queries do not give just this entry.</summary>
    private static async Task<int> UnfoundAsync(IConnectLogStore log, long id, ConnectLogQuery[] queries)
    {
        int unfound = 0;
        foreach (ConnectLogQuery query in queries)
        {
            ConnectLogPage page = await log.QueryAsync(query, Token);
            unfound += page.Entries.Count == 1 && page.Entries[0].Id == id ? 0 : 1;
        }

        return unfound;
    }
}
