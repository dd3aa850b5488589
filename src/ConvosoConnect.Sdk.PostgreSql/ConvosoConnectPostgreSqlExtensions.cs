using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.PostgreSql;
using ConvosoConnect.Sdk.Relational;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the engine's data in PostgreSQL 13 or later; no extension is needed.</summary>
#pragma warning disable RS0026 // Each pair of overloads differs in the type of a parameter that is required, so that the optional one makes no call ambiguous.
public static class ConvosoConnectPostgreSqlExtensions
{
    // A server admits 100 connections unless told otherwise, and several instances share it.
    private const int MaxPoolSize = 16;

    /// <summary>
    /// Keeps endpoints, adaptors and the log in PostgreSQL. The schema is made and brought up to date at first use, however many instances start at once;
    /// a change made on one instance is used by all within a second.
    /// </summary>
    /// <param name="builder">The engine.</param>
    /// <param name="connectionString">Such as <c>Host=db;Database=app;Username=app;Password=…</c>; <c>Maximum Pool Size</c> is 16 unless set.</param>
    /// <param name="configure">Sets options; null leaves those of the configuration, or the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is no connection string, or names no host.</exception>
    public static ConvosoConnectBuilder UsePostgreSql(this ConvosoConnectBuilder builder, string connectionString, Action<RelationalStoreOptions>? configure = null) =>
        builder.UseRelationalStores(Database(connectionString), configure);

    /// <summary>Keeps endpoints, adaptors and the log in PostgreSQL, through a data source that the app owns and disposes.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="source">The data source; its user may create the schema, or it exists already. A slim one needs <c>EnableArrays</c>.</param>
    /// <param name="configure">Sets options; null leaves those of the configuration, or the defaults.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder UsePostgreSql(this ConvosoConnectBuilder builder, NpgsqlDataSource source, Action<RelationalStoreOptions>? configure = null) =>
        builder.UseRelationalStores(Database(source), configure);

    /// <summary>Keeps the log alone in PostgreSQL, and endpoints and adaptors where they are, for instance in the configuration.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="connectionString">Such as <c>Host=db;Database=app;Username=app;Password=…</c>.</param>
    /// <param name="configure">Sets options; null leaves those of the configuration, or the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is no connection string, or names no host.</exception>
    public static ConvosoConnectBuilder UsePostgreSqlLog(this ConvosoConnectBuilder builder, string connectionString, Action<RelationalStoreOptions>? configure = null) =>
        builder.UseRelationalLog(Database(connectionString), configure);

    /// <summary>Keeps the log alone in PostgreSQL, through a data source that the app owns and disposes.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="source">The data source; its user may create the schema, or it exists already. A slim one needs <c>EnableArrays</c>.</param>
    /// <param name="configure">Sets options; null leaves those of the configuration, or the defaults.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder UsePostgreSqlLog(this ConvosoConnectBuilder builder, NpgsqlDataSource source, Action<RelationalStoreOptions>? configure = null) =>
        builder.UseRelationalLog(Database(source), configure);

    private static Func<IServiceProvider, PostgreSqlDatabase> Database(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = PostgreSqlDatabase.Read(connectionString);
        if (!settings.ShouldSerialize("Maximum Pool Size"))
        {
            settings.MaxPoolSize = Math.Max(MaxPoolSize, settings.MinPoolSize);
        }

        // The slim builder leaves out what native compilation cannot follow; batches of log entries travel as arrays.
        return Database(() => new NpgsqlSlimDataSourceBuilder(settings.ConnectionString).EnableArrays().EnableTransportSecurity().Build(), ownsSource: true);
    }

    private static Func<IServiceProvider, PostgreSqlDatabase> Database(NpgsqlDataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Database(() => source, ownsSource: false);
    }

    private static Func<IServiceProvider, PostgreSqlDatabase> Database(Func<NpgsqlDataSource> source, bool ownsSource) => provider =>
    {
        RelationalStoreOptions options = provider.GetRequiredService<IOptions<RelationalStoreOptions>>().Value;
        return new PostgreSqlDatabase(source(), ownsSource, options.Schema, options.LogFlushesToDisk);
    };
}
#pragma warning restore RS0026
