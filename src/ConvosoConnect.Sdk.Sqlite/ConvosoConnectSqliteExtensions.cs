using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Relational;
using ConvosoConnect.Sdk.Sqlite;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the engine's data in one SQLite file.</summary>
public static class ConvosoConnectSqliteExtensions
{
    /// <summary>
    /// Keeps endpoints, adaptors and log in a SQLite file. The schema is made and brought up to date at first use; several processes may use the file.
    /// </summary>
    /// <param name="builder">The engine.</param>
    /// <param name="connectionString">Such as <c>Data Source=connect.db</c>; <c>Default Timeout</c> is how many seconds to wait for other processes, 30 unless set.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is no connection string, or names no file.</exception>
    public static ConvosoConnectBuilder UseSqlite(this ConvosoConnectBuilder builder, string connectionString) => Use(builder, connectionString, logOnly: false);

    /// <summary>Keeps the log alone in a SQLite file, and endpoints and adaptors where they are, for instance in the configuration.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="connectionString">Such as <c>Data Source=connect.db</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is no connection string, or names no file.</exception>
    public static ConvosoConnectBuilder UseSqliteLog(this ConvosoConnectBuilder builder, string connectionString) => Use(builder, connectionString, logOnly: true);

    private static ConvosoConnectBuilder Use(ConvosoConnectBuilder builder, string connectionString, bool logOnly)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _ = new SqliteDatabase(connectionString, default);
        StoreRegistration.Use(
            builder.Services,
            provider => new SqliteDatabase(connectionString, provider.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue.LogFlushesToDisk),
            logOnly);
        return builder;
    }
}
