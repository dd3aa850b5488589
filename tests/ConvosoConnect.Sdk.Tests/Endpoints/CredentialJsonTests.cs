using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Endpoints;

public sealed partial class CredentialJsonTests
{
    private static readonly ConnectEndpoint Endpoint = Engine.Endpoint("https://crm.example.com/in?list=7&token=s3cr3t-of-url#no") with
    {
        ApiAuthentication = "https://s3cr3t-of-query",
        AuthorizationHeader = "Authorization: Bearer s3cr3t|X-Proxy: https://s3cr3t",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Serialize_Endpoint_HoldsNoCredential(bool generated)
    {
        string json = generated ? JsonSerializer.Serialize(Endpoint, Types.Default.ConnectEndpoint) : JsonSerializer.Serialize(Endpoint);

        Assert.DoesNotContain("s3cr3t", json, StringComparison.Ordinal);
        Assert.Contains("\"ApiUrl\":\"https://crm.example.com/in?list=7\\u0026token=***#no\"", json, StringComparison.Ordinal);
        Assert.Contains("\"ApiAuthentication\":\"***\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Serialize_NoCredentials_RoundTrips()
    {
        ConnectEndpoint plain = Engine.Endpoint("https://crm.example.com/in?list=7") with { Captures = new Dictionary<string, string> { ["a"] = "b" } };

        Assert.Equal(plain, JsonSerializer.Deserialize<ConnectEndpoint>(JsonSerializer.Serialize(plain)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Serialize_InFull_RoundTrips(bool generated)
    {
        IJsonTypeInfoResolver resolver = generated ? Types.Default : new DefaultJsonTypeInfoResolver();
        var options = new JsonSerializerOptions { TypeInfoResolver = resolver.WithAddedModifier(CredentialJsonConverter.InFull) };

        Assert.Equal([Endpoint], JsonSerializer.Deserialize<ConnectEndpoint[]>(JsonSerializer.Serialize(new[] { Endpoint }, options), options)!);
    }

    [Theory]
    [InlineData("ApiUrl")]
    [InlineData("ApiAuthentication")]
    [InlineData("AuthorizationHeader")]
    public async Task SaveAsync_EndpointReadFromMaskedJson_IsRefused(string member)
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://crm.example.com"));
        ConnectEndpoint read = JsonSerializer.Deserialize<ConnectEndpoint>(JsonSerializer.Serialize(Endpoint with { ApiAuthentication = "api_key=s3cr3t" }))!;

        var thrown = await Assert.ThrowsAsync<ConnectValidationException>(async () => await engine.Endpoints.SaveAsync(read with { Version = 1 }, Engine.Token));

        Assert.Contains(thrown.Problems, p => p.Field == member && p.Message.StartsWith("*** stands in place of a credential", StringComparison.Ordinal));
    }

    [JsonSerializable(typeof(ConnectEndpoint[]))]
    private sealed partial class Types : JsonSerializerContext;
}
