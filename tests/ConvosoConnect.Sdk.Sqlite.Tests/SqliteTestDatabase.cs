using System.Data.Common;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>A SQLite file, seen from both sides.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly SqliteFile _file = new();

    public string Path => _file.Path;

    public override string Prefix => "";

    public override string[] Arguments => ["sqlite", $"Data Source={Path}", ""];

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public override Task<byte[]> DumpAsync()
    {
        byte[] bytes = [.. Read(Path), .. Read($"{Path}-wal")];
        return Task.FromResult(bytes);
    }

    public override async Task CheckAsync(DbConnection connection)
    {
        Assert.Equal("ok", await TextAsync(connection, "PRAGMA integrity_check"));
        await ExecuteAsync(connection, "INSERT INTO connect_log_search (connect_log_search) VALUES ('integrity-check')");
        Assert.Equal(
            await TextAsync(connection, "SELECT count(*) || ' ' || total(id) FROM connect_log"),
            await TextAsync(connection, "SELECT count(*) || ' ' || total(id) FROM connect_log_search_docsize"));
    }

    public override Task RefuseAsync(string origin) => ExecuteAsync(
        $"CREATE TRIGGER refuse BEFORE INSERT ON connect_log WHEN new.origin = '{origin}' BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");

    public override void Use(ConvosoConnectBuilder builder) => builder.UseSqlite($"Data Source={Path}");

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    public static async Task<string> TextAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private static byte[] Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
