using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>Gives the space of deleted entries back to the file system, some pages at a time, so that nobody waits long.</summary>
internal static class SqliteSpace
{
    // Of the file's pages so many stay free, a tenth or four megabytes: they are soon used again, and the file would only grow anew.
    private const int SparePart = 10;
    private const long FewestSpare = 1024;
    private const int PagesOfStep = 256;

    /// <summary>Makes it possible, before a new file holds anything.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        if (Number(connection, "page_count") == 0)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle!, "PRAGMA auto_vacuum = INCREMENTAL"), connection.Handle!);
        }
    }

    /// <summary>Takes free pages out of the file, which becomes shorter at the next checkpoint; tells whether there are more to be taken.</summary>
    public static bool Release(SqliteConnection connection)
    {
        long spare = Math.Max(FewestSpare, Number(connection, "page_count") / SparePart);
        long free = Number(connection, "freelist_count");
        if (free <= spare)
        {
            return false;
        }

        // The driver would run the first step of it only, which frees one page.
        int code = raw.sqlite3_exec(connection.Handle!, string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({Math.Min(PagesOfStep, free - spare)})"));
        SqliteException.ThrowExceptionForRC(code, connection.Handle!);
        long left = Number(connection, "freelist_count");
        return left < free && left > spare;
    }

    private static long Number(SqliteConnection connection, string pragma)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of this class.
        command.CommandText = $"PRAGMA {pragma}";
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
