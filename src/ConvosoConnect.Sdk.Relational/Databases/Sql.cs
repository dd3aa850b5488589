using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>Short forms for commands with parameters.</summary>
internal static class Sql
{
    public static DbCommand Command(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is put together from constants of this library; every value is a parameter.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach ((string name, object? value) in parameters)
        {
            command.Add(name, value);
        }

        return command;
    }

    public static void Add(this DbCommand command, string name, object? value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    /// <summary>Adds bytes, whose type a database could not tell of a null.</summary>
    public static void AddBytes(this DbCommand command, string name, byte[]? value)
    {
        command.Add(name, value);
        command.Parameters[name].DbType = DbType.Binary;
    }

    /// <summary>Ids for an <c>IN (…)</c>: numbers that the database gave, so they need be no parameters.</summary>
    public static string List(IEnumerable<long> ids) => string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));

    public static async Task<long> ScalarAsync(this DbCommand command, CancellationToken cancellationToken)
    {
        object? value = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        return value is null or DBNull ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }

    public static async IAsyncEnumerable<DbDataReader> RowsAsync(this DbCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return reader;
            }
        }
    }
}
