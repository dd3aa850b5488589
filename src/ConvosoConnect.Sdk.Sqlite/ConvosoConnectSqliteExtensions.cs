using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Relational;
using ConvosoConnect.Sdk.Sqlite;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the engine's data in one SQLite file.</summary>
public static class ConvosoConnectSqliteExtensions
{
    /// <summary>
    /// Keeps endpoints, adaptors and the log in a SQLite file. The schema is made and brought up to date at first use; several processes may use the file.
    /// </summary>
    /// <param name="builder">The engine.</param>
    /// <param name="connectionString">Such as <c>Data Source=connect.db</c>; <c>Default Timeout</c> is how many seconds to wait for other processes, 30 unless set.</param>
    /// <param name="configure">Sets options; null leaves those of the configuration, or the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is no connection string, or names no file.</exception>
    public static ConvosoConnectBuilder UseSqlite(this ConvosoConnectBuilder builder, string connectionString, Action<RelationalStoreOptions>? configure = null) =>
        builder.UseRelationalStores(Database(builder, connectionString), configure);

    /// <summary>Keeps the log alone in a SQLite file, and endpoints and adaptors where they are, for instance in the configuration.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="connectionString">Such as <c>Data Source=connect.db</c>.</param>
    /// <param name="configure">Sets options; null leaves those of the configuration, or the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is no connection string, or names no file.</exception>
    public static ConvosoConnectBuilder UseSqliteLog(this ConvosoConnectBuilder builder, string connectionString, Action<RelationalStoreOptions>? configure = null) =>
        builder.UseRelationalLog(Database(builder, connectionString), configure);

    private static Func<IServiceProvider, SqliteDatabase> Database(ConvosoConnectBuilder builder, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // A connection string that is none is refused here, not when the file is first needed.
        _ = new SqliteDatabase(connectionString, flushesToDisk: true);
        return provider => new SqliteDatabase(connectionString, provider.GetRequiredService<IOptions<RelationalStoreOptions>>().Value.LogFlushesToDisk);
    }
}
