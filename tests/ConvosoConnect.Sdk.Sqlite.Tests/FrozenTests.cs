using System.Data.Common;
using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Tests.Stores;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class FrozenTests : FrozenCases
{
    private protected override string Project => "ConvosoConnect.Sdk.Sqlite.Tests";

    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());

    private protected override Task<TestDatabase> CreateToFreezeAsync() => CreateAsync();

    /// <summary>Tables with their rows, then indexes. A virtual table stands in the schema as it is, beside the tables that it is made of.</summary>
    private protected override async Task<string> WriteAsync(TestDatabase database)
    {
        await using DbConnection connection = await database.ConnectAsync();
        var text = new StringBuilder("PRAGMA auto_vacuum = INCREMENTAL;\nPRAGMA writable_schema = ON;\n");
        foreach (string[] row in await RowsAsync(connection, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name"))
        {
            if (row[2].StartsWith("CREATE VIRTUAL", StringComparison.Ordinal))
            {
                string sql = row[2].Replace("'", "''", StringComparison.Ordinal);
                text.Append(CultureInfo.InvariantCulture, $"INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', '{row[1]}', '{row[1]}', 0, '{sql}');\n");
                continue;
            }

            text.Append(row[2]).Append(";\n");
            if (row[0] == "table")
            {
                string columns = string.Join(" || ', ' || ", (await RowsAsync(connection, $"SELECT name FROM pragma_table_info('{row[1]}')")).Select(c => $"quote({c[0]})"));
                foreach (string[] values in await RowsAsync(connection, $"SELECT {columns} FROM {row[1]} ORDER BY 1"))
                {
                    text.Append(CultureInfo.InvariantCulture, $"INSERT INTO {row[1]} VALUES ({values[0]});\n");
                }
            }
        }

        return text.Append("PRAGMA writable_schema = OFF;\n").ToString();
    }

    private protected override Task LoadAsync(TestDatabase database, string sql) => database.ExecuteAsync(sql);

    private protected override async Task<IReadOnlyList<string>> SchemaAsync(TestDatabase database)
    {
        await using DbConnection connection = await database.ConnectAsync();
        return
        [
            $"auto_vacuum {await SqliteTestDatabase.TextAsync(connection, "PRAGMA auto_vacuum")}",
            .. (await RowsAsync(connection, "SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")).Select(row => string.Join(' ', row)),
        ];
    }

    private static async Task<List<string[]>> RowsAsync(DbConnection connection, string sql)
    {
        var rows = new List<string[]>();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }
}
