using System.Globalization;
using ConvosoConnect.Sdk.Relational;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>
/// Adds rows to the log: one transaction, counts included, and one message to the server. Ids become visible in the order in which they are given, since one transaction at a
/// time takes and commits them, under a lock: a reader that follows the log misses none. The lock is not held while the rows are on their way to the disk: the commit does
/// not wait for that, but a second, empty transaction does, whose commit comes behind it in the server's log, so that several instances wait for the disk together.
/// </summary>
/// <param name="prefix">What stands before the names of tables.</param>
/// <param name="schema">The schema, whose log the lock is for.</param>
/// <param name="blockSize">How many ids a block of the counts covers.</param>
/// <param name="flushesToDisk">Whether the rows are to be on the disk.</param>
/// <param name="prepares">Whether the server may keep the statements prepared: not where a pooler gives the next transaction to another connection.</param>
internal sealed class PostgreSqlAppend(string prefix, string schema, int blockSize, bool flushesToDisk, bool prepares)
{
    /// <summary>A transaction of its own whose commit waits until all that was committed before it is on the disk.</summary>
    public const string Flush = "SELECT pg_logical_emit_message(true, 'ConvosoConnect.Sdk', '')";

    private readonly string _insert =
        $"""
        WITH given AS MATERIALIZED (
          SELECT nextval({Literal($"{prefix}connect_log_ids")}) AS id, r.*
          FROM unnest(
              @ticks, @endpoints, @origins, @phones, @results, @leads, @directions, @outcomes, @statuses, @kinds, @originKinds, @keys, @words, @documents)
            AS r (ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind, idempotency_key, words, document)),
        documents AS (INSERT INTO {prefix}connect_log_documents (id, document) SELECT id, document FROM given),
        hours AS (
          INSERT INTO {prefix}connect_log_hours AS h (hour, low, high, n)
          SELECT ticks / {TimeSpan.TicksPerHour}, min(id), max(id), count(*) FROM given GROUP BY 1 ORDER BY 1
          ON CONFLICT (hour) DO UPDATE SET low = least(h.low, excluded.low), high = greatest(h.high, excluded.high), n = h.n + excluded.n),
        blocks AS (
          INSERT INTO {prefix}connect_log_blocks AS b (block, n)
          SELECT id / {blockSize}, count(*) FROM given GROUP BY 1 ORDER BY 1
          ON CONFLICT (block) DO UPDATE SET n = b.n + excluded.n),
        statistics AS (
          INSERT INTO {prefix}connect_log_statistics AS s (hour, endpoint_id, sends, failures, last_id)
          SELECT ticks / {TimeSpan.TicksPerHour}, endpoint_id, count(*), count(*) FILTER (WHERE error_kind <> ''), max(id) FROM given WHERE direction = 0 GROUP BY 1, 2
          ON CONFLICT (hour, endpoint_id) DO UPDATE
            SET sends = s.sends + excluded.sends, failures = s.failures + excluded.failures, last_id = greatest(s.last_id, excluded.last_id)),
        entries AS (
          INSERT INTO {prefix}connect_log (id, ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind, idempotency_key, words)
          SELECT id, ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind, idempotency_key, words::int[] FROM given)
        SELECT id FROM given
        """;

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<LogRow> rows)
    {
        NpgsqlBatch batch = connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            Add(batch, "BEGIN");
            Add(batch, Lock(schema));
            Add(batch, "SET LOCAL synchronous_commit = off");
            Add(
                batch,
                _insert,
                ("ticks", rows.Select(r => r.Ticks).ToArray()),
                ("endpoints", rows.Select(r => r.EndpointId).ToArray()),
                ("origins", rows.Select(r => r.Origin).ToArray()),
                ("phones", rows.Select(r => r.Phone).ToArray()),
                ("results", rows.Select(r => r.Result).ToArray()),
                ("leads", rows.Select(r => r.LeadId).ToArray()),
                ("directions", rows.Select(r => r.Direction).ToArray()),
                ("outcomes", rows.Select(r => r.Outcome).ToArray()),
                ("statuses", rows.Select(r => r.StatusCode).ToArray()),
                ("kinds", rows.Select(r => r.ErrorKind).ToArray()),
                ("originKinds", rows.Select(r => r.OriginKind).ToArray()),
                ("keys", rows.Select(r => r.IdempotencyKey).ToArray()),
                ("words", rows.Select(Words).ToArray()),
                ("documents", rows.Select(r => r.Document).ToArray()));
            Add(batch, "COMMIT");
            if (flushesToDisk)
            {
                Add(batch, Flush);
            }

            if (prepares)
            {
                await batch.PrepareAsync().ConfigureAwait(false);
            }

            await SetIdsAsync(batch, rows).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the lock under which entries are added and counted, until the transaction ends.</summary>
    public static string Lock(string schema) => $"SELECT pg_advisory_xact_lock(hashtextextended({Literal($"ConvosoConnect.Sdk log of {schema}")}, 0))";

    /// <summary>The words of a row as PostgreSQL writes an array of numbers, whatever the culture.</summary>
    public static string Words(LogRow row) => $"{{{string.Join(',', row.FindWords().Select(word => word.ToString(CultureInfo.InvariantCulture)))}}}";

    private static async Task SetIdsAsync(NpgsqlBatch batch, IReadOnlyList<LogRow> rows)
    {
        NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            int at = 0;
            do
            {
                while (at < rows.Count && reader.FieldCount > 0 && reader.GetName(0) == "id" && await reader.ReadAsync().ConfigureAwait(false))
                {
                    rows[at++].Id = reader.GetInt64(0);
                }
            }
            while (await reader.NextResultAsync().ConfigureAwait(false));
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        batch.BatchCommands.Add(command);
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
