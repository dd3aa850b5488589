using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>Writes a copy of a file of examples in which requests and results are those that really happened.</summary>
internal static class ActualFile
{
    private const string Ending = ".examples.json";

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file beside a file of examples.</summary>
    public static string PathFor(string path) =>
        path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? $"{path[..^Ending.Length]}.examples.actual.json" : $"{path}.actual.json";

    public static async Task WriteAsync(string path, ExamplesFile file, ExampleRunner runner, CancellationToken cancellationToken)
    {
        var root = (JsonObject)file.Root!.DeepClone();
        var examples = new JsonArray();
        foreach (Example example in file.Examples)
        {
            examples.Add((JsonNode)await ToNodeAsync(example, runner, cancellationToken).ConfigureAwait(false));
        }

        root["examples"] = examples;
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, Readable))
        {
            root.WriteTo(writer);
        }

        await File.WriteAllBytesAsync(PathFor(path), [.. output.WrittenSpan, (byte)'\n'], cancellationToken).ConfigureAwait(false);
    }

    private static async Task<JsonObject> ToNodeAsync(Example example, ExampleRunner runner, CancellationToken cancellationToken)
    {
        var node = (JsonObject)example.Node.DeepClone();
        if (!example.CanRun)
        {
            return node;
        }

        ExampleOutcome outcome = await runner.RunAsync(example, cancellationToken).ConfigureAwait(false);
        JsonNode? response = node["response"]?.DeepClone() ?? new JsonObject { ["status"] = 200 };
        foreach (string part in (string[])["request", "refused", "response", "result"])
        {
            node.Remove(part);
        }

        if (outcome.Request is not { } request)
        {
            node["refused"] = outcome.Invalid ?? outcome.Result?.Error?.Message;
            return node;
        }

        node["request"] = ToNode(request);
        node["response"] = response;
        node["result"] = ToNode(outcome.Result!);
        return node;
    }

    private static JsonObject ToNode(RecordedRequest request)
    {
        var headers = new JsonObject();
        foreach ((string name, string value) in Comparison.Own(request.Headers))
        {
            headers[name] = value;
        }

        var node = new JsonObject { ["method"] = request.Method, ["url"] = request.Url, ["headers"] = headers };
        if (request.Body is { } body)
        {
            node["body"] = ExampleJson.NodeOf(body);
        }

        return node;
    }

    private static JsonObject ToNode(ConnectResult result)
    {
        var node = new JsonObject { ["success"] = result.Succeeded, ["value"] = result.Value };
        if (result.Captures.Count > 0)
        {
            node["captures"] = new JsonObject(result.Captures.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value))));
        }

        if (result.Error is { } error)
        {
            node["error"] = new JsonObject { ["kind"] = $"{error.Kind}", ["sentence"] = error.Message };
        }

        return node;
    }
}
