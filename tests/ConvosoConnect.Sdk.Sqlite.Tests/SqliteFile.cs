using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>A new SQLite file in a folder of its own, and engines that use it.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("convoso-connect-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "connect.db");

    public ServiceProvider Open(Action<IServiceCollection>? more = null, Action<ConvosoConnectOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        more?.Invoke(services);
        services.AddConvosoConnect(configure ?? (_ => { })).UseSqlite($"Data Source={Path}");
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
