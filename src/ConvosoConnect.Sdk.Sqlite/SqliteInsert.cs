using System.Text;
using ConvosoConnect.Sdk.Relational;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// Adds rows to the log. It speaks to SQLite directly: one statement of each kind is made ready for a whole batch, and values are bound by place, where the
/// ADO.NET command would look up each parameter by name, and make a reader, for each row.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    private const string RowSql =
        "INSERT INTO connect_log (id, ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private const string DocumentSql = "INSERT INTO connect_log_documents (id, document) VALUES (?, ?)";
    private const string WordsSql = "INSERT INTO connect_log_search (rowid, phone, result, endpoint, origin, lead) VALUES (?, ?, ?, ?, ?, ?)";

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _row;
    private readonly sqlite3_stmt _document;
    private readonly sqlite3_stmt _words;

    public SqliteInsert(SqliteConnection connection)
    {
        _database = connection.Handle!;
        _row = Prepare(RowSql);
        _document = Prepare(DocumentSql);
        _words = Prepare(WordsSql);
    }

    /// <summary>Adds the rows under the ids that they have.</summary>
    /// <exception cref="SqliteException">The database refused one; the transaction is to be rolled back.</exception>
    public void Rows(IReadOnlyList<LogRow> rows)
    {
        foreach (LogRow row in rows)
        {
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
        Bind(_words, 2, row.Phone);
        Bind(_words, 3, row.Result);
        Bind(_words, 4, SqliteWords.OfEndpoint(row.EndpointId));
        Bind(_words, 5, SqliteWords.OfOrigin(row.Origin));
        Bind(_words, 6, SqliteWords.OfLead(row.LeadId));
        Run(_words);
    }

    public void Dispose()
    {
        _row.Dispose();
        _document.Dispose();
        _words.Dispose();
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
