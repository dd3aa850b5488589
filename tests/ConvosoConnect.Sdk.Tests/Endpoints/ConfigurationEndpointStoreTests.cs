using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Endpoints;

public sealed class ConfigurationEndpointStoreTests
{
    private const string Full = """
        {"Id":"crm","Name":"The CRM","ApiUrl":"https://crm.example.com/{email}?v=1","ApiAuthentication":"key=s3cret","AuthorizationHeader":"X-A: 1|X-B: 2",
         "RequestMethod":"get","PostDataType":"json","ResponseDataType":"XML","ApiIntegrator":"HubSpot v3","Delimiter":";","ResponseKey":"Lead/@id",
         "SuccessValues":["ok","yes"],"EmptyValues":"omit","AdaptorId":"map","Active":"FALSE"}
        """;

    [Fact]
    public async Task GetAsync_AllFields_AreRead()
    {
        await using var settings = new Settings($$"""{"Endpoints":[{{Full}}]}""");
        ConnectEndpoint endpoint = (await settings.Endpoints.GetAsync("crm", Engine.Token))!;

        Assert.Equal(["ok", "yes"], endpoint.SuccessValues);
        Assert.True(endpoint.Version > 0);
        Assert.Equal(
            new ConnectEndpoint
            {
                Id = "crm",
                Name = "The CRM",
                ApiUrl = "https://crm.example.com/{email}?v=1",
                ApiAuthentication = "key=s3cret",
                AuthorizationHeader = "X-A: 1|X-B: 2",
                RequestMethod = RequestMethod.Get,
                PostDataType = "json",
                ResponseDataType = "XML",
                ApiIntegrator = "HubSpot v3",
                Delimiter = ";",
                ResponseKey = "Lead/@id",
                SuccessValues = endpoint.SuccessValues,
                EmptyValues = EmptyValues.Omit,
                AdaptorId = "map",
                Active = false,
                Version = endpoint.Version,
            },
            endpoint);
        Assert.Same(endpoint, await settings.Endpoints.GetAsync("CRM", Engine.Token));
    }

    [Fact]
    public async Task GetAsync_OnlyWhatIsNeeded_HasTheDefaults()
    {
        await using var settings = new Settings("""{"Endpoints":{"crm":{"ApiUrl":"https://x.example","AdaptorId":"map"}}}""");
        ConnectEndpoint endpoint = (await settings.Endpoints.GetAsync("crm", Engine.Token))!;

        Assert.Equal(new ConnectEndpoint { Id = "crm", Name = "crm", ApiUrl = "https://x.example", AdaptorId = "map", Version = endpoint.Version }, endpoint);
    }

    [Fact]
    public async Task ListAsync_KeyedAndListedForm_ReadAlikeAndAreOrdered()
    {
        const string rest = "\"ApiUrl\":\"https://x.example\",\"AdaptorId\":\"map\"}";
        const string beta = "\"Name\":\"Beta\"," + rest;
        await using var keyed = new Settings("{\"Endpoints\":{\"b\":{" + beta + ",\"a\":{" + beta + ",\"c\":{\"Id\":\"own\",\"Name\":\"Alpha\"," + rest + "}}");
        await using var listed = new Settings("{\"Endpoints\":[{\"Id\":\"b\"," + beta + ",{\"Id\":\"a\"," + beta + "]}");

        Assert.Equal(["own", "a", "b"], (await keyed.Endpoints.ListAsync(null, Engine.Token)).Select(e => e.Id));
        Assert.Equal(["a", "b"], (await listed.Endpoints.ListAsync(new EndpointFilter { Name = "bet" }, Engine.Token)).Select(e => e.Id));
        Assert.Empty(await listed.Endpoints.ListAsync(new EndpointFilter { Active = false }, Engine.Token));
    }

    [Theory]
    [InlineData("""{"Endpoints":[{"Id":"crm","ApiUlr":"s3cret"}]}""", "Connect:Endpoints:0:ApiUlr: There is no setting of that name", "ApiUrl")]
    [InlineData("""{"Endpoints":[{"Id":"crm","RequestMethod":"PUT"}]}""", "Connect:Endpoints:0:RequestMethod: 'PUT' is not one of Post, Get", "The API URL is missing")]
    [InlineData("""{"Endpoints":[{"Id":"crm","RequestMethod":"1"}]}""", "'1' is not one of Post, Get", "")]
    [InlineData("""{"Endpoints":[{"Id":"crm","RequestMethod":"Post,Get"}]}""", "'Post,Get' is not one of Post, Get", "")]
    [InlineData("""{"Endpoints":{"crm":{"Active":"yes"}}}""", "Connect:Endpoints:crm:Active: 'yes' is not true or false", "")]
    [InlineData("""{"Endpoints":[{"Name":"x"}]}""", "Connect:Endpoints:0:Id: The id is missing", "")]
    [InlineData("""{"Endpoints":[{"Id":"crm"},{"Id":"crm"}]}""", "Connect:Endpoints:1:Id: 'crm' is used twice", "")]
    [InlineData("""{"Endpoints":[{"Id":"crm","ApiUrl":"http://s3cret.example"}]}""", "Connect:Endpoints:0:ApiUrl: The API URL begins with http", "")]
    [InlineData("""{"Endpoints":[{"Id":"crm","ResponseDataType":"CSV"}]}""", "'CSV' is not known. Known are: JSON, TEXT, XML.", "")]
    public async Task GetAsync_BrokenConfiguration_IsThrownWithEveryPlace(string json, string sentence, string other)
    {
        await using var settings = new Settings(json);
        var exception = Assert.Throws<OptionsValidationException>(() => settings.Endpoints);

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
        Assert.Contains(other, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAndDelete_AreRefusedWithAWayOut()
    {
        await using var settings = new Settings($$"""{"Endpoints":[{{Full}}]}""");
        ConnectEndpoint endpoint = (await settings.Endpoints.GetAsync("crm", Engine.Token))!;

        var save = await Assert.ThrowsAsync<NotSupportedException>(async () => await settings.Endpoints.SaveAsync(endpoint, Engine.Token));
        var delete = await Assert.ThrowsAsync<NotSupportedException>(async () => await settings.Endpoints.DeleteAsync("crm", Engine.Token));
        Assert.Equal(save.Message, delete.Message);
        Assert.Contains("come from the configuration", save.Message, StringComparison.Ordinal);
        Assert.Contains("choose another store", save.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryRead_CancelledToken_Throws()
    {
        await using var settings = new Settings($$"""{"Endpoints":[{{Full}}]}""");
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await settings.Endpoints.GetAsync("crm", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await settings.Endpoints.ListAsync(null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await settings.Adaptors.GetAsync("map", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await settings.Adaptors.ListAsync(cancellationToken: cancelled));
    }

    [Fact]
    public async Task AddConvosoConnect_SectionWithoutLists_KeepsThemInMemory()
    {
        await using var settings = new Settings("""{"AllowHttp":"true"}""");
        await settings.Adaptors.SaveAsync(Engine.Adaptor, Engine.Token);
        ConnectEndpoint saved = await settings.Endpoints.SaveAsync(Engine.Endpoint("http://x.example"), Engine.Token);

        Assert.Equal(saved, await settings.Endpoints.GetAsync("crm", Engine.Token));
    }
}
