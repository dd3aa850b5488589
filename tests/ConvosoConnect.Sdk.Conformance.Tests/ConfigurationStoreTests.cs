using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests;

/// <summary>
/// The stores that read configuration: the cases for stores that cannot be written, but that of exact ids. Configuration compares its keys ignoring case, and so do they.
/// </summary>
public sealed class ConfigurationStoreTests
{
    public static TheoryData<ConformanceCase<IEndpointStore>> EndpointCases => [.. EndpointStoreConformance.ReadOnlyCases.Where(c => c.Name != "EndpointStore.GetExactId")];

    public static TheoryData<ConformanceCase<IAdaptorStore>> AdaptorCases => [.. AdaptorStoreConformance.ReadOnlyCases.Where(c => c.Name != "AdaptorStore.GetExactId")];

    [Theory]
    [MemberData(nameof(EndpointCases), DisableDiscoveryEnumeration = true)]
    public Task EndpointStore_EachReadOnlyCase_Holds(ConformanceCase<IEndpointStore> @case) =>
        @case.RunAsync(_ => new(Get<IEndpointStore>()), TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(AdaptorCases), DisableDiscoveryEnumeration = true)]
    public Task AdaptorStore_EachReadOnlyCase_Holds(ConformanceCase<IAdaptorStore> @case) =>
        @case.RunAsync(_ => new(Get<IAdaptorStore>()), TestContext.Current.CancellationToken);

    [Fact]
    public async Task GetAsync_IdInAnotherCase_IsFoundAndNothingElseIsForgiven()
    {
        string id = EndpointStoreConformance.Sample[0].Id;
        IEndpointStore endpoints = Get<IEndpointStore>();

        Assert.Equal(id, (await endpoints.GetAsync(id.ToUpperInvariant(), TestContext.Current.CancellationToken))?.Id);
        foreach (string other in new[] { id + " ", " " + id, "%", "_", "*", "", id[..^1] })
        {
            Assert.Null(await endpoints.GetAsync(other, TestContext.Current.CancellationToken));
        }
    }

    private static T Get<T>()
        where T : notnull
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        bool wantsEndpoints = typeof(T) == typeof(IEndpointStore);
        for (int i = 0; wantsEndpoints && i < EndpointStoreConformance.Sample.Count; i++)
        {
            Write(values, $"Connect:Endpoints:{i}", EndpointStoreConformance.Sample[i]);
        }

        // The adaptor cases want no other adaptors than their sample; the endpoints need those that they name.
        IEnumerable<Adaptor> named = EndpointStoreConformance.Sample
            .Select(e => e.AdaptorId).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(id => new Adaptor { Id = id, Name = id });
        Adaptor[] adaptors = [.. wantsEndpoints ? named : AdaptorStoreConformance.Sample];
        for (int i = 0; i < adaptors.Length; i++)
        {
            Write(values, $"Connect:Adaptors:{i}", adaptors[i]);
        }

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Connect"));
        return services.BuildServiceProvider().GetRequiredService<T>();
    }

    private static void Write(Dictionary<string, string?> values, string path, ConnectEndpoint endpoint)
    {
        values[$"{path}:Id"] = endpoint.Id;
        values[$"{path}:Name"] = endpoint.Name;
        values[$"{path}:ApiUrl"] = endpoint.ApiUrl;
        values[$"{path}:ApiAuthentication"] = endpoint.ApiAuthentication;
        values[$"{path}:AuthorizationHeader"] = endpoint.AuthorizationHeader;
        values[$"{path}:RequestMethod"] = endpoint.RequestMethod.ToString();
        values[$"{path}:PostDataType"] = endpoint.PostDataType;
        values[$"{path}:ResponseDataType"] = endpoint.ResponseDataType;
        values[$"{path}:ApiIntegrator"] = endpoint.ApiIntegrator;
        values[$"{path}:Delimiter"] = endpoint.Delimiter;
        values[$"{path}:ResponseKey"] = endpoint.ResponseKey;
        values[$"{path}:EmptyValues"] = endpoint.EmptyValues.ToString();
        values[$"{path}:AdaptorId"] = endpoint.AdaptorId;
        values[$"{path}:Active"] = endpoint.Active.ToString();
        if (endpoint.Delivery is { } rules)
        {
            values[$"{path}:Delivery:TotalTimeout"] = rules.TotalTimeout.ToString();
            values[$"{path}:Delivery:IdempotencyHeader"] = rules.IdempotencyHeader;
        }

        foreach ((string name, string key) in endpoint.Captures)
        {
            values[$"{path}:Captures:{name}"] = key;
        }

        for (int i = 0; i < endpoint.SuccessValues?.Count; i++)
        {
            values[$"{path}:SuccessValues:{i}"] = endpoint.SuccessValues[i];
        }
    }

    private static void Write(Dictionary<string, string?> values, string path, Adaptor adaptor)
    {
        values[$"{path}:Id"] = adaptor.Id;
        values[$"{path}:Name"] = adaptor.Name;
        values[$"{path}:Active"] = adaptor.Active.ToString();
        for (int i = 0; i < adaptor.Fields.Count; i++)
        {
            values[$"{path}:Fields:{i}:Section"] = adaptor.Fields[i].Section.ToString();
            values[$"{path}:Fields:{i}:Label"] = adaptor.Fields[i].Label;
            values[$"{path}:Fields:{i}:Field"] = adaptor.Fields[i].Field;
            values[$"{path}:Fields:{i}:MappedTo"] = adaptor.Fields[i].MappedTo;
            values[$"{path}:Fields:{i}:DefaultValue"] = adaptor.Fields[i].DefaultValue;
            values[$"{path}:Fields:{i}:DateFormat"] = adaptor.Fields[i].DateFormat;
        }
    }
}
