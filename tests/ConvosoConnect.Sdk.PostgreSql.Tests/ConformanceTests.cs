using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class ConformanceTests(PostgresFixture postgres) : DatabaseConformance
{
    private readonly string _schema = postgres.NewSchema();

    protected override Task<ServiceProvider> OpenAsync() =>
        postgres.OpenAsync(_schema, s => IdleCredentials.Add(s.AddConvosoConnect().UseDeliveryHandler<IdleDelivery>()));
}
