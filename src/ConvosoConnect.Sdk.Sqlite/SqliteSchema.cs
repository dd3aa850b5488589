using DbUp.Engine;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>The history of the schema. A script that was released is never changed; a change is a further script.</summary>
internal static class SqliteSchema
{
    public static IReadOnlyList<SqlScript> Scripts { get; } =
    [
        new(
            "0001 endpoints, adaptors, log with counts",
            """
            CREATE TABLE connect_meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO connect_meta (name, value) VALUES ('version', 0), ('log', 0);
            CREATE TABLE connect_endpoints (
              id TEXT PRIMARY KEY, version INTEGER NOT NULL, reference TEXT NOT NULL, protected INTEGER NOT NULL, document BLOB NOT NULL);
            CREATE INDEX connect_endpoints_reference ON connect_endpoints (reference);
            CREATE TABLE connect_adaptors (
              id TEXT PRIMARY KEY, version INTEGER NOT NULL, reference TEXT NOT NULL, protected INTEGER NOT NULL, document BLOB NOT NULL);
            CREATE TABLE connect_log (
              id INTEGER PRIMARY KEY, ticks INTEGER NOT NULL, endpoint_id TEXT NOT NULL, origin TEXT NOT NULL,
              phone TEXT NOT NULL, result TEXT NOT NULL);
            CREATE INDEX connect_log_ticks ON connect_log (ticks);
            CREATE TABLE connect_log_documents (id INTEGER PRIMARY KEY, document BLOB NOT NULL);
            CREATE VIRTUAL TABLE connect_log_search USING fts5 (
              phone, result, endpoint, origin, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1');
            -- Eight parts of the index, not four, are merged into a larger one: each entry is then written anew less often, and a search looks into some more parts.
            INSERT INTO connect_log_search (connect_log_search, rank) VALUES ('automerge', 8);
            -- A part of the index is written anew when half of its entries are deleted: at the default of a tenth a purge does so ten times, and senders wait meanwhile.
            INSERT INTO connect_log_search (connect_log_search, rank) VALUES ('deletemerge', 50);
            CREATE TABLE connect_log_days (
              day INTEGER NOT NULL, writer INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, n INTEGER NOT NULL,
              PRIMARY KEY (day, writer)) WITHOUT ROWID;
            CREATE TABLE connect_log_blocks (
              block INTEGER NOT NULL, writer INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (block, writer)) WITHOUT ROWID;
            """),
    ];
}
