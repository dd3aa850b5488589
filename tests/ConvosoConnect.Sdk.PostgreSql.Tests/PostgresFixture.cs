using ConvosoConnect.Sdk.PostgreSql.Tests;
using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

/// <summary>One server for all tests of the project; each test uses a schema of its own.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private PostgresServer? _server;
    private int _schemas;

    /// <summary>The server's connection string; the server is started at first use, or the test skipped where PostgreSQL is missing.</summary>
    public async Task<string> ConnectAsync()
    {
        await _starting.WaitAsync();
        try
        {
            _server ??= await PostgresServer.StartNewAsync();
            return _server.ConnectionString;
        }
        finally
        {
            _starting.Release();
        }
    }

    public string NewSchema() => $"test_{Interlocked.Increment(ref _schemas)}";

    public async Task<ServiceProvider> OpenAsync(string schema, Action<IServiceCollection>? more = null, Action<ConvosoConnectOptions>? configure = null)
    {
        string connection = await ConnectAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        more?.Invoke(services);
        services.AddConvosoConnect(configure ?? (_ => { })).UsePostgreSql(connection, o => o.Schema = schema);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    internal async Task<PostgresTestDatabase> NewDatabaseAsync() => new(await ConnectAsync(), NewSchema());

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
