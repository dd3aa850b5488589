using DbUp.Engine;

namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>
/// The history of the schema. A script that was released is never changed; a change is a further script, whose name begins with the next number. One that was not released yet gets
/// another name when it changes, so that databases of before are told apart.
/// </summary>
internal static class PostgreSqlSchema
{
    public static IReadOnlyList<SqlScript> Scripts(string prefix) =>
    [
        new(
            "0001 endpoints, adaptors and the log",
            $"""
            CREATE TABLE {prefix}connect_meta (name text PRIMARY KEY, value bigint NOT NULL);
            INSERT INTO {prefix}connect_meta (name, value) VALUES ('version', 0), ('index', 1);
            CREATE TABLE {prefix}connect_endpoints (
              id text PRIMARY KEY, version bigint NOT NULL, reference text NOT NULL, document bytea NOT NULL, secret bytea);
            CREATE INDEX connect_endpoints_reference ON {prefix}connect_endpoints (reference);
            CREATE TABLE {prefix}connect_adaptors (
              id text PRIMARY KEY, version bigint NOT NULL, reference text NOT NULL, document bytea NOT NULL, secret bytea);
            CREATE SEQUENCE {prefix}connect_log_ids;
            CREATE TABLE {prefix}connect_log (
              id bigint PRIMARY KEY, ticks bigint NOT NULL, endpoint_id text NOT NULL, origin text NOT NULL,
              phone text NOT NULL, result text NOT NULL, lead_id text NOT NULL, direction integer NOT NULL, outcome integer NOT NULL,
              status integer NOT NULL, error_kind text NOT NULL, origin_kind text NOT NULL, idempotency_key text NOT NULL, words integer[] NOT NULL);
            CREATE INDEX connect_log_ticks ON {prefix}connect_log (ticks);
            CREATE INDEX connect_log_endpoint ON {prefix}connect_log (endpoint_id, id);
            CREATE INDEX connect_log_origin ON {prefix}connect_log (origin, id);
            CREATE INDEX connect_log_lead ON {prefix}connect_log (lead_id, id);
            -- Of what most entries are alike in, only the others are indexed.
            CREATE INDEX connect_log_received ON {prefix}connect_log (id) WHERE direction = 1;
            CREATE INDEX connect_log_failed ON {prefix}connect_log (id) WHERE outcome <> 0 AND outcome <> 2;
            CREATE INDEX connect_log_null ON {prefix}connect_log (id) WHERE outcome <> 0 AND outcome <> 1;
            CREATE INDEX connect_log_status ON {prefix}connect_log (status, id) WHERE status <> 0 AND status <> 200;
            CREATE INDEX connect_log_error_kind ON {prefix}connect_log (error_kind, id) WHERE error_kind <> '';
            CREATE INDEX connect_log_origin_kind ON {prefix}connect_log (origin_kind, id, origin) WHERE origin_kind <> '';
            CREATE INDEX connect_log_idempotency_key ON {prefix}connect_log (idempotency_key, id) WHERE idempotency_key <> '';
            CREATE INDEX connect_log_search ON {prefix}connect_log USING gin (words);
            CREATE TABLE {prefix}connect_log_documents (id bigint PRIMARY KEY, document bytea NOT NULL);
            CREATE TABLE {prefix}connect_log_hours (
              hour bigint PRIMARY KEY, low bigint NOT NULL, high bigint NOT NULL, n bigint NOT NULL);
            CREATE TABLE {prefix}connect_log_blocks (
              block bigint PRIMARY KEY, n bigint NOT NULL);
            CREATE TABLE {prefix}connect_log_statistics (
              hour bigint NOT NULL, endpoint_id text NOT NULL, sends bigint NOT NULL, failures bigint NOT NULL, last_id bigint NOT NULL,
              PRIMARY KEY (hour, endpoint_id));
            -- Vacuumed once a fiftieth of the log was deleted, not a fifth: new entries then take the place of old ones before the tables grow.
            ALTER TABLE {prefix}connect_log SET (autovacuum_vacuum_scale_factor = 0.02);
            ALTER TABLE {prefix}connect_log_documents SET (autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_scale_factor = 0.02);
            """),
    ];
}
