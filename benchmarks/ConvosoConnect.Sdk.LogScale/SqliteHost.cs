using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.LogScale;

internal sealed class SqliteHost(string folder, long size, bool keep) : Host
{
    public const string Key = "sqlite";

    private readonly string _path = Path.Combine(folder, $"convoso-connect-log-scale-{size}.db");

    public override string Version
    {
        get
        {
            using var connection = new SqliteConnection("Data Source=:memory:");
            return $"SQLite {connection.ServerVersion}";
        }
    }

    public override string ConnectionString => $"Data Source={_path}";

    public override Task<long> BytesAsync() => Task.FromResult(Files().Sum(file => file.Length));

    public override ValueTask DisposeAsync()
    {
        foreach (FileInfo file in keep ? [] : Files())
        {
            file.Delete();
        }

        return ValueTask.CompletedTask;
    }

    protected override void Use(ConvosoConnectBuilder builder) => builder.UseSqlite(ConnectionString);

    private FileInfo[] Files() => new DirectoryInfo(folder).GetFiles(Path.GetFileName(_path) + "*");
}
