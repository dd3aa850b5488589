using System.Globalization;
using ConvosoConnect.Sdk;

namespace QuickStart;

/// <summary>What was in the log before this run, which adds to it.</summary>
/// <param name="Entries">How many entries, or how many at least.</param>
/// <param name="IsExact">Whether there are no more.</param>
/// <param name="LastId">The id of the newest; 0 when there is none.</param>
internal sealed record EarlierRuns(long Entries, bool IsExact, long LastId)
{
    /// <summary>What this run logged.</summary>
    public ConnectLogQuery SinceThen => new() { After = LastId };

    public static async Task<EarlierRuns> ReadAsync(IConnectLogStore log, CancellationToken cancellationToken)
    {
        ConnectLogPage page = await log.QueryAsync(new ConnectLogQuery(), cancellationToken);
        return new EarlierRuns(page.Total, page.TotalIsExact, page.Entries.Count == 0 ? 0 : page.Entries[0].Id);
    }

    public override string ToString() => Entries == 0
        ? "no entries of earlier runs"
        : string.Create(CultureInfo.InvariantCulture, $"{(IsExact ? "" : "more than ")}{Entries} entries of earlier runs");
}
