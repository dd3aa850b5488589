using ConvosoConnect.Sdk.Relational;
using Microsoft.Data.Sqlite;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// What is asked of the full-text index. The index walks through the entries of each word that is asked for, and each entry that it proposes is compared afterwards. So of the
/// words that an entry must have only the rarest are asked for: in an id most words are rare, but those with which all ids begin have as many entries as the log.
/// </summary>
internal static class SqliteMatch
{
    // To compare a proposed entry takes as long as to walk past so many in the index.
    private const int WalksOfCompare = 16;

    // Each further word is taken to leave one entry of so many.
    private const int Leaves = 8;

    /// <summary>
    /// How many pages of the index the entries of each word take. For each part of the index (<c>segid</c>) FTS5 keeps the word with which each page begins, as bytes after a "0"
    /// (<c>pgno</c> is twice the page's number, and one more for some). It is a guess, which decides about nothing but time: words that share a page with the beginning of a common
    /// one count as much as that one, and the last word of a part counts nothing.
    /// </summary>
    private const string PagesSql =
        """
        WITH RECURSIVE part (id) AS MATERIALIZED (
          SELECT min(segid) FROM connect_log_search_idx
          UNION ALL SELECT (SELECT min(segid) FROM connect_log_search_idx WHERE segid > id) FROM part WHERE id IS NOT NULL),
        word (n, term) AS MATERIALIZED (
          SELECT 0, CAST('0' || substr(@words, 1, 3) AS BLOB)
          UNION ALL SELECT n + 1, CAST('0' || substr(@words, 3 * n + 4, 3) AS BLOB) FROM word WHERE n + 1 < @count)
        SELECT (SELECT sum(
            (SELECT pgno / 2 FROM connect_log_search_idx WHERE segid = id AND term > word.term ORDER BY term LIMIT 1)
            - (SELECT pgno / 2 FROM connect_log_search_idx WHERE segid = id AND term <= word.term ORDER BY term DESC LIMIT 1) - 1) FROM part)
        FROM word ORDER BY n
        """;

    /// <summary>The expression that finds all entries that may be meant; null where the index does not help.</summary>
    /// <param name="criteria">What is looked for.</param>
    /// <param name="origins">The origins that begin as the criteria ask for, one at least; null where that is not to be asked for.</param>
    /// <param name="connection">The connection on which it will be asked.</param>
    public static string? Find(LogCriteria criteria, IReadOnlyList<string>? origins, SqliteConnection connection)
    {
        // A lead has so few entries that the index is always the quickest way to them.
        if (criteria.IndexIsCurrent && criteria.LeadId is { Length: > 0 } leadId)
        {
            return Quote(SqliteWords.OfLead(leadId));
        }

        if (!criteria.UsesIndex)
        {
            return null;
        }

        // An entry must have one word of each group.
        string[][] always =
        [
            .. criteria.EndpointId is { } endpointId ? [[SqliteWords.OfEndpoint(endpointId)]] : (string[][])[],
            .. criteria.Origin is { } origin ? [[SqliteWords.OfOrigin(origin)]] : (string[][])[],
            .. origins is not null ? [[.. origins.Select(SqliteWords.OfOrigin)]] : (string[][])[],
        ];
        string[][][] ways = [always];
        if (criteria.Text is { } text && SqliteWords.OfText(text) is { Length: > 0 } ofText)
        {
            ways = [[.. always, .. ofText.Select(word => new[] { word })]];
            if (criteria.Digits is { } digits)
            {
                ways = [.. ways, [.. always, .. SqliteWords.OfDigits(digits).Select(word => new[] { word })]];
            }
        }

        string[] words = [.. ways.SelectMany(groups => groups).SelectMany(group => group).Distinct(StringComparer.Ordinal)];
        Dictionary<string, long> pages = ways.All(groups => groups.Length < 2) ? [] : Weigh(words, connection);
        return ways[0].Length == 0 ? null : string.Join(" OR ", ways.Select(groups => $"({string.Join(" AND ", Choose(groups, pages).Select(Any))})"));
    }

    /// <summary>The groups of the fewest entries, as long as it takes less to walk through those of a further group than to compare what the groups before it leave.</summary>
    private static IEnumerable<string[]> Choose(string[][] groups, Dictionary<string, long> pages)
    {
        (string[] Group, long Size)[] weighed = [.. groups.Select(group => (group, 1 + group.Sum(word => pages.GetValueOrDefault(word)))).OrderBy(group => group.Item2)];
        double left = Leaves * (double)weighed[0].Size;
        foreach ((string[] group, long size) in weighed)
        {
            if (size > left * WalksOfCompare)
            {
                yield break;
            }

            yield return group;
            left /= Leaves;
        }
    }

    private static Dictionary<string, long> Weigh(string[] words, SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = PagesSql;
        command.Parameters.AddWithValue("@words", string.Concat(words));
        command.Parameters.AddWithValue("@count", words.Length);
        var pages = new Dictionary<string, long>(StringComparer.Ordinal);
        using SqliteDataReader row = command.ExecuteReader();
        foreach (string word in words)
        {
            row.Read();
            pages.Add(word, row.IsDBNull(0) ? 0 : row.GetInt64(0));
        }

        return pages;
    }

    private static string Any(string[] group) => group.Length == 1 ? Quote(group[0]) : $"({string.Join(" OR ", group.Select(Quote))})";

    private static string Quote(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
