using System.Data.Common;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>The counter that gives endpoints and adaptors their versions.</summary>
internal static class Versions
{
    public static async Task<long> NextAsync(RelationalDatabase database, DbConnection connection, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command($"UPDATE {database.TablePrefix}connect_meta SET value = value + 1 WHERE name = 'version' RETURNING value");
        await using (command.ConfigureAwait(false))
        {
            return await command.ScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task<long> CurrentAsync(RelationalDatabase database, DbConnection connection, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command($"SELECT value FROM {database.TablePrefix}connect_meta WHERE name = 'version'");
        await using (command.ConfigureAwait(false))
        {
            return await command.ScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
