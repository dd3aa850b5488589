using System.Data.Common;

namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>
/// Reads a connection string. The sentences of the drivers quote what they could not read, which may be a password or a part of one; these name only keywords that the driver
/// knows.
/// </summary>
internal static class ConnectionText
{
    /// <summary>Fills the driver's builder.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="builder">A builder of the driver's, empty.</param>
    /// <param name="database">What the database is called.</param>
    /// <param name="example">A connection string to follow.</param>
    /// <exception cref="ArgumentException">It is not a connection string; the message says what was seen.</exception>
    public static TBuilder Read<TBuilder>(string? connectionString, TBuilder builder, string database, string example)
        where TBuilder : DbConnectionStringBuilder
    {
        if (connectionString is null)
        {
            throw new ArgumentNullException(nameof(connectionString), Sentence("is null. Where it comes from the configuration, check the name that it is read by"));
        }

        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw Refusal("is empty. Where it comes from the configuration, check the name that it is read by");
        }

        int scheme = connectionString.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0 && !connectionString.AsSpan(0, scheme).Contains('='))
        {
            throw Refusal("is a URL");
        }

        if (!connectionString.Contains('=', StringComparison.Ordinal))
        {
            throw Refusal($"is a text of {connectionString.Length} characters without a keyword and '=', such as the path of a file");
        }

        var pairs = new DbConnectionStringBuilder();
        if (!Succeeds(() => pairs.ConnectionString = connectionString))
        {
            throw Refusal("cannot be read as keyword=value pairs with ';' between them. A value that holds ';', '=' or quotes must stand in quotes");
        }

        // Numbered as they stand; which keyword is unknown is not said, for it may be a part of a password.
        int number = 0;
        foreach (string keyword in pairs.Keys!)
        {
            number++;
            if (!Knows(builder, keyword))
            {
                throw Refusal($"has a keyword that {database} does not know, number {number} of {pairs.Count}. A value that holds ';' must stand in quotes");
            }

            if (!Succeeds(() => builder[keyword] = pairs[keyword]))
            {
                throw Refusal($"has a value that is not possible for the keyword '{keyword}'");
            }
        }

        return builder;

        ArgumentException Refusal(string seen) => new(Sentence(seen), nameof(connectionString));

        string Sentence(string seen) => $"The connection string for {database} {seen}. Write one such as '{example}'.";
    }

    private static bool Knows(DbConnectionStringBuilder builder, string keyword)
    {
        bool known = false;
        return Succeeds(() => known = builder.TryGetValue(keyword, out _) || builder.ContainsKey(keyword)) && known;
    }

    private static bool Succeeds(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException or NotSupportedException)
        {
            return false;
        }
    }
}
