using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// Notices when somebody deletes or replaces the file while it is open: SQLite would go on with the file that nobody can find any longer. It keeps one connection to the file as it
/// was at first, whose place SQLite compares with what has the file's name now, at the price of a microsecond. Windows lets nobody delete an open file.
/// </summary>
internal sealed class SqliteFileGuard : IDisposable
{
    private const string Library = "e_sqlite3";

    // SQLITE_FCNTL_HAS_MOVED
    private const int HasMoved = 20;

    private readonly SqliteConnection _first;
    private readonly string _dataSource;
    private readonly string? _log;

    private SqliteFileGuard(SqliteConnection first, string dataSource, string? log) => (_first, _dataSource, _log) = (first, dataSource, log);

    /// <summary>Watches a file that exists.</summary>
    /// <param name="connectionString">How to open it.</param>
    /// <param name="dataSource">What the file is called in sentences.</param>
    public static SqliteFileGuard Watch(string connectionString, string dataSource)
    {
        var first = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        first.Open();
        string log = $"{raw.sqlite3_db_filename(first.Handle!, "main").utf8_to_string()}-wal";
        return new(first, dataSource, File.Exists(log) ? log : null);
    }

    /// <summary>Throws where the file's name leads to another file by now, or to none.</summary>
    /// <exception cref="InvalidOperationException">It does.</exception>
    public void Check()
    {
        if (IsGone())
        {
            throw new InvalidOperationException(
                $"The SQLite file '{_dataSource}' was deleted or replaced while the app had it open. It is used no longer, because what is written to it would be lost. "
                + "Put it back, or restart the app, which then uses the file that has the name.");
        }
    }

    /// <summary>Throws in addition where the write-ahead log is gone, which stands beside the file as long as a connection uses it.</summary>
    public void CheckWritten()
    {
        Check();
        if (_log is not null && !File.Exists(_log))
        {
            throw new InvalidOperationException(
                $"The file '{_log}' was deleted while the app had it open. It holds what was written last. Restart the app, and leave that file to SQLite.");
        }
    }

    public void Dispose() => _first.Dispose();

    // Another library of SQLite, which an app may have chosen, does not know this handle.
    private bool IsGone() =>
        raw.GetNativeLibraryName() == Library && FileControl(_first.Handle!, 0, HasMoved, out int moved) == raw.SQLITE_OK && moved != 0;

    [DllImport(Library, EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(sqlite3 database, nint name, int operation, out int result);
}
