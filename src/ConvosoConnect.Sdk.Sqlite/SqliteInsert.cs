using System.Text;
using ConvosoConnect.Sdk.Relational;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// Adds rows to the log. It speaks to SQLite directly: one statement of each kind is made ready for all batches of a connection, and values are bound by place, where the
/// ADO.NET command would look up each parameter by name, and make a reader, for each row.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    // Not UPDATE … RETURNING, for whose result SQLite makes a table each time: that costs as much as some three rows.
    private const string LastIdSql = "SELECT value FROM connect_meta WHERE name = 'log'";
    private const string SetLastIdSql = "UPDATE connect_meta SET value = ? WHERE name = 'log'";
    private const string RowSql =
        "INSERT INTO connect_log (id, ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind, idempotency_key) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private const string DocumentSql = "INSERT INTO connect_log_documents (id, document) VALUES (?, ?)";
    private const string WordsSql = "INSERT INTO connect_log_search (rowid, phone, result, endpoint, origin, lead) VALUES (?, ?, ?, ?, ?, ?)";

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _lastId;
    private readonly sqlite3_stmt _setLastId;
    private readonly sqlite3_stmt _row;
    private readonly sqlite3_stmt _document;
    private readonly sqlite3_stmt _words;

    public SqliteInsert(SqliteConnection connection)
    {
        _database = connection.Handle!;
        _lastId = Prepare(LastIdSql);
        _setLastId = Prepare(SetLastIdSql);
        _row = Prepare(RowSql);
        _document = Prepare(DocumentSql);
        _words = Prepare(WordsSql);
    }

    /// <summary>Adds the rows and gives them ids, which are never given again, even when the log was emptied.</summary>
    /// <exception cref="SqliteException">The database refused one; the transaction is to be rolled back.</exception>
    public void Rows(IReadOnlyList<LogRow> rows)
    {
        long id = TakeIds(rows.Count);
        foreach (LogRow row in rows)
        {
            row.Id = id++;
            raw.sqlite3_bind_int64(_row, 1, row.Id);
            raw.sqlite3_bind_int64(_row, 2, row.Ticks);
            Bind(_row, 3, row.EndpointId);
            Bind(_row, 4, row.Origin);
            Bind(_row, 5, row.Phone);
            Bind(_row, 6, row.Result);
            Bind(_row, 7, row.LeadId);
            raw.sqlite3_bind_int64(_row, 8, row.Direction);
            raw.sqlite3_bind_int64(_row, 9, row.Outcome);
            raw.sqlite3_bind_int64(_row, 10, row.StatusCode);
            Bind(_row, 11, row.ErrorKind);
            Bind(_row, 12, row.OriginKind);
            Bind(_row, 13, row.IdempotencyKey);
            Run(_row);
            raw.sqlite3_bind_int64(_document, 1, row.Id);
            Check(raw.sqlite3_bind_blob(_document, 2, row.Document));
            Run(_document);
            Index(row);
        }
    }

    /// <summary>Adds a row to the index alone.</summary>
    /// <exception cref="SqliteException">The database refused it.</exception>
    public void Index(LogRow row)
    {
        raw.sqlite3_bind_int64(_words, 1, row.Id);
        Bind(_words, 2, SqliteWords.OfPhone(row.Phone));
        Bind(_words, 3, row.Result);
        Bind(_words, 4, SqliteWords.OfEndpoint(row.EndpointId));
        Bind(_words, 5, SqliteWords.OfOrigin(row.Origin));
        Bind(_words, 6, SqliteWords.OfLead(row.LeadId));
        Run(_words);
    }

    public void Dispose()
    {
        _lastId.Dispose();
        _setLastId.Dispose();
        _row.Dispose();
        _document.Dispose();
        _words.Dispose();
    }

    /// <summary>The first of so many new ids.</summary>
    private long TakeIds(int count)
    {
        Check(raw.sqlite3_step(_lastId));
        long last = raw.sqlite3_column_int64(_lastId, 0);
        raw.sqlite3_reset(_lastId);
        raw.sqlite3_bind_int64(_setLastId, 1, last + count);
        Run(_setLastId);
        return last + 1;
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out sqlite3_stmt statement));
        return statement;
    }

    private void Bind(sqlite3_stmt statement, int place, string text) => Check(raw.sqlite3_bind_text(statement, place, Encoding.UTF8.GetBytes(text)));

    private void Run(sqlite3_stmt statement)
    {
        int code = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (code != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
