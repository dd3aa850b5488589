using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Load;

internal static class Contenders
{
    /// <summary>
    /// A bare client first, then the same job by hand and the engine with its log in memory; then for each database the engine with its own store, the engine with a
    /// hand-written log in place of the store, and all of it by hand.
    /// </summary>
    public static async Task<IReadOnlyList<IContender>> CreateAsync(string url, string folder) =>
    [
        new BareClient(url),
        new HandWrittenClient(url),
        await MemoryAsync(url),
        await SqliteAsync(url, folder),
        await SqliteByHandAsync(url, folder),
        AllSqliteByHand(url, folder),
        await PostgreSqlAsync(url),
        await PostgreSqlByHandAsync(url),
        await AllPostgreSqlByHandAsync(url),
    ];

    public static Task<EngineClient> MemoryAsync(string url) => EngineClient.CreateAsync("SendAsync, log in memory", url, _ => { }, () => default);

    public static Task<EngineClient> SqliteAsync(string url, string folder)
    {
        string file = NewFile(folder);
        return EngineClient.CreateAsync("SendAsync, log in SQLite, durable", url, b => b.UseSqlite($"Data Source={file}"), () => Delete(file));
    }

    public static async Task<EngineClient> PostgreSqlAsync(string url)
    {
        PostgresServer server = await PostgresServer.StartNewAsync();
        return await EngineClient.CreateAsync("SendAsync, log in PostgreSQL, durable", url, b => b.UsePostgreSql(server.ConnectionString), server.DisposeAsync);
    }

    private static Task<EngineClient> SqliteByHandAsync(string url, string folder)
    {
        string file = NewFile(folder);
        return EngineClient.CreateAsync(
            "SendAsync, hand-written log in SQLite", url, b => b.Services.AddSingleton<IConnectLogStore>(_ => new HandWrittenSqliteLog(file)), () => Delete(file));
    }

    private static HandWrittenClient AllSqliteByHand(string url, string folder)
    {
        string file = NewFile(folder);
        return new HandWrittenClient(url, "Hand-written, log in SQLite", new HandWrittenSqliteLog(file), () => Delete(file));
    }

    private static async Task<EngineClient> PostgreSqlByHandAsync(string url)
    {
        PostgresServer server = await PostgresServer.StartNewAsync();
        HandWrittenPostgreSqlLog log = await HandWrittenPostgreSqlLog.CreateAsync(server.ConnectionString);
        return await EngineClient.CreateAsync("SendAsync, hand-written log in PostgreSQL", url, b => b.Services.AddSingleton<IConnectLogStore>(_ => log), server.DisposeAsync);
    }

    private static async Task<HandWrittenClient> AllPostgreSqlByHandAsync(string url)
    {
        PostgresServer server = await PostgresServer.StartNewAsync();
        return new HandWrittenClient(url, "Hand-written, log in PostgreSQL", await HandWrittenPostgreSqlLog.CreateAsync(server.ConnectionString), server.DisposeAsync);
    }

    private static string NewFile(string folder) => Path.Combine(folder, $"convoso-connect-load-{Guid.NewGuid():N}.db");

    private static ValueTask Delete(string file)
    {
        foreach (string part in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*"))
        {
            File.Delete(part);
        }

        return default;
    }
}
