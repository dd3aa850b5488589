using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Relational.Tests;

/// <summary>The conformance suite on a database that knows nothing but the public seam.</summary>
public sealed class PlainDatabaseTests : DatabaseConformance, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("convoso-connect-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task<ServiceProvider> OpenAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect().UseRelationalStores(_ => new PlainDatabase(Path.Combine(_folder, "connect.db")), o => o.LogFlushesToDisk = false);
        return Task.FromResult(services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
    }
}
