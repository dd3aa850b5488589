using System.Text;
using ConvosoConnect.Sdk.Tests.Architecture;
using ConvosoConnect.Sdk.Tests.Support;
using ConvosoConnect.Sdk.Transfer;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Tests.Transfer;

/// <summary>Exports and imports of an engine, as texts.</summary>
internal static class Transfers
{
    public static string SchemaText { get; } = Repository.Read("schemas/endpoints.v1.schema.json");

    public static JsonSchema Schema { get; } = JsonSchema.FromText(SchemaText);

    public static Engine NewEngine() => new(build: RichItems.AddParts);

    public static async Task<Engine> NewRichEngineAsync()
    {
        Engine engine = NewEngine();
        await RichItems.SaveAsync(engine.Adaptors, engine.Endpoints, Engine.Token);
        return engine;
    }

    public static ConnectTransfer Transfer(this Engine engine) => engine.Services.GetRequiredService<ConnectTransfer>();

    public static async Task<string> ExportAsync(this Engine engine, ExportOptions? options = null)
    {
        using var file = new MemoryStream();
        await engine.Transfer().ExportAsync(file, options, Engine.Token);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    public static async Task<ImportPlan> PlanAsync(this Engine engine, string file)
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return await engine.Transfer().PlanImportAsync(source, Engine.Token);
    }

    /// <summary>The errors of a plan, as <c>place: sentence</c>.</summary>
    public static string[] Errors(this ImportPlan plan) => [.. plan.Problems.Where(p => !p.IsWarning).Select(p => $"{p.Field}: {p.Message}")];
}
