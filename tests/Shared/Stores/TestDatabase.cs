using System.Data.Common;
using System.Globalization;
using ConvosoConnect.Sdk.Relational;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>A database of one test: engines that use it, and a connection to look behind them.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>What stands before a table's name.</summary>
    public abstract string Prefix { get; }

    /// <summary>What the program StoreVictim is told: store, connection string and schema.</summary>
    public abstract string[] Arguments { get; }

    /// <summary>A connection of the test's own.</summary>
    public abstract Task<DbConnection> ConnectAsync();

    /// <summary>Everything that the database holds, as bytes.</summary>
    public abstract Task<byte[]> DumpAsync();

    /// <summary>Fails when something is damaged that only this database has.</summary>
    public abstract Task CheckAsync(DbConnection connection);

    /// <summary>Lets the database refuse each log entry of an origin.</summary>
    public abstract Task RefuseAsync(string origin);

    public abstract void Use(ConvosoConnectBuilder builder);

    public abstract ValueTask DisposeAsync();

    public ServiceProvider Open(
        Action<IServiceCollection>? more = null, Action<ConvosoConnectOptions>? configure = null, Action<RelationalStoreOptions>? stores = null) =>
        StubEngine.Build(Use, more, configure, stores);

    public async Task<long> NumberAsync(string sql)
    {
        await using DbConnection connection = await ConnectAsync();
        return (await NumbersAsync(connection, sql)).Single().Key;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using DbConnection connection = await ConnectAsync();
        await ExecuteAsync(connection, sql);
    }

    public static async Task ExecuteAsync(DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        await using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Fails unless the counts by hour and by block are those of the entries, ids are in order, and nothing is damaged.</summary>
    /// <returns>How many entries there are.</returns>
    public async Task<long> CheckAsync()
    {
        await using DbConnection connection = await ConnectAsync();
        await CheckAsync(connection);
        Dictionary<long, long> entries = await NumbersAsync(connection, $"SELECT id, ticks FROM {Prefix}connect_log");
        Assert.Equal(entries.Keys.Order(), (await NumbersAsync(connection, $"SELECT id FROM {Prefix}connect_log_documents")).Keys.Order());
        Assert.Equal(
            entries.Keys.CountBy(id => id / 4096).OrderBy(b => b.Key).Select(b => (b.Key, (long)b.Value)),
            await CountsAsync(connection, "SELECT block, sum(n) FROM {0}connect_log_blocks GROUP BY block HAVING sum(n) <> 0 ORDER BY block"));
        Assert.Equal(
            entries.Values.CountBy(HourOf).OrderBy(h => h.Key).Select(h => (h.Key, (long)h.Value)),
            await CountsAsync(connection, "SELECT hour, sum(n) FROM {0}connect_log_hours GROUP BY hour HAVING sum(n) <> 0 ORDER BY hour"));
        foreach (var hour in entries.GroupBy(e => HourOf(e.Value)))
        {
            (long low, long high) = (await CountsAsync(
                connection, $"SELECT min(low), max(high) FROM {{0}}connect_log_hours WHERE hour = {hour.Key.ToString(CultureInfo.InvariantCulture)}")).Single();
            Assert.All(hour, e => Assert.InRange(e.Key, low, high));
        }

        return entries.Count;
    }

    private static long HourOf(long ticks) => ticks / TimeSpan.TicksPerHour;

    private static async Task<Dictionary<long, long>> NumbersAsync(DbConnection connection, string sql)
    {
        var numbers = new Dictionary<long, long>();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using DbDataReader row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            numbers.Add(Number(row, 0), row.FieldCount > 1 ? Number(row, 1) : 0);
        }

        return numbers;
    }

    private async Task<IEnumerable<(long, long)>> CountsAsync(DbConnection connection, string sql) =>
        (await NumbersAsync(connection, string.Format(CultureInfo.InvariantCulture, sql, Prefix))).Select(pair => (pair.Key, pair.Value));

    private static long Number(DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);
}
