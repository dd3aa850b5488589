using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConvosoConnect.Sdk.Tests.Support;
using ConvosoConnect.Sdk.Transfer;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Transfer;

public sealed class ExportTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ExportAsync_RichItems_FitTheSchema(bool includeSecrets)
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();

        JsonNode file = JsonNode.Parse(await engine.ExportAsync(new() { IncludeSecrets = includeSecrets }))!;

        EvaluationResults found = Transfers.Schema.Evaluate(JsonSerializer.SerializeToElement(file), new() { OutputFormat = OutputFormat.List });
        Assert.True(found.IsValid, string.Join('\n', found.Details!.Where(d => d.Errors is not null).Select(d => $"{d.InstanceLocation}: {string.Join(' ', d.Errors!.Values)}")));
        Assert.Equal(2, file["endpoints"]!.AsArray().Count);
        Assert.Equal(2, file["adaptors"]!.AsArray().Count);
    }

    [Fact]
    public async Task ExportAsync_HeaderWithABackslashAndAPipe_ShowsNoPartOfIt()
    {
        await using Engine engine = Transfers.NewEngine();
        await engine.SaveAsync(Engine.Endpoint("https://a.example.com") with { AuthorizationHeader = @"Authorization: Bearer abc\\|TAILSECRET99" });

        Assert.DoesNotContain("TAILSECRET99", await engine.ExportAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"formatVersion":2}""")]
    [InlineData("""{"formatVersion":1,"endpoints":[{"id":"a","name":"A","apiUrl":"https://a.example.com","verb":"PUT"}]}""")]
    [InlineData("""{"formatVersion":1,"endpoints":[{"id":"a","name":"A","apiUrl":"https://a.example.com","requestMethod":"Put"}]}""")]
    [InlineData("""{"formatVersion":1,"endpoints":[{"id":"a","name":"A","apiUrl":"https://a.example.com","delivery":{"retryDelay":2}}]}""")]
    public void Schema_FilesThatTheImportRefuses_DoNotFit(string json) =>
        Assert.False(Transfers.Schema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid);

    [Fact]
    public void Schema_Members_AreThoseOfTheRecords()
    {
        JsonNode definitions = JsonNode.Parse(Transfers.SchemaText)!["$defs"]!;

        AssertMembers("endpoint", typeof(ConnectEndpoint));
        AssertMembers("adaptor", typeof(Adaptor));
        AssertMembers("row", typeof(FieldMapping));
        AssertMembers("delivery", typeof(DeliveryRules));

        void AssertMembers(string definition, Type record) => Assert.Equal(
            record.GetProperties()
                .Where(p => p.SetMethod is not null && p.Name is not (nameof(ConnectEndpoint.Version) or nameof(ConnectEndpoint.Fault)))
                .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)),
            definitions[definition]!["properties"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task ExportAsync_Default_HoldsNoCredential()
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();

        string file = await engine.ExportAsync();

        Assert.DoesNotContain("s3cr3t", file, StringComparison.Ordinal);
        Assert.Contains("\"apiUrl\": \"https://crm.example.com/in/{email}?list=7&token=***&x=1\"", file, StringComparison.Ordinal);
        Assert.Contains("\"apiAuthentication\": \"api_key=***&list_id=***\"", file, StringComparison.Ordinal);
        Assert.Contains("\"authorizationHeader\": \"Content-type: application/json; charset=utf-8|Authorization: ***|X-Region: eu\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_Twice_GivesTheSameBytes()
    {
        await using Engine one = await Transfers.NewRichEngineAsync();
        await using Engine other = await Transfers.NewRichEngineAsync();

        Assert.Equal(await one.ExportAsync(), await other.ExportAsync());
    }

    [Fact]
    public async Task ExportAsync_EndpointIds_TakesTheirAdaptorsAlong()
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();

        JsonNode file = JsonNode.Parse(await engine.ExportAsync(new() { EndpointIds = ["lookup"] }))!;

        Assert.Equal("lookup", Assert.Single(file["endpoints"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Equal("off", Assert.Single(file["adaptors"]!.AsArray())!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task ExportAsync_UnknownEndpoint_ThrowsBeforeItWrites()
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();
        using var file = new MemoryStream();

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => engine.Transfer().ExportAsync(file, new() { EndpointIds = ["lookup", "nope"] }, Engine.Token));

        Assert.StartsWith("There is no endpoint 'nope' to export.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public async Task ExportAsync_Text_IsUtf8WithoutMarkAndReadable()
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();
        using var file = new MemoryStream();

        await engine.Transfer().ExportAsync(file, null, Engine.Token);

        Assert.Equal((byte)'{', file.ToArray()[0]);
        Assert.Contains("\"Karte \\\"Ä\\\" & <b>\"", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
        Assert.True(file.CanWrite);
    }

    [Fact]
    public async Task Transfer_OfAnEngine_IsTheOneOfItsContainer()
    {
        await using var engine = ConvosoConnectEngine.Create(_ => { });

        Assert.Same(engine.Services.GetRequiredService<ConnectTransfer>(), engine.Transfer);
    }
}
