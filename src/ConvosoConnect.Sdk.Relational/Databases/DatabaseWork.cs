using System.Data;
using System.Data.Common;
using System.Diagnostics;

namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>How connections are used: again where they were lost, in small pieces where the work is long, and with failures in our words.</summary>
internal static class DatabaseWork
{
    /// <summary>Reads; reads again when the connection dates from before a restart of the server.</summary>
    public static Task<T> ReadAsync<T>(this RelationalDatabase database, Func<DbConnection, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(database, database.OpenAsync, read, cancellationToken);

    /// <summary>Does work that writes in transactions of its own; begins again when the connection dates from before a restart of the server.</summary>
    public static Task<T> WorkAsync<T>(this RelationalDatabase database, Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(database, database.OpenForWritingAsync, work, cancellationToken);

    private static async Task<T> RunAsync<T>(
        RelationalDatabase database, Func<CancellationToken, ValueTask<DbConnection>> open, Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        for (bool again = false; ; again = true)
        {
            DbConnection connection = await OpenAsync(database, open, cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                try
                {
                    return await work(connection).ConfigureAwait(false);
                }
                catch (DbException) when (!again && connection.State != ConnectionState.Open)
                {
                    database.ForgetConnections();
                }
                catch (DbException exception) when (database.Explain(exception) is { } told)
                {
                    throw told;
                }
            }
        }
    }

    private static async Task<DbConnection> OpenAsync(RelationalDatabase database, Func<CancellationToken, ValueTask<DbConnection>> open, CancellationToken cancellationToken)
    {
        try
        {
            return await open(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException exception) when (database.Explain(exception) is { } told)
        {
            throw told;
        }
    }

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
