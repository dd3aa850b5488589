using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Load;

internal static class Contenders
{
    /// <summary>A bare client first, then the same job by hand, then the engine with each store.</summary>
    public static async Task<IReadOnlyList<IContender>> CreateAsync(string url, string folder) =>
    [
        new BareClient(url),
        new HandWrittenClient(url),
        await MemoryAsync(url),
        await SqliteAsync(url, folder),
        await PostgreSqlAsync(url),
    ];

    public static Task<EngineClient> MemoryAsync(string url) => EngineClient.CreateAsync("SendAsync, log in memory", url, _ => { }, () => default);

    public static Task<EngineClient> SqliteAsync(string url, string folder)
    {
        string file = Path.Combine(folder, $"convoso-connect-load-{Guid.NewGuid():N}.db");
        return EngineClient.CreateAsync("SendAsync, log in SQLite, durable", url, b => b.UseSqlite($"Data Source={file}"), () =>
        {
            foreach (string part in Directory.GetFiles(folder, Path.GetFileName(file) + "*"))
            {
                File.Delete(part);
            }

            return default;
        });
    }

    public static async Task<EngineClient> PostgreSqlAsync(string url)
    {
        PostgresServer server = await PostgresServer.StartNewAsync();
        return await EngineClient.CreateAsync("SendAsync, log in PostgreSQL, durable", url, b => b.UsePostgreSql(server.ConnectionString), server.DisposeAsync);
    }
}
