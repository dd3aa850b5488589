using System.Data.Common;
using System.Text;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs.Search;

/// <summary>A query of the log, put into SQL. Every value is a parameter; the texts are constants.</summary>
internal sealed class LogSelect(RelationalDatabase database, ConnectLogQuery query)
{
    // Days count as scattered when at least so many times as many ids as entries lie between their bounds.
    private const int ScatteredFrom = 4;

    // How many entries of scattered days are compared at most, rather than looked up by words.
    private const int MostByTime = 100_000;

    private readonly LogCriteria _criteria = LogCriteria.From(query);

    /// <summary>Whether nothing but days narrows the query: the counts then answer for its total.</summary>
    public bool IsByDayOnly => IsUnfiltered && query is { After: null, Before: null };

    /// <summary>Whether nothing but days and bounds of ids narrows the query.</summary>
    private bool IsUnfiltered => _criteria is { Text: null, EndpointId: null, Origin: null, LeadId: null } && query is
    {
        OriginPrefix: null, IdempotencyKey: null, Outcome: null, ErrorKind: null, StatusCode: null, Direction: null,
    };

    /// <summary>Whether the query names days.</summary>
    public bool HasDays => query.From is not null || query.To is not null;

    /// <summary>The first instant of the days, in ticks; null for no bound.</summary>
    public long? FromTicks { get; } = query.UtcRange.From?.UtcTicks;

    /// <summary>The first instant after the days, in ticks; null for no bound.</summary>
    public long? UntilTicks { get; } = query.UtcRange.Until?.UtcTicks;

    /// <summary>Whether nothing narrows it at all.</summary>
    public bool IsWhole => IsByDayOnly && !HasDays;

    /// <summary>Whether the query searches for text that the index of words can find.</summary>
    public bool IsIndexed => _criteria.IsIndexed && !IsByTime && database.Index.IsCurrent;

    /// <summary>The ids between which the days of the query lie, or all entries where it names no days.</summary>
    public (long Low, long High) Bounds { get; private set; }

    /// <summary>
    /// Whether the entries of the query's days are found by their time. Such days lie scattered among others, as by one entry of a clock that was wrong: from the lowest of their
    /// ids to the highest all would have to be walked.
    /// </summary>
    public bool IsByTime { get; private set; }

    /// <summary>Tells how many entries the days of the query hold, and between which ids.</summary>
    public void SetDays(long low, long high, long count)
    {
        Bounds = (low, high);
        IsByTime = HasDays && high - low > (ScatteredFrom * count) + LogCounts.BlockSize && (IsByDayOnly || count <= MostByTime);
    }

    /// <summary>The id of the newest entry that the query can keep.</summary>
    public long Newest => Math.Min(Bounds.High, (query.Before ?? long.MaxValue) - 1);

    /// <summary>The ids of the newest entries.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many to read.</param>
    public DbCommand Ids(DbConnection connection, long skip, int take) => Ids(connection, null, null, skip, take);

    /// <summary>The same among the entries from an id on, by comparing each.</summary>
    public DbCommand RecentIds(DbConnection connection, long from, long skip, int take) => Ids(connection, null, from, skip, take);

    private DbCommand Ids(DbConnection connection, long? below, long? from, long skip, int take)
    {
        DbCommand command = connection.Command("", ("@skip", skip), ("@take", (long)take));
#pragma warning disable CA2100 // Constants only, see above.
        command.CommandText = Ids(command, below, from);
#pragma warning restore CA2100
        return command;
    }

    /// <summary>The newest entries.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="below">Only entries of lower ids; null for no bound.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">How many to read.</param>
    public DbCommand Page(DbConnection connection, long? below, long skip, int take)
    {
        string documents = $"SELECT id, document FROM {database.TablePrefix}connect_log_documents";
        if (IsUnfiltered && !HasDays && skip == 0)
        {
            // In the order of the documents themselves, which costs a tenth of looking each of them up.
            return connection.Command(
                $"{documents} WHERE id > @after AND id < @before ORDER BY id DESC LIMIT @take",
                ("@after", query.After ?? 0),
                ("@before", Math.Min(below ?? long.MaxValue, query.Before ?? long.MaxValue)),
                ("@take", (long)take));
        }

        DbCommand command = Ids(connection, below, null, skip, take);
#pragma warning disable CA2100 // Constants only, see above.
        command.CommandText = $"{documents} WHERE id IN ({command.CommandText}) ORDER BY id DESC";
#pragma warning restore CA2100
        return command;
    }

    private string Ids(DbCommand command, long? below, long? least)
    {
        LogCandidates found = database.FindCandidates(_criteria.For(database.Index.IsCurrent, usesIndex: least is null && !IsByTime), command);
        string id = found.Id;
        var conditions = new StringBuilder(found.Condition);
        Narrow("l.ticks >= @from", "@from", FromTicks);
        Narrow("l.ticks < @until", "@until", UntilTicks);
        Narrow("l.endpoint_id = @endpoint", "@endpoint", _criteria.EndpointId);
        Narrow("l.origin = @origin", "@origin", _criteria.Origin);
        Narrow("l.lead_id = @lead", "@lead", _criteria.LeadId);
        LogFilters.Narrow(query, conditions, command);
        Narrow($"{id} > @after", "@after", query.After);
        Narrow($"{id} < @before", "@before", below is null ? query.Before : Math.Min(below.Value, query.Before ?? long.MaxValue));
        bool hasDays = HasDays && !IsByTime;
        Narrow($"{id} >= @low", "@low", hasDays || least is not null ? Math.Max(Bounds.Low, least ?? 0) : null);
        Narrow($"{id} <= @high", "@high", hasDays ? Bounds.High : null);
        return $"SELECT {id} FROM {found.Tables} WHERE {conditions} ORDER BY {id}{(IsByTime ? " + 0" : "")} DESC LIMIT @take OFFSET @skip";

        void Narrow(string condition, string parameter, object? value)
        {
            if (value is not null)
            {
                conditions.Append(" AND ").Append(condition);
                command.Add(parameter, value);
            }
        }
    }
}
