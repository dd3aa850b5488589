using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ConvosoConnect.Sdk.BodyEncoders;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>The JSON of examples, generated at build time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ConnectEndpoint))]
[JsonSerializable(typeof(DeliveryRules))]
[JsonSerializable(typeof(FieldMapping))]
[JsonSerializable(typeof(LeadValue))]
[JsonSerializable(typeof(string))]
internal sealed partial class ExampleJson : JsonSerializerContext
{
    private static readonly JsonSerializerOptions Named = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<RequestMethod>(), new JsonStringEnumConverter<EmptyValues>(), new JsonStringEnumConverter<LeadSection>() },
        TypeInfoResolver = new ExampleJson(),
    };

    /// <summary>Reads a value of the file.</summary>
    /// <exception cref="JsonException">It is not of that type.</exception>
    public static T? Read<T>(JsonNode? node) => node.Deserialize(Of<T>());

    /// <summary>Reads an object of the file. Members that it does not give are as in the defaults, which generated metadata would lose.</summary>
    /// <exception cref="JsonException">It is not of that type.</exception>
    public static T Read<T>(JsonObject given, T defaults) => Read<T>(Over(defaults, given))!;

    /// <summary>Reads an endpoint with the defaults of its own members and of its delivery rules.</summary>
    /// <exception cref="JsonException">It is no endpoint.</exception>
    public static ConnectEndpoint ReadEndpoint(JsonObject given)
    {
        if (given["delivery"] is JsonObject rules)
        {
            given["delivery"] = Over(new DeliveryRules(), rules);
        }

        return Read(given, new ConnectEndpoint());
    }

    /// <summary>Joins two objects as RFC 7396 says: the second goes before the first, and null removes a member.</summary>
    public static JsonObject Merge(JsonObject? first, JsonObject? second)
    {
        var merged = (JsonObject?)first?.DeepClone() ?? [];
        foreach ((string name, JsonNode? value) in second ?? [])
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value is JsonObject inner ? Merge(merged[name] as JsonObject, inner) : value.DeepClone();
            }
        }

        return merged;
    }

    /// <summary>The bytes that a body in an example stands for: a string is itself; everything else is its JSON without white space, of which only what JSON requires is escaped.</summary>
    public static byte[] BytesOf(JsonNode node) => Encoding.UTF8.GetBytes(node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : Compact(node));

    /// <summary>The body as it may stand in a file, to be read back as the same bytes.</summary>
    public static JsonNode NodeOf(byte[] body)
    {
        string text = Encoding.UTF8.GetString(body);
        try
        {
            if (JsonNode.Parse(text) is { } node && node.GetValueKind() != JsonValueKind.String && Compact(node) == text)
            {
                return node;
            }
        }
        catch (JsonException)
        {
        }
        catch (ArgumentException)
        {
            // A name given twice.
        }

        return JsonValue.Create(text);
    }

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Named.GetTypeInfo(typeof(T));

    private static JsonObject Over<T>(T defaults, JsonObject given) => Merge((JsonObject?)JsonSerializer.SerializeToNode(defaults, Of<T>()), given);

    private static string Compact(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject members => $"{{{string.Join(',', members.Select(m => $"{Quoted(m.Key)}:{Compact(m.Value)}"))}}}",
        JsonArray items => $"[{string.Join(',', items.Select(Compact))}]",
        _ => node.GetValueKind() == JsonValueKind.String ? Quoted(node.GetValue<string>()) : node.ToJsonString(),
    };

    private static string Quoted(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        var json = new JsonBodyWriter(output);
        json.WriteText([], text);
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
