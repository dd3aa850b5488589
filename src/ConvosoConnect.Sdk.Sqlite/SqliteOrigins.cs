using Microsoft.Data.Sqlite;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>Finds the origins that begin in some way, such as all of <c>workflow:1</c>, by going from one to the next in an index of those that have a colon.</summary>
internal static class SqliteOrigins
{
    // Each is one more word to ask the full-text index for.
    private const int Most = 100;

    private const string Sql =
        """
        WITH RECURSIVE found (origin) AS (
          SELECT (SELECT origin FROM connect_log WHERE origin_kind <> '' AND origin >= @prefix ORDER BY origin LIMIT 1)
          UNION ALL
          SELECT (SELECT l.origin FROM connect_log l WHERE l.origin_kind <> '' AND l.origin > found.origin ORDER BY l.origin LIMIT 1) FROM found
            WHERE substr(found.origin, 1, length(@prefix)) = @prefix)
        SELECT origin FROM found WHERE substr(origin, 1, length(@prefix)) = @prefix LIMIT @most
        """;

    /// <summary>The origins that begin so; null where they are too many.</summary>
    /// <param name="prefix">How they begin; looked for only where that is more than what stands before a colon, which has an index of its own.</param>
    /// <param name="connection">The connection to ask on.</param>
    public static IReadOnlyList<string>? Find(string prefix, SqliteConnection connection)
    {
        int colon = prefix.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == prefix.Length - 1)
        {
            return null;
        }

        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("@prefix", prefix);
        command.Parameters.AddWithValue("@most", Most + 1);
        var found = new List<string>();
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            found.Add(row.GetString(0));
        }

        return found.Count > Most ? null : found;
    }
}
