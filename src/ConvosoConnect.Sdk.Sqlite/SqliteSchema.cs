using DbUp.Engine;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// The history of the schema. A script that was released is never changed; a change is a further script, whose name begins with the next number. One that was not released yet gets
/// another name when it changes, so that databases of before are told apart.
/// </summary>
internal static class SqliteSchema
{
    public static IReadOnlyList<SqlScript> Scripts { get; } =
    [
        new(
            "0001 endpoints, adaptors and the log",
            """
            CREATE TABLE connect_meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
            INSERT INTO connect_meta (name, value) VALUES ('version', 0), ('log', 0), ('index', 1);
            CREATE TABLE connect_endpoints (
              id TEXT PRIMARY KEY, version INTEGER NOT NULL, reference TEXT NOT NULL, document BLOB NOT NULL, secret BLOB);
            CREATE INDEX connect_endpoints_reference ON connect_endpoints (reference);
            CREATE TABLE connect_adaptors (
              id TEXT PRIMARY KEY, version INTEGER NOT NULL, reference TEXT NOT NULL, document BLOB NOT NULL, secret BLOB);
            CREATE TABLE connect_log (
              id INTEGER PRIMARY KEY, ticks INTEGER NOT NULL, endpoint_id TEXT NOT NULL, origin TEXT NOT NULL,
              phone TEXT NOT NULL, result TEXT NOT NULL, lead_id TEXT NOT NULL, direction INTEGER NOT NULL, outcome INTEGER NOT NULL,
              status INTEGER NOT NULL, error_kind TEXT NOT NULL, origin_kind TEXT NOT NULL,
              idempotency_key TEXT NOT NULL);
            CREATE INDEX connect_log_ticks ON connect_log (ticks);
            -- Of what most entries are alike in, only the others are indexed.
            CREATE INDEX connect_log_received ON connect_log (id) WHERE direction = 1;
            CREATE INDEX connect_log_failed ON connect_log (id) WHERE outcome <> 0 AND outcome <> 2;
            CREATE INDEX connect_log_null ON connect_log (id) WHERE outcome <> 0 AND outcome <> 1;
            CREATE INDEX connect_log_status ON connect_log (status) WHERE status <> 0 AND status <> 200;
            CREATE INDEX connect_log_error_kind ON connect_log (error_kind) WHERE error_kind <> '';
            CREATE INDEX connect_log_origin_kind ON connect_log (origin_kind, id, origin) WHERE origin_kind <> '';
            CREATE INDEX connect_log_origin ON connect_log (origin) WHERE origin_kind <> '';
            CREATE INDEX connect_log_idempotency_key ON connect_log (idempotency_key) WHERE idempotency_key <> '';
            CREATE TABLE connect_log_documents (id INTEGER PRIMARY KEY, document BLOB NOT NULL);
            CREATE VIRTUAL TABLE connect_log_search USING fts5 (
              phone, result, endpoint, origin, lead, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1');
            -- Eight parts of the index, not four, are merged into a larger one: each entry is then written anew less often, and a search looks into some more parts.
            INSERT INTO connect_log_search (connect_log_search, rank) VALUES ('automerge', 8);
            -- A part of the index is written anew when half of its entries are deleted: at the default of a tenth a purge does so ten times, and senders wait meanwhile.
            INSERT INTO connect_log_search (connect_log_search, rank) VALUES ('deletemerge', 50);
            CREATE TABLE connect_log_hours (
              hour INTEGER PRIMARY KEY, low INTEGER NOT NULL, high INTEGER NOT NULL, n INTEGER NOT NULL);
            CREATE TABLE connect_log_blocks (
              block INTEGER PRIMARY KEY, n INTEGER NOT NULL);
            CREATE TABLE connect_log_statistics (
              hour INTEGER NOT NULL, endpoint_id TEXT NOT NULL, sends INTEGER NOT NULL, failures INTEGER NOT NULL, last_id INTEGER NOT NULL,
              PRIMARY KEY (hour, endpoint_id)) WITHOUT ROWID;
            -- Filled and emptied again when entries are erased, to overwrite what free pages hold.
            CREATE TABLE connect_log_zeros (id INTEGER PRIMARY KEY, zeros BLOB NOT NULL);
            """),
    ];
}
