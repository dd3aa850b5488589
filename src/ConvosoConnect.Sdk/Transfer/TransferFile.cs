using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Transfer;

/// <summary>The file of an import, read as JSON; what is wrong with its frame is a problem, and then there are no items.</summary>
internal sealed class TransferFile
{
    public const int FormatVersion = 1;

    /// <summary>The largest file that is read, in bytes (our decision).</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const string Whole = "file";
    private const int MostItems = 100_000;
    private static readonly string[] Known = ["$schema", "formatVersion", "endpoints", "adaptors"];

    private TransferFile(JsonArray endpoints, JsonArray adaptors) => (Endpoints, Adaptors) = (endpoints, adaptors);

    public JsonArray Endpoints { get; }

    public JsonArray Adaptors { get; }

    public static async Task<TransferFile> ReadAsync(Stream source, List<ValidationProblem> problems, CancellationToken cancellationToken)
    {
        byte[]? utf8 = await ReadBytesAsync(source, cancellationToken).ConfigureAwait(false);
        JsonObject? root = null;
        if (utf8 is null)
        {
            problems.Add(new(Whole, $"The file has more than {MaxBytes / 1024 / 1024} MiB, which is the most that is read. Split it into several files."));
        }
        else
        {
            root = Parse(utf8, problems);
        }

        if (root is null || !HasKnownVersion(root, problems))
        {
            return new([], []);
        }

        foreach (string name in root.Select(m => m.Key).Where(name => !Known.Contains(name)))
        {
            problems.Add(new(Whole, $"There is no member {Quote.From(name)}. Remove it; known are: {string.Join(", ", Known)}."));
        }

        return new(List(root, "endpoints", problems), List(root, "adaptors", problems));
    }

    private static JsonObject? Parse(byte[] utf8, List<ValidationProblem> problems)
    {
        try
        {
            ReadOnlySpan<byte> text = utf8.AsSpan().StartsWith("\uFEFF"u8) ? utf8.AsSpan(3) : utf8;
            JsonNode? node = JsonNode.Parse(text, nodeOptions: null, new JsonDocumentOptions { AllowDuplicateProperties = false });
            ReadTexts(node);
            if (node is JsonObject root)
            {
                return root;
            }

            problems.Add(new(Whole, "The file is JSON, but no object. Give one with the members formatVersion, endpoints and adaptors."));
        }
        catch (JsonException thrown) when (thrown.LineNumber is { } line)
        {
            problems.Add(new(Whole, string.Create(
                CultureInfo.InvariantCulture,
                $"The file is no JSON from line {line + 1}, byte {thrown.BytePositionInLine + 1} on. Correct it there, or export the file again.")));
        }
        catch (Exception thrown) when (thrown is JsonException or InvalidOperationException)
        {
            problems.Add(new(Whole, "An object in the file has the same member twice, or a text is no valid Unicode. Correct it, or export the file again."));
        }

        return null;
    }

    // A text with half a surrogate pair would throw wherever it is first read.
    private static void ReadTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                foreach ((_, JsonNode? child) in item)
                {
                    ReadTexts(child);
                }

                break;
            case JsonArray list:
                foreach (JsonNode? child in list)
                {
                    ReadTexts(child);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }

    private static bool HasKnownVersion(JsonObject root, List<ValidationProblem> problems)
    {
        JsonNode? version = root["formatVersion"];
        if (version is JsonValue value && value.TryGetValue(out int number) && number == FormatVersion)
        {
            return true;
        }

        string seen = version is null ? "The file has no formatVersion" : $"The file has the formatVersion {Excerpt.From(version.ToJsonString(), 40)}";
        problems.Add(new("formatVersion", $"{seen}; this version of the library reads {FormatVersion}. Export the file again, or use the library that wrote it."));
        return false;
    }

    private static JsonArray List(JsonObject root, string name, List<ValidationProblem> problems)
    {
        if (root.TryGetPropertyValue(name, out JsonNode? node) && node is not JsonArray)
        {
            problems.Add(new(name, "It is no list. Write [ ] around what it holds."));
        }

        if (node is JsonArray { Count: > MostItems } many)
        {
            problems.Add(new(name, $"It has {many.Count} items, and at most {MostItems} are read at once. Split the file into several."));
            return [];
        }

        return node as JsonArray ?? [];
    }

    private static async Task<byte[]?> ReadBytesAsync(Stream source, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (text.Length + read > MaxBytes)
                {
                    return null;
                }

                text.Write(buffer, 0, read);
            }
        }
        finally
        {
            // The file may hold credentials.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return text.ToArray();
    }
}
