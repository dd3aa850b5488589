using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConvosoConnect.Sdk.LogScale;

internal sealed class PostgreSqlHost : Host
{
    public const string Key = "postgresql";

    private readonly PostgresServer _server;
    private readonly bool _keep;

    private PostgreSqlHost(PostgresServer server, string version, bool keep) => (_server, Version, _keep) = (server, version, keep);

    public override string Version { get; }

    public override string ConnectionString => _server.ConnectionString;

    public static async Task<PostgreSqlHost> StartAsync(string folder, long size, bool keep)
    {
        PostgresServer server = await PostgresServer.StartAsync(Path.Combine(folder, $"convoso-connect-log-scale-pg-{size}"));
        return new PostgreSqlHost(server, "PostgreSQL " + await AskAsync(server, "SHOW server_version"), keep);
    }

    public override async Task SettleAsync() => await AskAsync(_server, "VACUUM (ANALYZE)");

    public override async Task<long> BytesAsync() => (long)(await AskAsync(_server, "SELECT pg_database_size(current_database())"))!;

    public override ValueTask DisposeAsync() => _keep ? new(_server.StopAndKeepAsync()) : _server.DisposeAsync();

    protected override void Use(ConvosoConnectBuilder builder) => builder.UsePostgreSql(ConnectionString);

    private static async Task<object?> AskAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Command Timeout=0");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Constants of this class.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
