using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class StoreCopyTests(PostgresFixture postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("convoso-connect-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CopyAsync_SqliteToPostgreSql_MovesEverythingInOrder()
    {
        await using ServiceProvider from = Sqlite();
        await using ServiceProvider to = await postgres.OpenAsync(postgres.NewSchema());
        Adaptor adaptor = await from.GetRequiredService<IAdaptorStore>().SaveAsync(
            new Adaptor { Name = "Ärger", Fields = [new FieldMapping { Field = "email", MappedTo = "email" }] }, Token);
        ConnectEndpoint endpoint = await from.GetRequiredService<IEndpointStore>().SaveAsync(
            new ConnectEndpoint { Id = "crm", Name = "CRM", ApiUrl = "https://crm.example.com/", ApiAuthentication = "key=K", AdaptorId = adaptor.Id }, Token);
        IConnectLogStore log = from.GetRequiredService<IConnectLogStore>();
        await Task.WhenAll(Enumerable.Range(0, 2500).Select(i => log.AppendAsync(Entry(i), Token).AsTask()));
        await from.GetRequiredService<IConnectLogRetention>().PurgeAsync(Entry(100).Timestamp, Token);

        (int Adaptors, int Endpoints, long LogEntries) copied = await StoreCopy.CopyAsync(from, to, Token);

        Assert.Equal((1, 1, 2400), copied);
        Assert.Equal(endpoint with { Version = 0 }, (await to.GetRequiredService<IEndpointStore>().GetAsync("crm", Token))! with { Version = 0 });
        Assert.Equal(adaptor.Fields, (await to.GetRequiredService<IAdaptorStore>().GetAsync(adaptor.Id, Token))!.Fields);
        List<ConnectLogEntry> moved = await ReadAsync(to);
        List<ConnectLogEntry> kept = await ReadAsync(from);
        Assert.Equal(kept.Select(e => e with { Id = 0, InputData = null }), moved.Select(e => e with { Id = 0, InputData = null }));
        Assert.Equal(kept[7].InputData!.Headers, moved[7].InputData!.Headers);
    }

    [Fact]
    public async Task CopyAsync_TargetWithEntries_CopiesNothing()
    {
        await using ServiceProvider from = Sqlite();
        await using ServiceProvider to = await postgres.OpenAsync(postgres.NewSchema());
        await from.GetRequiredService<IAdaptorStore>().SaveAsync(new Adaptor { Name = "A" }, Token);
        await to.GetRequiredService<IConnectLogStore>().AppendAsync(Entry(1), Token);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StoreCopy.CopyAsync(from, to, Token));

        Assert.Contains("Use an empty target", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await to.GetRequiredService<IAdaptorStore>().ListAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task CopyAsync_InterruptedBeforeTheLog_CanBeRepeated()
    {
        await using ServiceProvider from = Sqlite();
        await using ServiceProvider to = await postgres.OpenAsync(postgres.NewSchema());
        await from.GetRequiredService<IAdaptorStore>().SaveAsync(new Adaptor { Id = "a", Name = "A" }, Token);
        await from.GetRequiredService<IConnectLogStore>().AppendAsync(Entry(1), Token);
        await to.GetRequiredService<IAdaptorStore>().SaveAsync(new Adaptor { Id = "a", Name = "Copied before" }, Token);

        Assert.Equal((0, 0, 1), await StoreCopy.CopyAsync(from, to, Token));
        Assert.Equal("Copied before", (await to.GetRequiredService<IAdaptorStore>().GetAsync("a", Token))!.Name);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ConnectLogEntry Entry(int i) => new()
    {
        Timestamp = new DateTimeOffset(2026, 3, 8, 0, 0, 0, TimeSpan.Zero).AddMinutes(i),
        EndpointId = "crm",
        LeadId = $"{i}",
        Result = $"ok {i} \0 😀",
        InputData = new ConnectInputData { Method = "POST", Url = "https://crm.example.com/", Headers = [new("A", "1"), new("A", "2")], Body = "{}" },
    };

    private static async Task<List<ConnectLogEntry>> ReadAsync(ServiceProvider provider)
    {
        var entries = new List<ConnectLogEntry>();
        await foreach (ConnectLogEntry entry in provider.GetRequiredService<IConnectLogStore>().StreamAsync(new ConnectLogQuery(), Token))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private ServiceProvider Sqlite()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect().UseSqlite($"Data Source={Path.Combine(_folder, "connect.db")}");
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
