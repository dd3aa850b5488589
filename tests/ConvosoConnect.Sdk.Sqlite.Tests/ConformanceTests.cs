using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class ConformanceTests : DatabaseConformance, IDisposable
{
    private readonly SqliteFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override Task<ServiceProvider> OpenAsync() => Task.FromResult(_file.Open(s => IdleCredentials.Add(s.AddConvosoConnect().UseDeliveryHandler<IdleDelivery>())));
}
