using System.Data.Common;
using System.Text;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>A query of the log, put into SQL. Every value is a parameter; the texts are constants.</summary>
internal sealed class LogSelect(Database database, ConnectLogQuery query)
{
    private readonly LogSearch? _search = LogSearch.Of(query);

    /// <summary>Whether nothing but days narrows the query: the counts then answer for its total.</summary>
    public bool IsByDayOnly => _search is null && query is { EndpointId: null, Origin: null, After: null, Before: null };

    /// <summary>Whether nothing narrows it at all.</summary>
    public bool IsWhole => IsByDayOnly && query is { From: null, To: null };

    /// <summary>The ids between which the days of the query lie; set before the other methods are used.</summary>
    public (long Low, long High)? Bounds { get; set; }

    /// <summary>The newest entries.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="below">Only entries of lower ids; null for no bound.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many to read.</param>
    public DbCommand Page(DbConnection connection, long? below, long skip, int take)
    {
        DbCommand command = connection.Command("", ("@skip", skip), ("@take", (long)take));
        (string ids, string id) = Ids(command, below);
#pragma warning disable CA2100 // Constants only, see above.
        command.CommandText =
            $"SELECT id, document FROM {database.Prefix}connect_log WHERE id IN ({ids} ORDER BY {id} DESC LIMIT @take OFFSET @skip) ORDER BY id DESC";
#pragma warning restore CA2100
        return command;
    }

    /// <summary>How many entries there are, counted up to a limit and one more.</summary>
    public DbCommand Count(DbConnection connection, int limit)
    {
        DbCommand command = connection.Command("", ("@limit", (long)limit + 1));
        (string ids, _) = Ids(command, null);
#pragma warning disable CA2100 // Constants only, see above.
        command.CommandText = $"SELECT count(*) FROM ({ids} LIMIT @limit) AS counted";
#pragma warning restore CA2100
        return command;
    }

    private (string Sql, string Id) Ids(DbCommand command, long? below)
    {
        (string from, string id) = ($"{database.Prefix}connect_log l", "l.id");
        var where = new StringBuilder("1 = 1");
        if (_search is not null)
        {
            (from, id, string condition) = database.Search(_search, command);
            where.Append(" AND ").Append(condition);
        }

        (DateTimeOffset? first, DateTimeOffset? until) = query.UtcRange;
        Narrow("l.ticks >= @from", "@from", first?.UtcTicks);
        Narrow("l.ticks < @until", "@until", until?.UtcTicks);
        Narrow("l.endpoint_id = @endpoint", "@endpoint", query.EndpointId is { } endpoint ? SearchText.Key(endpoint) : null);
        Narrow("l.origin = @origin", "@origin", query.Origin is { } origin ? SearchText.Key(origin) : null);
        Narrow($"{id} > @after", "@after", query.After);
        Narrow($"{id} < @before", "@before", below is null ? query.Before : Math.Min(below.Value, query.Before ?? long.MaxValue));
        Narrow($"{id} >= @low", "@low", Bounds?.Low);
        Narrow($"{id} <= @high", "@high", Bounds?.High);
        return ($"SELECT {id} FROM {from} WHERE {where}", id);

        void Narrow(string condition, string parameter, object? value)
        {
            if (value is not null)
            {
                where.Append(" AND ").Append(condition);
                command.Add(parameter, value);
            }
        }
    }
}
