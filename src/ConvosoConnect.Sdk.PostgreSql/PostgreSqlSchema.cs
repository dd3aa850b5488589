using DbUp.Engine;

namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>The history of the schema. A script that was released is never changed; a change is a further script.</summary>
internal static class PostgreSqlSchema
{
    public static IReadOnlyList<SqlScript> Scripts(string prefix) =>
    [
        new(
            "0001 endpoints, adaptors, log with counts",
            $"""
            CREATE TABLE {prefix}connect_meta (name text PRIMARY KEY, value bigint NOT NULL);
            INSERT INTO {prefix}connect_meta (name, value) VALUES ('version', 0);
            CREATE TABLE {prefix}connect_endpoints (
              id text PRIMARY KEY, version bigint NOT NULL, reference text NOT NULL, protected integer NOT NULL, document bytea NOT NULL);
            CREATE INDEX connect_endpoints_reference ON {prefix}connect_endpoints (reference);
            CREATE TABLE {prefix}connect_adaptors (
              id text PRIMARY KEY, version bigint NOT NULL, reference text NOT NULL, protected integer NOT NULL, document bytea NOT NULL);
            CREATE SEQUENCE {prefix}connect_log_ids;
            CREATE TABLE {prefix}connect_log (
              id bigint PRIMARY KEY, ticks bigint NOT NULL, endpoint_id text NOT NULL, origin text NOT NULL,
              phone text NOT NULL, result text NOT NULL, words integer[] NOT NULL);
            CREATE INDEX connect_log_ticks ON {prefix}connect_log (ticks);
            CREATE INDEX connect_log_endpoint ON {prefix}connect_log (endpoint_id, id);
            CREATE INDEX connect_log_origin ON {prefix}connect_log (origin, id);
            CREATE INDEX connect_log_search ON {prefix}connect_log USING gin (words);
            CREATE TABLE {prefix}connect_log_documents (id bigint PRIMARY KEY, document bytea NOT NULL);
            CREATE TABLE {prefix}connect_log_days (
              day integer NOT NULL, writer integer NOT NULL, low bigint NOT NULL, high bigint NOT NULL, n bigint NOT NULL, PRIMARY KEY (day, writer));
            CREATE TABLE {prefix}connect_log_blocks (
              block bigint NOT NULL, writer integer NOT NULL, n bigint NOT NULL, PRIMARY KEY (block, writer));
            """),
    ];
}
