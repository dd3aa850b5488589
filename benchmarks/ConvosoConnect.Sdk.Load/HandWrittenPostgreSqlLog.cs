using Npgsql;
using NpgsqlTypes;

namespace ConvosoConnect.Sdk.Load;

/// <summary>One connection, one prepared statement for all that wait: rows with two indexes, and no search in texts.</summary>
internal sealed class HandWrittenPostgreSqlLog : HandWrittenLog
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _insert;

    private HandWrittenPostgreSqlLog(NpgsqlConnection connection)
    {
        _connection = connection;
        _insert = new NpgsqlCommand(
            """
            INSERT INTO log (at, endpoint, origin, lead_id, phone, result, document)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) RETURNING id
            """,
            connection);
        foreach (NpgsqlDbType type in (NpgsqlDbType[])
            [NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bytea])
        {
            _insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type });
        }
    }

    public static async Task<HandWrittenPostgreSqlLog> CreateAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var schema = new NpgsqlCommand(
            """
            CREATE TABLE log (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at bigint NOT NULL, endpoint text NOT NULL, origin text NOT NULL, lead_id text NOT NULL, phone text NOT NULL,
              result text NOT NULL, document bytea NOT NULL);
            CREATE INDEX ON log (endpoint);
            CREATE INDEX ON log (lead_id);
            """,
            connection);
        await schema.ExecuteNonQueryAsync();
        var log = new HandWrittenPostgreSqlLog(connection);
        await log._insert.PrepareAsync();
        log.Start(hasThread: false);
        return log;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
    }

    protected override async ValueTask<long> WriteAsync(IReadOnlyList<Row> rows)
    {
        Set(0, r => r.Entry.At.UtcTicks);
        Set(1, r => r.Entry.Endpoint);
        Set(2, r => r.Entry.Origin);
        Set(3, r => r.Entry.LeadId);
        Set(4, r => r.Entry.Phone);
        Set(5, r => r.Entry.Result);
        Set(6, r => r.Document);
        return (long)(await _insert.ExecuteScalarAsync())!;

        void Set<T>(int place, Func<Row, T> value) => _insert.Parameters[place].Value = rows.Select(value).ToArray();
    }
}
