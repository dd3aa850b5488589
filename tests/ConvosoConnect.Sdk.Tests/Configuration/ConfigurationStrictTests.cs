using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Configuration;

/// <summary>A value of the wrong shape is an error with its path; ids and keys are compared as the configuration does.</summary>
public sealed class ConfigurationStrictTests
{
    private const string Rest = "\"ApiUrl\":\"https://x.example\",\"AdaptorId\":\"map\"";

    [Theory]
    [InlineData("\"Endpoints\":\"none\"", "Connect:Endpoints: A single value was found where a list of objects is expected.")]
    [InlineData("\"Adaptors\":7", "Connect:Adaptors: A single value was found where a list of objects is expected.")]
    [InlineData("\"Endpoints\":[\"crm\"]", "Connect:Endpoints:0: A single value was found where an object with settings is expected.")]
    [InlineData("\"Endpoints\":{\"crm\":\"s3cret\"}", "Connect:Endpoints:crm: A single value was found where an object with settings is expected.")]
    [InlineData("\"Endpoints\":{\"crm\":{" + Rest + ",\"SuccessValues\":\"nope\"}}",
        "Connect:Endpoints:crm:SuccessValues: A single value was found where a list of values is expected.")]
    [InlineData("\"Endpoints\":{\"crm\":{" + Rest + ",\"SuccessValues\":{\"a\":\"ok\"}}}", "Connect:Endpoints:crm:SuccessValues:a: ")]
    [InlineData("\"Endpoints\":{\"crm\":{" + Rest + ",\"SuccessValues\":[[\"ok\"]]}}", "Connect:Endpoints:crm:SuccessValues:0: ")]
    [InlineData("\"Endpoints\":{\"crm\":{" + Rest + ",\"Delivery\":\"fast\"}}",
        "Connect:Endpoints:crm:Delivery: A single value was found where an object with settings is expected.")]
    [InlineData("\"Endpoints\":{\"crm\":{" + Rest + ",\"Name\":[\"a\"]}}", "Connect:Endpoints:crm:Name: A list or an object was found where a single value is expected.")]
    [InlineData("\"Endpoints\":{\"crm\":{" + Rest + ",\"Active\":{\"x\":true}}}", "Connect:Endpoints:crm:Active: A list or an object was found where a single value is expected.")]
    [InlineData("\"Adaptors\":{\"map\":{\"Fields\":\"email\"}}", "Connect:Adaptors:map:Fields: A single value was found where a list of objects is expected.")]
    [InlineData("\"Adaptors\":{\"map\":{\"Fields\":[\"email\"]}}", "Connect:Adaptors:map:Fields:0: A single value was found where an object with settings is expected.")]
    [InlineData("\"AllowedHosts\":\"*.x.example\"", "Connect:AllowedHosts: A single value was found where a list of values is expected.")]
    [InlineData("\"Endpoints\":{\"crm\":{" + Rest + ",\"Active\":true,\"Active:x\":1}}", "Connect:Endpoints:crm:Active: A single value and a list or an object were found where")]
    [InlineData("\"RequestTimeout\":\"00:00:09\",\"RequestTimeout:Seconds\":9", "Connect:RequestTimeout: A single value and a list or an object were found where")]
    [InlineData("\"RequestTimeout\":{\"Seconds\":3}", "Connect:RequestTimeout: A list or an object was found where a single value is expected.")]
    public async Task Start_WrongShape_IsAnErrorWithItsPath(string json, string failure)
    {
        await using var settings = new Settings("{" + json + "}");
        await using var unknown = new Settings("{" + json + "}", isKnown: false);
        var exception = Assert.Throws<OptionsValidationException>(() => settings.Client);
        Assert.Equal(exception.Failures, Assert.Throws<OptionsValidationException>(() => unknown.Client).Failures);

        Assert.StartsWith(failure, Assert.Single(exception.Failures, f => f.StartsWith(failure, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(exception.Failures.Distinct(), exception.Failures);
        Assert.DoesNotContain("s3cret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_EmptyListsAndNulls_AreNothing()
    {
        await using var settings = new Settings(
            "{\"AllowedHosts\":[],\"AllowedNetworks\":null,\"RequestTimeout\":null,\"Endpoints\":{\"crm\":{" + Rest
                + ",\"Name\":null,\"Delivery\":{},\"SuccessValues\":null}},\"Adaptors\":[]}");
        ConnectEndpoint endpoint = (await settings.Endpoints.GetAsync("crm", Engine.Token))!;

        Assert.Equal(("crm", null, null), (endpoint.Name, endpoint.Delivery, endpoint.SuccessValues));
        Assert.Empty(settings.Options.CurrentValue.AllowedHosts);
    }

    [Fact]
    public async Task Change_IdSpelledInAnotherCase_IsTheSameEndpoint()
    {
        await using var settings = new Settings("{\"Endpoints\":{\"crm\":{" + Rest + "}},\"Adaptors\":{\"map\":{}}}");
        ConnectEndpoint before = (await settings.Endpoints.GetAsync("crm", Engine.Token))!;

        settings.Change("{\"Endpoints\":{\"CRM\":{" + Rest + "}},\"Adaptors\":{\"MAP\":{}}}");

        Assert.Same(before, await settings.Endpoints.GetAsync("crm", Engine.Token));
        Assert.Same(before, await settings.Endpoints.GetAsync("Crm", Engine.Token));
        Assert.Equal("map", (await settings.Adaptors.GetAsync("Map", Engine.Token))!.Id);
    }

    [Theory]
    [InlineData("{\"101\":{" + Rest + "}}", "101")]
    [InlineData("{\"1\":{" + Rest + "},\"2\":{" + Rest + "}}", "1,2")]
    [InlineData("{\"007\":{" + Rest + "}}", "007")]
    [InlineData("{\"0\":{" + Rest + "},\"crm\":{" + Rest + "}}", "0,crm")]
    [InlineData("[{\"Id\":\"5\"," + Rest + "}]", "5")]
    public async Task Start_KeyOfDigits_IsAnId(string endpoints, string ids)
    {
        await using var settings = new Settings("{\"Endpoints\":" + endpoints + "}");

        Assert.Equal(ids.Split(','), (await settings.Endpoints.ListAsync(null, Engine.Token)).Select(e => e.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[{\"Id\":\"crm\"," + Rest + "},{\"Id\":\"CRM\"," + Rest + "}]", "Connect:Endpoints:1:Id: 'CRM' is used twice.")]
    [InlineData("[{" + Rest + "}]", "Connect:Endpoints:0:Id: The id is missing.")]
    public async Task Start_IdTwiceOrMissing_IsAnError(string endpoints, string failure)
    {
        await using var settings = new Settings("{\"Endpoints\":" + endpoints + "}");

        Assert.Contains(failure, Assert.Throws<OptionsValidationException>(() => settings.Client).Message, StringComparison.Ordinal);
    }
}
