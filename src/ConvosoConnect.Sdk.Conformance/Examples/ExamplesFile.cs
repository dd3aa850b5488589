using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>A file of examples as it was read: its examples, and all that is wrong with it.</summary>
internal sealed class ExamplesFile
{
    private const int Version = 1;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _problems = [];
    private readonly List<Example> _examples = [];

    private ExamplesFile()
    {
    }

    /// <summary>One sentence each, which begins with the place.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public IReadOnlyList<Example> Examples => _examples;

    /// <summary>The name of the integrator; empty when it is missing.</summary>
    public string Integrator { get; private set; } = "";

    /// <summary>The whole file; null when it is no JSON object.</summary>
    public JsonObject? Root { get; private set; }

    public static ExamplesFile Read(string path)
    {
        var file = new ExamplesFile();
        try
        {
            file.Load(Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file._problems.Add($"It cannot be read: {exception.Message}");
        }
        catch (JsonException exception)
        {
            file._problems.Add($"It is not JSON: {exception.Message}");
        }
        catch (Exception exception) when (exception is DecoderFallbackException or InvalidOperationException)
        {
            // A JSON text with half a surrogate pair is an InvalidOperationException when it is read.
            file._problems.Add("It holds text that is not valid Unicode. Save it as UTF-8.");
            file._examples.Clear();
        }

        return file;
    }

    private void Load(string text)
    {
        JsonNode? node = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        if (node is not JsonObject root)
        {
            _problems.Add("""It must be one object: {"formatVersion": 1, "integrator": "…", "examples": […]}.""");
            return;
        }

        Root = root;
        var members = new Members(root, "", _problems);
        members.Allow("$schema", "formatVersion", "integrator", "source", "endpoint", "adaptor", "lead", "examples");
        if (members.Number("formatVersion", required: true) is { } version and not Version)
        {
            members.Problem("formatVersion", $"The format {version} is not known. This version reads format {Version}.");
        }

        Integrator = members.Text("integrator", required: true) ?? "";
        var reader = new ExampleReader(Integrator, members, _problems);
        var names = new HashSet<string>(StringComparer.Ordinal);
        JsonArray list = members.List("examples") ?? [];
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is not JsonObject one)
            {
                _problems.Add($"examples[{i}]: It must be an object.");
                continue;
            }

            Example example = reader.Read(one, $"examples[{i}]");
            if (example.Name.Length > 0 && !names.Add(example.Name))
            {
                _problems.Add($"examples[{i}].name: There is another example '{example.Name}'. Give each a name of its own.");
                continue;
            }

            _examples.Add(example);
        }

        if (!_examples.Exists(e => e.IsSuccess))
        {
            _problems.Add("examples: None is a success. Give at least one with \"success\": true.");
        }

        if (!_examples.Exists(e => e.Refused is not null || e.Result is { Success: false }))
        {
            _problems.Add("examples: None is a refusal. Give at least one with \"success\": false or \"refused\".");
        }
    }
}
