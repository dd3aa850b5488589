using System.Data.Common;
using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Logs;
using ConvosoConnect.Sdk.Relational.Logs.Search;
using DbUp.Engine;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>
/// A kind of database: how to connect, its schema, and the few places where its SQL differs. The rest of the SQL is the same for all and asks for <c>LIMIT</c> and <c>OFFSET</c>,
/// <c>INSERT … ON CONFLICT … DO UPDATE</c> and <c>RETURNING</c> after <c>UPDATE</c> and <c>DELETE</c>, as SQLite, PostgreSQL and their relatives have them; parameters are written
/// <c>@name</c>. Its tables are made by <see cref="MigrateAsync"/>:
/// <code>
/// connect_meta (name, value)            one row 'version' with the value 0; one 'index' with 1 where there is an index of words
/// connect_endpoints, connect_adaptors (id, version, reference, document, secret)
/// connect_log (id, ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind, idempotency_key)
/// connect_log_documents (id, document)
/// connect_log_hours (hour, low, high, n)   key: hour
/// connect_log_blocks (block, n)            key: block
/// connect_log_statistics (hour, endpoint_id, sends, failures, last_id)   key: hour, endpoint_id
/// </code>
/// Ids of items, <c>reference</c> and the log's texts are text that is compared character by character; <c>document</c> and <c>secret</c>, which may be null, are bytes; all
/// others are whole numbers, 64 bits wide except <c>direction</c>, <c>outcome</c> and <c>status</c>. A command may hold several statements with <c>;</c>
/// between them. One instance serves all stores of an engine, and is used by many threads at once.
/// </summary>
public abstract class RelationalDatabase : IDisposable
{
    /// <summary>The table in which DbUp writes down which schema changes were made.</summary>
    protected const string SchemaJournal = "connect_schema_versions";

    /// <summary>How many ids a block of <c>connect_log_blocks</c> covers: block <c>n</c> begins with id <c>n * LogBlockSize</c>.</summary>
    protected const int LogBlockSize = LogCounts.BlockSize;

    private readonly DatabaseTurns _turns;

    /// <summary>Sets up what all databases have in common.</summary>
    protected RelationalDatabase() => (Index, _turns) = (new(this), new(this));

    /// <summary>What stands before each table's name in SQL, such as <c>"connect".</c> with its dot; empty for nothing.</summary>
    protected internal abstract string TablePrefix { get; }

    /// <summary>
    /// Whether the index of words gives entries in no order, so that all entries that a search finds have to be looked up before the newest are known. Default false. A
    /// search that finds many is then tried without the index first.
    /// </summary>
    protected internal virtual bool IndexIsUnordered => false;

    /// <summary>
    /// The version of the index of words, which stands in the row 'index' of <c>connect_meta</c>. Default 1; to be raised when entries are indexed in another way. The index
    /// is then made anew in the background (<see cref="IndexAnewAsync"/>), and searches do without it meanwhile.
    /// </summary>
    protected internal virtual int IndexVersion => 1;

    /// <summary>A sentence that tells why nothing can be written; null when the database can be written, and before the first connection. Default null.</summary>
    protected internal virtual string? ReadOnlyReason => null;

    /// <summary>
    /// Whether one transaction at a time may write in the whole database. Default false. Those of this instance then wait for each other in the order in which they come, before
    /// they ask the database: an endpoint is saved, and old entries are deleted, between two batches of log entries.
    /// </summary>
    protected internal virtual bool HasOneWriter => false;

    /// <summary>
    /// Held by a change of endpoints or adaptors, and by everything that writes where the database has one writer. The database lets one at a time through in any case; those that
    /// wait here need no connection meanwhile, and are let through in the order in which they came.
    /// </summary>
    internal SemaphoreSlim Changing => _turns.Changing;

    internal LogIndex Index { get; }

    /// <summary>Closes what the database holds open; called once the stores have written all that waited.</summary>
    public virtual void Dispose()
    {
        Index.Dispose();
        _turns.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a connection, to which no other thread has access; its disposal may give it back to a pool.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The open connection.</returns>
    protected internal abstract ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Makes the schema or brings it up to date, before the first connection is used; called again when it threw. Several instances may do so at the same time.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>When it is done.</returns>
    protected internal abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction that writes. Default: that of the driver.</summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the wait for a lock.</param>
    /// <returns>The transaction; its disposal rolls back what was not committed.</returns>
    protected internal virtual ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.BeginTransactionAsync(cancellationToken);
    }

    /// <summary>Gives up all connections that wait to be used again, because one of them turned out to be lost.</summary>
    protected internal abstract void ForgetConnections();

    /// <summary>
    /// Adds rows to <c>connect_log</c>, <c>connect_log_documents</c> and the indexes of its own in one transaction, gives them ids (ascending in the order of the rows, above
    /// all ids that were ever given), and counts them in <c>connect_log_hours</c>, <c>connect_log_blocks</c> and <c>connect_log_statistics</c>. Nothing of it remains when it
    /// throws.
    /// </summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>.</param>
    /// <param name="rows">The rows, one at least; <see cref="LogRow.Id"/> of each is to be set.</param>
    /// <returns>When they are committed, and on the disk where the options ask for that.</returns>
    protected internal abstract Task AppendAsync(DbConnection connection, IReadOnlyList<LogRow> rows);

    /// <summary>
    /// The steps of <see cref="AppendAsync(DbConnection, IReadOnlyList{LogRow})"/> for a database that takes them one after the other: the caller adds the rows, the rest is
    /// done here.
    /// </summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>.</param>
    /// <param name="rows">The rows, one at least.</param>
    /// <param name="insert">Adds the rows and sets their ids; a transaction is open on the connection.</param>
    /// <returns>When they are committed.</returns>
    protected Task AppendAsync(DbConnection connection, IReadOnlyList<LogRow> rows, Func<Task> insert)
    {
        ArgumentNullException.ThrowIfNull(insert);
        return WriteAsync(
            connection,
            async () =>
            {
                await insert().ConfigureAwait(false);
                await LogCounts.AddAsync(this, connection, rows).ConfigureAwait(false);
            },
            CancellationToken.None);
    }

    /// <summary>Deletes entries from indexes that only this database has; they are gone from the common tables already. By default there are none.</summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>, on which a transaction is open.</param>
    /// <param name="ids">The entries, one at least.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>When they are deleted; the caller commits.</returns>
    protected internal virtual Task DeleteFromIndexesAsync(DbConnection connection, IReadOnlyList<long> ids, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Deletes log entries that must not be left in the database's files either, as those of a person who asks for it. Default: deletes them, and leaves it to the database
    /// when the bytes are overwritten.
    /// </summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>, on which no transaction is open.</param>
    /// <param name="deleteAsync">Deletes them in transactions of its own, and counts them.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>How many were deleted.</returns>
    protected internal virtual Task<long> EraseAsync(DbConnection connection, Func<Task<long>> deleteAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deleteAsync);
        return deleteAsync();
    }

    /// <summary>
    /// Replaces what the index of words holds of entries, which an earlier version of the package may have indexed in another way. Default: there is no such index.
    /// </summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>, on which a transaction is open.</param>
    /// <param name="rows">The entries with their ids, one at least; they stand in the common tables.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>When it is done; the caller commits.</returns>
    protected internal virtual Task IndexAnewAsync(DbConnection connection, IReadOnlyList<LogRow> rows, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Called once a change or deletion of an endpoint or adaptor is committed: lets nothing of the former one, which may hold credentials, remain in files of the database.
    /// Default: nothing to do.
    /// </summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>, without a transaction.</param>
    /// <returns>When it is done, or will be done later. What is committed stays, so that this fails for no reason.</returns>
    protected internal virtual Task EraseFormerAsync(DbConnection connection) => Task.CompletedTask;

    /// <summary>
    /// Called before deleted entries are taken out of the counts: waits for the lock under which others add entries and count them, where transactions that count at the same
    /// time could wait for each other in a circle. Default: there is no such lock.
    /// </summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>, on which a transaction is open.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>When the lock is held, until the transaction ends.</returns>
    protected internal virtual Task LockCountsAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called after a purge, again and again: gives a bounded part of the space that deleted entries left back to the file system. Default: nothing to do.</summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>, on which a transaction is open.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether there is more to give back.</returns>
    protected internal virtual Task<bool> ShrinkAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>
    /// Waits until the entries that a connection has just read are on the disk, for a reader that follows the log: were one of them lost in a crash, its id could be given
    /// again. Default: nothing to wait for, since no entry can be seen before it is on the disk.
    /// </summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>When they are on the disk.</returns>
    protected internal virtual Task SettleAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets a token stop what a connection reads, where the driver's own commands do not look at it. Default: null, nothing to do.</summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>.</param>
    /// <param name="cancellationToken">Once it is cancelled, the connection's commands end with a <see cref="DbException"/>.</param>
    /// <returns>An object that ends this when it is disposed, before the connection is used for anything else.</returns>
    protected internal virtual IDisposable? StopWhenCancelled(DbConnection connection, CancellationToken cancellationToken) => null;

    /// <summary>Says where the entries of some criteria are looked for. Text and digits are compared here, all else by the caller.</summary>
    /// <param name="criteria">What is looked for.</param>
    /// <param name="command">Gets the parameters that the SQL names; others of the command are <c>@take</c>, <c>@skip</c>, <c>@from</c>, <c>@until</c>, <c>@endpoint</c>,
    /// <c>@origin</c>, <c>@originKind</c>, <c>@prefix</c>, <c>@lead</c>, <c>@kind</c>, <c>@after</c>, <c>@before</c>, <c>@low</c>, <c>@high</c>, <c>@newest</c> and
    /// <c>@most</c>.</param>
    /// <returns>The parts of the SQL.</returns>
    protected internal abstract LogCandidates FindCandidates(LogCriteria criteria, DbCommand command);

    /// <summary>Whether the database refused what a command would write, as by a constraint or a limit: such a row must not take others of its transaction with it.</summary>
    /// <param name="exception">What the driver threw.</param>
    /// <returns>False where it was not the row's fault, as when the connection was lost.</returns>
    protected internal abstract bool IsRefusal(DbException exception);

    /// <summary>Puts what a driver threw into words that say what to do. Default: null, the driver's own are as good.</summary>
    /// <param name="exception">What the driver threw; nobody cancelled.</param>
    /// <returns>What is thrown in its place, with it inside; null for the exception itself.</returns>
    protected internal virtual Exception? Explain(DbException exception) => null;

    /// <summary>
    /// Reads a connection string into the driver's builder. The drivers' own sentences may quote a part of a password; these name only keywords that the driver knows.
    /// </summary>
    /// <typeparam name="TBuilder">The driver's builder.</typeparam>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="builder">A builder of the driver's, empty.</param>
    /// <param name="database">What the database is called.</param>
    /// <param name="example">A connection string to follow.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is not a connection string; the message says what was seen.</exception>
    protected static TBuilder ReadConnectionString<TBuilder>(string? connectionString, TBuilder builder, string database, string example)
        where TBuilder : DbConnectionStringBuilder => ConnectionText.Read(connectionString, builder, database, example);

    /// <summary>Makes the schema changes that the database has not seen.</summary>
    /// <param name="engine">DbUp with all changes, in their order, and <see cref="SchemaJournal"/> as its journal.</param>
    /// <exception cref="InvalidOperationException">A change failed, or the database has seen changes of a newer version and was left alone.</exception>
    protected void UpgradeSchema(UpgradeEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        SchemaHistory.Upgrade(engine, Explain);
    }

    /// <summary>Checks a database that can only be read: it must have seen exactly these schema changes.</summary>
    /// <param name="engine">DbUp with all changes, in their order, and <see cref="SchemaJournal"/> as its journal.</param>
    /// <exception cref="InvalidOperationException">It has seen fewer, or others.</exception>
    protected static void CheckSchema(UpgradeEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        SchemaHistory.Check(engine);
    }

    /// <summary>Opens a connection; the schema has been brought up to date at first use, or will be tried again at the next.</summary>
    internal ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => _turns.OpenAsync(cancellationToken);

    /// <summary>Opens a connection that is to write.</summary>
    /// <exception cref="NotSupportedException">The database can only be read.</exception>
    internal ValueTask<DbConnection> OpenForWritingAsync(CancellationToken cancellationToken) => _turns.OpenForWritingAsync(cancellationToken);

    /// <summary>Writes to the log in one transaction, in turn with all else that writes where the database has one writer; nothing of it remains when it throws.</summary>
    /// <param name="connection">A connection of <see cref="ConnectAsync"/>, on which no transaction is open.</param>
    /// <param name="write">What to write.</param>
    /// <param name="cancellationToken">Cancels the wait for the turn.</param>
    /// <returns>When it is committed.</returns>
    protected internal Task WriteAsync(DbConnection connection, Func<Task> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        return _turns.WriteAsync(connection, write, cancellationToken);
    }
}
