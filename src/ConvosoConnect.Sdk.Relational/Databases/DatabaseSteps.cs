using System.Data.Common;
using System.Diagnostics;

namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>Work in the background that is done in small pieces, so that senders hardly wait.</summary>
internal static class DatabaseSteps
{
    /// <summary>Runs one step in a transaction and then rests for as long as it took, so that senders of other processes too have at least half of the time.</summary>
    public static async Task<T> StepAsync<T>(this RelationalDatabase database, DbConnection connection, Func<Task<T>> step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan busy = TimeSpan.Zero;
        T result = default!;
        await database.WriteAsync(
            connection,
            async () =>
            {
                long start = Stopwatch.GetTimestamp();
                result = await step().ConfigureAwait(false);
                busy = Stopwatch.GetElapsedTime(start);
            },
            cancellationToken).ConfigureAwait(false);
        await Task.Delay(busy, cancellationToken).ConfigureAwait(false);
        return result;
    }
}
