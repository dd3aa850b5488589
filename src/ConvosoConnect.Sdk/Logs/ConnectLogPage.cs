using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>One page of the log.</summary>
public sealed record ConnectLogPage
{
    private readonly ListByValue<ConnectLogEntry> _entries = new([]);

    private ConnectLogPage()
    {
    }

    /// <summary>The entries, newest first.</summary>
    public IReadOnlyList<ConnectLogEntry> Entries
    {
        get => _entries.Items!;
        private init => _entries = new(value);
    }

    /// <summary>How many entries match the query in all.</summary>
    public long Total { get; private init; }

    /// <summary>False when the store stopped counting at <see cref="Total"/>, so that there may be more.</summary>
    public bool TotalIsExact { get; private init; }

    /// <summary>Makes a page, in a store or in a test.</summary>
    /// <param name="entries">The entries, newest first.</param>
    /// <param name="total">
    /// How many entries match the query in all. When it is less than the number of <paramref name="entries"/>, that number is taken instead: a store may count before it reads,
    /// and entries may be appended in between.
    /// </param>
    /// <param name="totalIsExact">False when the store stopped counting at <paramref name="total"/>, so that there may be more.</param>
    /// <returns>The page.</returns>
    public static ConnectLogPage Create(IReadOnlyList<ConnectLogEntry> entries, long total, bool totalIsExact = true)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return new() { Entries = entries, Total = Math.Max(total, entries.Count), TotalIsExact = totalIsExact };
    }
}
