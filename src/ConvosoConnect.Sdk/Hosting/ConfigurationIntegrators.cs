using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.Declared;
using ConvosoConnect.Sdk.Integrators.Declared.Reading;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>Reads the integrators that the configuration declares: definitions as they stand there, or the files that it names.</summary>
internal static class ConfigurationIntegrators
{
    public const string Name = "Integrators";

    private const string File = "File";

    public static IReadOnlyDictionary<string, IIntegratorTemplate> None { get; } = FrozenDictionary<string, IIntegratorTemplate>.Empty;

    /// <summary>Reads all of them.</summary>
    /// <param name="section">The engine's section.</param>
    /// <param name="added">The names that code has taken.</param>
    /// <param name="inForce">Those in force; one whose definition did not change stays the same object.</param>
    /// <param name="folder">The folder that files are relative to.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static IReadOnlyDictionary<string, IIntegratorTemplate> Read(
        ConfigurationNode section, IEnumerable<string> added, IReadOnlyDictionary<string, IIntegratorTemplate> inForce, string folder, List<string> faults)
    {
        var found = new Dictionary<string, IIntegratorTemplate>(StringComparer.OrdinalIgnoreCase);
        foreach (ConfigurationNode node in section.Part(Name).Children)
        {
            if (ReadOne(node, folder, faults) is not { } definition)
            {
                continue;
            }

            if (added.Contains(definition.Name, StringComparer.OrdinalIgnoreCase) || found.ContainsKey(definition.Name))
            {
                faults.Add($"{node.Path}: There is another integrator named '{definition.Name}'. Give one of them another name.");
                continue;
            }

            found[definition.Name] = inForce.GetValueOrDefault(definition.Name) is DeclaredTemplate known && known.Definition == definition ? known : definition.ToTemplate();
        }

        return found.Count == 0 ? None : found.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static IntegratorDefinition? ReadOne(ConfigurationNode node, string folder, List<string> faults)
    {
        var problems = new List<ValidationProblem>();
        IntegratorDefinition? definition = null;
        if (node.Part(File) is { Value: { Length: > 0 } file })
        {
            if (node.Children.Count > 1)
            {
                faults.Add($"{node.Path}: It names a file and has other members too. Keep File alone, or take it out.");
                return null;
            }

            try
            {
                return IntegratorDefinition.Load(Path.Combine(folder, file));
            }
            catch (ConnectValidationException exception)
            {
                problems.AddRange(exception.Problems.Select(problem => problem with { Field = $"{node.Path}:{File} ({file}), {problem.Field}" }));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                problems.Add(new($"{node.Path}:{File}", $"The file '{file}' cannot be read from the app's content root: {exception.GetType().Name}. Check its name and its rights."));
            }
        }
        else
        {
            JsonNode? json = ToJson(node);
            if (json is JsonObject members && !members.Any(member => member.Key.Equals("name", StringComparison.OrdinalIgnoreCase))
                && !int.TryParse(node.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                members.Add("name", node.Key);
            }

            try
            {
                using var document = JsonDocument.Parse(json?.ToJsonString() ?? "null");
                definition = DefinitionReader.Read(document.RootElement, node.Path, problems, isFile: false);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
            {
                problems.Add(new(node.Path, "It nests deeper than a definition does, or holds half of a pair of UTF-16 surrogates. Write it as docs/integrators.md tells."));
            }
        }

        faults.AddRange(problems.Select(problem => $"{problem.Field}: {problem.Message}"));
        return problems.Count == 0 ? definition : null;
    }

    /// <summary>A section as JSON: keys that are numbers make a list, all values are texts.</summary>
    private static JsonNode? ToJson(ConfigurationNode node)
    {
        if (node.Children.Count == 0)
        {
            return node.Value;
        }

        if (node.Children.All(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)) && !node.Path.EndsWith(":Sentences", StringComparison.OrdinalIgnoreCase))
        {
            return new JsonArray([.. node.Children.OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture)).Select(ToJson)]);
        }

        var members = new JsonObject();
        foreach (ConfigurationNode child in node.Children)
        {
            members[child.Key] = ToJson(child);
        }

        return members;
    }
}
