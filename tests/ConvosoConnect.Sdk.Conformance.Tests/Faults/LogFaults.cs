using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>Log stores that are right but for one thing.</summary>
internal static class LogFaults
{
    /// <summary>A store that alters what it is given.</summary>
    public static IConnectLogStore Appends(Func<ConnectLogEntry, ConnectLogEntry> alter)
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        return new FaultyLog(right) { Append = (entry, token) => right.AppendAsync(entry is null ? null! : alter(entry), token) };
    }

    /// <summary>A store that alters the pages it gives.</summary>
    public static IConnectLogStore Shows(Func<ConnectLogPage, ConnectLogPage> alter)
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        return new FaultyLog(right) { Query = async (query, token) => alter(await right.QueryAsync(query, token)) };
    }

    /// <summary>A store that asks another question than it was asked.</summary>
    public static IConnectLogStore Asks(Func<ConnectLogQuery, ConnectLogQuery> alter)
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        return new FaultyLog(right) { Query = (query, token) => right.QueryAsync(query is null ? null! : alter(query), token) };
    }

    /// <summary>A store that decides in its own way which entries a search, or a range of days, keeps.</summary>
    public static IConnectLogStore Keeps(Func<ConnectLogQuery, ConnectLogQuery> rest, Func<ConnectLogQuery, ConnectLogEntry, bool> keeps)
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        return new FaultyLog(right)
        {
            Query = async (query, token) =>
            {
                await right.QueryAsync(query, token);
                var found = new List<ConnectLogEntry>();
                await foreach (ConnectLogEntry entry in right.StreamAsync(rest(query), token))
                {
                    if (keeps(query, entry))
                    {
                        found.Add(entry);
                    }
                }

                return ConnectLogPage.Create([.. found.Skip((int)Math.Min(query.Skip, int.MaxValue)).Take(query.PageSize)], found.Count);
            },
        };
    }

    public static IConnectLogStore Searches(Func<string, ConnectLogEntry, bool> finds) => Keeps(
        query => query with { Search = null }, (query, entry) => string.IsNullOrWhiteSpace(query.Search) || finds(query.Search, entry));

    /// <summary>The search by text alone may be wrong: phone numbers are found as they should.</summary>
    public static IConnectLogStore SearchesText(Func<string?, string, bool> contains) => Searches((search, entry) =>
        contains(entry.Result, search) || new ConnectLogQuery { Search = search }.Matches(entry with { Result = null }));

    /// <summary>The search by phone number alone may be wrong: results are found as they should.</summary>
    public static IConnectLogStore SearchesPhones(Func<string, string, string, bool> finds) => Searches((search, entry) =>
        Like.Contains(entry.Result, search)
        || (new ConnectLogQuery { Search = search }.SearchDigits is { } digits && finds(entry.PrimaryPhone, search, digits)));

    /// <summary>Takes the cursor that follows a full page for a number of entries to skip.</summary>
    public static IConnectLogStore PagesByOffset()
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        int shown = 0;
        long? cursor = null;
        return new FaultyLog(right)
        {
            Query = async (query, token) =>
            {
                ConnectLogPage page = await right.QueryAsync(query, token);
                if (query.Before is { } before && before == cursor)
                {
                    ConnectLogPage all = await right.QueryAsync(query with { Before = null, PageSize = 1000 }, token);
                    page = ConnectLogPage.Create([.. all.Entries.Skip(shown).Take(query.PageSize)], all.Total, all.TotalIsExact);
                }
                else
                {
                    shown = 0;
                }

                shown += page.Entries.Count;
                cursor = page.Entries.Count == query.PageSize ? page.Entries[^1].Id : null;
                return page;
            },
        };
    }

    public static IConnectLogStore StreamsByOffset()
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        return new FaultyLog(right)
        {
            Stream = (query, token) =>
            {
                right.StreamAsync(query, token);
                return Pages(right, query, token);
            },
        };
    }

    public static IConnectLogStore Streams(Func<IConnectLogStore, ConnectLogQuery, CancellationToken, IAsyncEnumerable<ConnectLogEntry>> stream)
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        return new FaultyLog(right) { Stream = (query, token) => stream(right, query, token) };
    }

    /// <summary>Keeps the lists of headers that it was given.</summary>
    public static IConnectLogStore KeepsCallersHeaders()
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        var inputs = new System.Collections.Concurrent.ConcurrentDictionary<long, ConnectInputData?>();
        return new FaultyLog(right)
        {
            Append = async (entry, token) =>
            {
                long id = await right.AppendAsync(entry, token);
                inputs[id] = entry.InputData;
                return id;
            },
            Get = async (id, token) => await right.GetAsync(id, token) is { } seen ? seen with { InputData = inputs[id] } : null,
        };
    }

    /// <summary>Keeps the lists of attempts that it was given.</summary>
    public static IConnectLogStore KeepsCallersAttempts()
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        var lists = new System.Collections.Concurrent.ConcurrentDictionary<long, IReadOnlyList<ConnectAttempt>>();
        return new FaultyLog(right)
        {
            Append = async (entry, token) =>
            {
                long id = await right.AppendAsync(entry, token);
                lists[id] = entry.Attempts;
                return id;
            },
            Get = async (id, token) => await right.GetAsync(id, token) is { } seen ? seen with { Attempts = lists[id] } : null,
        };
    }

    /// <summary>Reads the last id, and writes the next one, without keeping others out in between.</summary>
    public static IConnectLogStore RepeatsIds()
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        int callers = 0;
        return new FaultyLog(right)
        {
            Append = async (entry, token) =>
            {
                bool crowded = Interlocked.Increment(ref callers) % 50 == 0 && entry?.Result?.StartsWith("writer", StringComparison.Ordinal) == true;
                long id = await right.AppendAsync(entry!, token);
                return crowded ? id - 1 : id;
            },
        };
    }

    /// <summary>Gives the ids of each two entries in the wrong order, as processes do that take ids in advance.</summary>
    public static IConnectLogStore SwapsIds()
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        return new FaultyLog(right)
        {
            Append = async (entry, token) => Swap(await right.AppendAsync(entry, token)),
            Get = async (id, token) => await right.GetAsync(Swap(id), token) is { } seen ? seen with { Id = id } : null,
            Query = async (query, token) =>
            {
                await right.QueryAsync(query, token);
                ConnectLogEntry[] found = await Swapped(right, query, token).ToArrayAsync(token);
                return ConnectLogPage.Create([.. found.Skip((int)Math.Min(query.Skip, int.MaxValue)).Take(query.PageSize)], found.Length);
            },
            Stream = (query, token) =>
            {
                right.StreamAsync(query, token);
                return Swapped(right, query, token);
            },
        };

        static long Swap(long id) => id <= 0 || id == long.MaxValue ? id : ((id - 1) ^ 1) + 1;

        static async IAsyncEnumerable<ConnectLogEntry> Swapped(IConnectLogStore right, ConnectLogQuery query, [EnumeratorCancellation] CancellationToken token)
        {
            IAsyncEnumerable<ConnectLogEntry> all = right.StreamAsync(query with { After = null, Before = null }, token);
            await foreach (ConnectLogEntry entry in all.Select(e => e with { Id = Swap(e.Id) }).Where(query.Matches).OrderByDescending(e => e.Id).WithCancellation(token))
            {
                token.ThrowIfCancellationRequested();
                yield return entry;
            }
        }
    }

    /// <summary>Lets go of a read that is cancelled while it runs with another exception.</summary>
    public static IConnectLogStore BreaksWhenCancelled()
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        return new FaultyLog(right)
        {
            Query = async (query, token) =>
            {
                ConnectLogPage page = await right.QueryAsync(query, token);

                // Until it is cancelled, however busy the machine is; the bound is for callers that never cancel.
                long start = Stopwatch.GetTimestamp();
                while (query.Search == "9" && !token.IsCancellationRequested && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10))
                {
                    await Task.Yield();
                }

                return token.IsCancellationRequested ? throw new InvalidOperationException("interrupted") : page;
            },
        };
    }

    public static IConnectLogStore IgnoresCancellation(bool append = false, bool read = false)
    {
        IConnectLogStore right = Door.Get<IConnectLogStore>();
        return new FaultyLog(right)
        {
            Append = (entry, token) => right.AppendAsync(entry, append ? CancellationToken.None : token),
            Get = (id, token) => right.GetAsync(id, read ? CancellationToken.None : token),
            Query = (query, token) => right.QueryAsync(query, read ? CancellationToken.None : token),
        };
    }

    private static async IAsyncEnumerable<ConnectLogEntry> Pages(
        IConnectLogStore right, ConnectLogQuery query, [EnumeratorCancellation] CancellationToken token)
    {
        for (int page = 1; ; page++)
        {
            ConnectLogPage read = await right.QueryAsync(query with { Page = page, PageSize = 20 }, token);
            foreach (ConnectLogEntry entry in read.Entries)
            {
                token.ThrowIfCancellationRequested();
                yield return entry;
            }

            if (read.Entries.Count < 20)
            {
                yield break;
            }
        }
    }
}
