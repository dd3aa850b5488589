using System.Text.Json.Nodes;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.Declared;
using ConvosoConnect.Sdk.Tests.Architecture;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.Declared;

/// <summary>The published schema of definitions has the members that the reader knows, no more and no fewer.</summary>
public sealed class DefinitionSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Repository.Read("schemas/integrator.v1.schema.json"))!;

    [Fact]
    public void Schema_Members_AreThoseOfTheRecords()
    {
        Same(typeof(IntegratorDefinition), Schema, more: ["$schema", "formatVersion"], fewer: ["captures"]);
        Same(typeof(IntegratorBody), Schema["$defs"]!["body"]!);
        Same(typeof(IntegratorResponseRules), Schema["properties"]!["response"]!, more: ["captures"]);
        Same(typeof(IntegratorSuccess), Schema["properties"]!["response"]!["properties"]!["success"]!);
        Same(typeof(IntegratorErrors), Schema["properties"]!["response"]!["properties"]!["errors"]!);
        Same(typeof(IntegratorVariant), Schema["properties"]!["variants"]!["items"]!);
        Same(typeof(IntegratorSetting), Schema["properties"]!["settings"]!["additionalProperties"]!);
    }

    [Fact]
    public void Schema_Objects_AllowNothingElse() => Assert.All(
        Objects(Schema).Where(node => node["properties"] is not null), node => Assert.False(node["additionalProperties"]!.GetValue<bool>()));

    private static void Same(Type record, JsonNode schema, string[]? more = null, string[]? fewer = null) => Assert.Equal(
        record.GetProperties().Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]).Except(fewer ?? []).Concat(more ?? []).Order(StringComparer.Ordinal),
        schema["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject one => [one, .. one.SelectMany(member => Objects(member.Value))],
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
