using ConvosoConnect.Sdk.Relational;
using ConvosoConnect.Sdk.Tests;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Reliability.Tests.Models;

/// <summary>Gives each random sequence a store of its own, empty at first: memory, a file of SQLite or a schema of one PostgreSQL server.</summary>
internal static class FreshStore
{
    private const int InMemory = 150;
    private const int InDatabase = 50;

    public static async Task SampleAsync<T>(string store, Gen<T> sequences, Func<IServiceProvider, T, Task> run)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("models-");
        await using PostgresServer? server = store == "PostgreSQL" ? await PostgresServer.StartNewAsync() : null;
        int made = 0;
        sequences.Sample(
            sequence => RunAsync(
                builder =>
                {
                    string name = $"model_{Interlocked.Increment(ref made)}";
                    _ = store switch
                    {
                        "memory" => builder,
                        "SQLite" => builder.UseSqlite($"Data Source={Path.Combine(folder.FullName, name)}.db;Pooling=False"),
                        "PostgreSQL" => builder.UsePostgreSql(server!.ConnectionString, options => options.Schema = name),
                        _ => throw new ArgumentOutOfRangeException(nameof(store), store, "There is no such store."),
                    };
                },
                engine => run(engine, sequence)).GetAwaiter().GetResult(),
            iter: store == "memory" ? InMemory : InDatabase,
            threads: 1);
        folder.Delete(recursive: true);
    }

    private static async Task RunAsync(Action<ConvosoConnectBuilder> use, Func<IServiceProvider, Task> run)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        use(services.AddConvosoConnect());
        services.Configure<RelationalStoreOptions>(options => options.LogFlushesToDisk = false);
        await using ServiceProvider engine = services.BuildServiceProvider();
        await run(engine);
    }
}
