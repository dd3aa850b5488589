using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.PostgreSql;
using ConvosoConnect.Sdk.Relational;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the engine's data in PostgreSQL 13 or later; no extension is needed.</summary>
public static class ConvosoConnectPostgreSqlExtensions
{
    // A server admits 100 connections unless told otherwise, and several instances share it.
    private const int MaxPoolSize = 16;
    private const string Example = "Host=db;Database=app;Username=app;Password=...";

    /// <summary>
    /// Keeps endpoints, adaptors and log in PostgreSQL. The schema is made and brought up to date at first use, however many instances start at once;
    /// a change made on one instance is used by all within a second.
    /// </summary>
    /// <param name="builder">The engine.</param>
    /// <param name="connectionString">Such as <c>Host=db;Database=app;Username=app;Password=…</c>; <c>Maximum Pool Size</c> is 16 unless set.</param>
    /// <param name="configure">Sets options; null leaves the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is no connection string, or names no host.</exception>
    public static ConvosoConnectBuilder UsePostgreSql(
        this ConvosoConnectBuilder builder, string connectionString, Action<PostgreSqlStoreOptions>? configure) =>
        Use(builder, Source(connectionString), ownsSource: true, configure, logOnly: false);

    /// <summary>The same with the default options.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="connectionString">Such as <c>Host=db;Database=app;Username=app;Password=…</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is no connection string, or names no host.</exception>
    public static ConvosoConnectBuilder UsePostgreSql(this ConvosoConnectBuilder builder, string connectionString) =>
        builder.UsePostgreSql(connectionString, configure: null);

    /// <summary>Keeps endpoints, adaptors and log in PostgreSQL, through a data source that the app owns and disposes.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="source">The data source; its user may create the schema, or it exists already. A slim one needs <c>EnableArrays</c>.</param>
    /// <param name="configure">Sets options; null leaves the defaults.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder UsePostgreSql(
        this ConvosoConnectBuilder builder, NpgsqlDataSource source, Action<PostgreSqlStoreOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Use(builder, _ => source, ownsSource: false, configure, logOnly: false);
    }

    /// <summary>Keeps the log alone in PostgreSQL, and endpoints and adaptors where they are, for instance in the configuration.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="connectionString">Such as <c>Host=db;Database=app;Username=app;Password=…</c>.</param>
    /// <param name="configure">Sets options; null leaves the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">It is no connection string, or names no host.</exception>
    public static ConvosoConnectBuilder UsePostgreSqlLog(
        this ConvosoConnectBuilder builder, string connectionString, Action<PostgreSqlStoreOptions>? configure = null) =>
        Use(builder, Source(connectionString), ownsSource: true, configure, logOnly: true);

    private static Func<IServiceProvider, NpgsqlDataSource> Source(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = ConnectionText.Read(connectionString, new NpgsqlConnectionStringBuilder(), "PostgreSQL", Example);
        if (string.IsNullOrWhiteSpace(settings.Host))
        {
            throw new ArgumentException($"The connection string for PostgreSQL names no Host. Write one such as '{Example}'.", nameof(connectionString));
        }

        if (!settings.ShouldSerialize("Maximum Pool Size"))
        {
            settings.MaxPoolSize = Math.Max(MaxPoolSize, settings.MinPoolSize);
        }

        // The slim builder leaves out what native compilation cannot follow; batches of log entries travel as arrays.
        return _ => new NpgsqlSlimDataSourceBuilder(settings.ConnectionString).EnableArrays().EnableTransportSecurity().Build();
    }

    private static ConvosoConnectBuilder Use(
        ConvosoConnectBuilder builder, Func<IServiceProvider, NpgsqlDataSource> source, bool ownsSource, Action<PostgreSqlStoreOptions>? configure, bool logOnly)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new PostgreSqlStoreOptions();
        configure?.Invoke(options);
        if (options.Schema is not { Length: > 0 and <= 63 } schema || char.IsAsciiDigit(schema[0])
            || !schema.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            throw new ArgumentException(
                $"The schema '{options.Schema}' is not possible. Use at most 63 lower-case letters, digits and underscores, and no digit first.", nameof(configure));
        }

        StoreRegistration.Use(
            builder.Services,
            provider => new PostgreSqlDatabase(
                source(provider), ownsSource, options.Schema, provider.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue.LogFlushesToDisk),
            logOnly);
        return builder;
    }
}
