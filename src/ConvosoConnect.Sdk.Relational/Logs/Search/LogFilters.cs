using System.Data.Common;
using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs.Search;

/// <summary>
/// The filters of a query that compare a column of few values. Most entries are alike in such a column, and an index of the others alone finds them; a database takes an index of
/// a part when the query repeats the part's condition, so it stands beside the comparison.
/// </summary>
internal static class LogFilters
{
    // What a newer version wrote is read as Unknown.
    private static readonly string Known = string.Join(", ", Enum.GetValues<ConnectErrorKind>().Where(k => k != ConnectErrorKind.Unknown).Select(k => $"'{k}'"));

    public static void Narrow(ConnectLogQuery query, StringBuilder conditions, DbCommand command)
    {
        if (query.Direction is { } direction)
        {
            conditions.Append(CultureInfo.InvariantCulture, $" AND l.direction = {(int)direction}");
        }

        if (query.IdempotencyKey is { } key)
        {
            conditions.Append(" AND l.idempotency_key <> '' AND l.idempotency_key = @idempotencyKey");
            command.Add("@idempotencyKey", StoredText.Key(key));
        }

        conditions.Append(query.Outcome switch
        {
            null => "",
            ConnectLogOutcome.Succeeded => " AND l.error_kind = ''",
            ConnectLogOutcome.Failed => $" AND l.outcome <> 0 AND l.outcome <> {LogColumns.WithoutResult}",
            _ => $" AND l.outcome <> 0 AND l.outcome <> {LogColumns.Failed}",
        });
        if (query.ErrorKind is { } kind)
        {
            conditions.Append(" AND l.error_kind <> '' AND l.error_kind ");
            Compare(conditions, command, kind);
        }

        if (query.StatusCode is { } status)
        {
            conditions.Append(status == (int)System.Net.HttpStatusCode.OK ? "" : " AND l.status <> 0 AND l.status <> 200")
                .Append(CultureInfo.InvariantCulture, $" AND l.status = {status}");
        }

        if (query.OriginPrefix is { Length: > 0 } given)
        {
            string prefix = StoredText.Storable(given);
            if (LogColumns.OriginKindOf(prefix) is { Length: > 0 } origins)
            {
                conditions.Append(" AND l.origin_kind <> '' AND l.origin_kind = @originKind");
                command.Add("@originKind", origins);
            }

            conditions.Append(" AND substr(l.origin, 1, length(@prefix)) = @prefix");
            command.Add("@prefix", prefix);
        }
    }

    private static void Compare(StringBuilder conditions, DbCommand command, ConnectErrorKind kind)
    {
        if (kind == ConnectErrorKind.Unknown)
        {
            conditions.Append("NOT IN (").Append(Known).Append(')');
        }
        else
        {
            conditions.Append("= @kind");
            command.Add("@kind", kind.ToString());
        }
    }
}
