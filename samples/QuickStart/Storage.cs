using System.Globalization;
using ConvosoConnect.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace QuickStart;

/// <summary>Where the log is kept. Endpoints and adaptors come from appsettings.json all the same.</summary>
/// <param name="name">One of <see cref="Names"/>.</param>
/// <param name="connection">PostgreSQL's connection string; the others have none.</param>
internal sealed class Storage(string name, string connection)
{
    public const string Sqlite = "sqlite";

    private const string Memory = "memory";
    private const string Postgres = "postgres";
    private const string File = "connect.db";

    public static string[] Names { get; } = [Memory, Sqlite, Postgres];

    /// <summary>What to correct before it can be used, or null.</summary>
    public string? Problem => name != Postgres || Place is { } ? null : connection.Length == 0
        ? "The store 'postgres' needs a database: give --connection \"Host=…;Database=…;Username=…;Password=…\", or set CONVOSOCONNECT_POSTGRES to that."
        : "The connection string of the store 'postgres' cannot be read. It looks like this: \"Host=…;Database=…;Username=…;Password=…\".";

    // Neither the connection string nor the reason why it cannot be read is shown: both may hold the password.
    private string? Place
    {
        get
        {
            try
            {
                var parts = new NpgsqlConnectionStringBuilder(connection);
                return parts.Host is { Length: > 0 } host ? string.Create(CultureInfo.InvariantCulture, $"{parts.Database ?? parts.Username} on {host}:{parts.Port}") : null;
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>One line swaps it.</summary>
    public ConvosoConnectBuilder Use(ConvosoConnectBuilder builder) => name switch
    {
        Sqlite => builder.UseSqliteLog($"Data Source={File}"),
        Postgres => builder.UsePostgreSqlLog(connection),
        _ => builder,
    };

    public override string ToString() => name switch
    {
        Sqlite => $"the SQLite file {File}",
        Postgres => $"the PostgreSQL database {Place}",
        _ => "memory",
    };
}
