using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>Puts what the server or the driver said into sentences that say what to do. They quote the server, never the connection string.</summary>
internal static class PostgreSqlFault
{
    /// <summary>The sentence for a failure, with the driver's exception inside; null where the driver's own words are as good.</summary>
    /// <param name="exception">What the driver threw.</param>
    /// <param name="schema">The schema, quoted as in SQL.</param>
    public static Exception? Explain(DbException exception, string schema)
    {
        string seen = Seen(exception);
        return exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new TimeoutException(
                $"PostgreSQL cancelled a statement: {seen}. Narrow a search by days or endpoint; else have the statement_timeout of the role or database raised, "
                + "or look for what holds a lock.",
                exception),
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new NotSupportedException(
                $"The PostgreSQL server takes no changes: {seen}. It is a standby, or default_transaction_read_only is on. Connect to the primary (several hosts and "
                + "Target Session Attributes=primary in the connection string find it), or have the setting turned off for the role and the database.",
                exception),
            PostgresException error => Sentence(error, seen, schema) is { } sentence ? new InvalidOperationException(sentence, exception) : null,
            { InnerException: TimeoutException } => new TimeoutException(
                $"PostgreSQL did not respond in time: {seen}. Narrow a search by days or endpoint; else look at the server's load, and raise Timeout (to connect) or "
                + "Command Timeout in the connection string.",
                exception),
            { InnerException: SocketException } => new InvalidOperationException(
                $"PostgreSQL cannot be reached: {seen}. Check that the server runs, and Host and Port of the connection string.", exception),
            { InnerException: IOException } => new InvalidOperationException(
                $"The connection to PostgreSQL was lost: {seen}. The next call opens another one; where this goes on, look at the server and the network.", exception),
            _ => null,
        };
    }

    private static string? Sentence(PostgresException error, string seen, string schema) => error.SqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege =>
            $"PostgreSQL does not give the role of the connection string a right that the stores need: {seen}. Have an administrator run: "
            + $"GRANT USAGE ON SCHEMA {schema} TO <the role>; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO <the role>; "
            + $"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO <the role>. A role that is to make or change the tables needs to be the schema's owner.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
            $"PostgreSQL lacks what the stores made at first use: {seen}. It was dropped or renamed since then. Restore it from a backup. Where its data may be lost, run "
            + $"DROP SCHEMA {schema} CASCADE if the schema is still there, and restart the app, which makes it anew.",
        PostgresErrorCodes.DiskFull => $"The disk of the PostgreSQL server is full: {seen}. Free space there, or make it larger; nothing else needs to be done then.",
        PostgresErrorCodes.OutOfMemory => $"The PostgreSQL server is out of memory: {seen}. Give it more, or fewer connections and less work_mem.",
        PostgresErrorCodes.TooManyConnections =>
            $"PostgreSQL admits no further connection: {seen}. Raise max_connections or the limit of the role or database, lower Maximum Pool Size in the connection strings of the "
            + "instances, or put a pooler in front.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            $"The PostgreSQL server ended the connection, is starting or going down: {seen}. The stores work again once it runs; nothing else needs to be done then.",
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure =>
            $"PostgreSQL undid the transaction for the sake of another one: {seen}. Nothing of it was kept; do it again.",
        PostgresErrorCodes.LockNotAvailable => $"PostgreSQL did not get a lock in time: {seen}. Look in pg_locks for what holds it, or have lock_timeout raised.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"PostgreSQL does not let the role in: {seen}. Check Username and Password of the connection string, and the server's pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName => $"PostgreSQL has no such database: {seen}. Check Database of the connection string, or have it created.",
        _ => null,
    };

    /// <summary>What the server said, else the driver and what it met, without the full stop at its end.</summary>
    private static string Seen(DbException exception)
    {
        string seen = exception is PostgresException error ? error.MessageText
            : exception.InnerException is { } inner && inner.Message != exception.Message ? $"{exception.Message.TrimEnd('.')} ({inner.Message.TrimEnd('.')})"
            : exception.Message;
        return seen.TrimEnd('.');
    }
}
