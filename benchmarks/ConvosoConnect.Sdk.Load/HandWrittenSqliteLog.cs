using Microsoft.Data.Sqlite;

namespace ConvosoConnect.Sdk.Load;

/// <summary>One thread, one transaction for all that wait: the rows, two indexes, and SQLite's own trigram index of phone number and result.</summary>
internal sealed class HandWrittenSqliteLog : HandWrittenLog
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _row;
    private readonly SqliteCommand _text;
    private long _next = 1;

    public HandWrittenSqliteLog(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        using SqliteCommand schema = _connection.CreateCommand();
        schema.CommandText =
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE log (
              id INTEGER PRIMARY KEY, at INTEGER NOT NULL, endpoint TEXT NOT NULL, origin TEXT NOT NULL, lead_id TEXT NOT NULL, phone TEXT NOT NULL, result TEXT NOT NULL,
              document BLOB NOT NULL);
            CREATE INDEX log_endpoint ON log (endpoint);
            CREATE INDEX log_lead ON log (lead_id);
            CREATE VIRTUAL TABLE log_text USING fts5 (phone, result, content = '', detail = none, tokenize = 'trigram');
            """;
        schema.ExecuteNonQuery();
        _row = Command("INSERT INTO log (id, at, endpoint, origin, lead_id, phone, result, document) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)", 8);
        _text = Command("INSERT INTO log_text (rowid, phone, result) VALUES ($0, $1, $2)", 3);
        Start(hasThread: true);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _row.DisposeAsync();
        await _text.DisposeAsync();
        await _connection.DisposeAsync();
    }

    protected override ValueTask<long> WriteAsync(IReadOnlyList<Row> rows)
    {
        long first = _next;
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        (_row.Transaction, _text.Transaction) = (transaction, transaction);
        for (int i = 0; i < rows.Count; i++)
        {
            HandWrittenEntry e = rows[i].Entry;
            Run(_row, first + i, e.At.UtcTicks, e.Endpoint, e.Origin, e.LeadId, e.Phone, e.Result, rows[i].Document);
            Run(_text, first + i, e.Phone, e.Result);
        }

        transaction.Commit();
        _next += rows.Count;
        return new(first);
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, int parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // A constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        command.Prepare();
        return command;
    }
}
