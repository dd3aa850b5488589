using System.Data.Common;
using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs.Reading;

/// <summary>Reads the counts by endpoint and hour that <see cref="LogCounts"/> keeps, with the result of each hour's last entry, which is looked up.</summary>
internal static class LogStatistics
{
    private const int Page = 1000;

    /// <summary>Page after page, so that no connection is kept from others while the caller works, and a lost one is noticed by nobody.</summary>
    public static async IAsyncEnumerable<ConnectLogHour> ReadAsync(
        RelationalDatabase database, DateTimeOffset from, DateTimeOffset until, string? endpointId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (long Hour, string EndpointId) below = (FirstHourFrom(until), "");
        List<ConnectLogHour> hours;
        do
        {
            (hours, below) = await database.ReadAsync(
                connection => ReadPageAsync(database, connection, FirstHourFrom(from), below, endpointId, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (ConnectLogHour hour in hours)
            {
                yield return hour;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        while (hours.Count == Page);
    }

    /// <summary>The next hours below a place, and the place of the last of them.</summary>
    private static async Task<(List<ConnectLogHour> Hours, (long Hour, string EndpointId) Last)> ReadPageAsync(
        RelationalDatabase database, DbConnection connection, long from, (long Hour, string EndpointId) below, string? endpointId, CancellationToken cancellationToken)
    {
        var hours = new List<ConnectLogHour>();
        DbCommand command = connection.Command(
            $"""
            SELECT s.hour, s.endpoint_id, s.sends, s.failures, s.last_id, d.document
            FROM {database.TablePrefix}connect_log_statistics s LEFT JOIN {database.TablePrefix}connect_log_documents d ON d.id = s.last_id
            WHERE s.hour >= @from AND (s.hour, s.endpoint_id) < (@hour, @below) {(endpointId is null ? "" : "AND s.endpoint_id = @endpoint")}
            ORDER BY s.hour DESC, s.endpoint_id DESC LIMIT @take
            """,
            ("@from", from),
            ("@hour", below.Hour),
            ("@below", below.EndpointId),
            ("@take", (long)Page));
        await using (command.ConfigureAwait(false))
        {
            if (endpointId is not null)
            {
                command.Add("@endpoint", StoredText.Key(endpointId));
            }

            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                hours.Add(Read(row));
                below = (row.GetInt64(0), row.GetString(1));
            }
        }

        return (hours, below);
    }

    private static ConnectLogHour Read(DbDataReader row)
    {
        ConnectLogEntry? last = row.IsDBNull(5) ? null : LogDocument.Read(row.GetInt64(4), row.GetFieldValue<byte[]>(5), null);
        return new()
        {
            Hour = new DateTimeOffset(row.GetInt64(0) * TimeSpan.TicksPerHour, TimeSpan.Zero),
            EndpointId = last?.EndpointId ?? row.GetString(1),
            Sends = row.GetInt64(2),
            Failures = row.GetInt64(3),
            LastId = row.GetInt64(4),
            LastResult = last?.Result,
            LastStatusCode = last?.StatusCode,
            LastErrorKind = last?.ErrorKind,
        };
    }

    private static long FirstHourFrom(DateTimeOffset instant) => LogColumns.HourOf(instant.UtcTicks + TimeSpan.TicksPerHour - 1);
}
