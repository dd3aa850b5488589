using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Transfer;

/// <summary>The JSON of exported endpoints and adaptors: members in camel case, without what only the store knows. No member is named here, so that new ones are carried along.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ConnectEndpoint))]
[JsonSerializable(typeof(Adaptor))]
internal sealed partial class TransferJson : JsonSerializerContext
{
    // Only the store knows them. They cannot be taken out of the metadata, because the records are made with all their members.
    private static readonly string[] OfStore = [.. new[] { nameof(Sdk.Adaptor.Version), nameof(Sdk.Adaptor.Fault) }.Select(JsonNamingPolicy.CamelCase.ConvertName)];

    // An exported file is not put into a page as it stands, so that & and < stay readable.
    private static readonly JsonSerializerOptions Shared = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        Converters =
        {
            new JsonStringEnumConverter<RequestMethod>(namingPolicy: null, allowIntegerValues: false),
            new JsonStringEnumConverter<EmptyValues>(namingPolicy: null, allowIntegerValues: false),
            new JsonStringEnumConverter<LeadSection>(namingPolicy: null, allowIntegerValues: false),
        },
        TypeInfoResolver = new TransferJson().WithAddedModifier(CredentialJsonConverter.InFull),
    };

    // The members that a file leaves out have these values.
    private static readonly Dictionary<Type, JsonObject> Defaults = new()
    {
        [typeof(ConnectEndpoint)] = Write(new ConnectEndpoint(), OfEndpoint),
        [typeof(Adaptor)] = Write(new Adaptor(), OfAdaptor),
        [typeof(DeliveryRules)] = Write(new DeliveryRules(), (JsonTypeInfo<DeliveryRules>)Shared.GetTypeInfo(typeof(DeliveryRules))),
        [typeof(FieldMapping)] = Write(new FieldMapping(), (JsonTypeInfo<FieldMapping>)Shared.GetTypeInfo(typeof(FieldMapping))),
    };

    public static JsonTypeInfo<ConnectEndpoint> OfEndpoint => (JsonTypeInfo<ConnectEndpoint>)Shared.GetTypeInfo(typeof(ConnectEndpoint));

    public static JsonTypeInfo<Adaptor> OfAdaptor => (JsonTypeInfo<Adaptor>)Shared.GetTypeInfo(typeof(Adaptor));

    /// <summary>Writes an item with all its members, credentials in full.</summary>
    public static JsonObject Write<T>(T item, JsonTypeInfo<T> type)
    {
        JsonObject written = JsonSerializer.SerializeToNode(item, type)!.AsObject();
        Array.ForEach(OfStore, name => written.Remove(name));
        return written;
    }

    /// <summary>Takes the nulls out of an item and orders what dictionaries hold by name, so that equal items are equal text.</summary>
    public static JsonObject Tidy(JsonObject item)
    {
        foreach ((string name, JsonNode? node) in item.ToArray())
        {
            if (node is null)
            {
                item.Remove(name);
            }
            else if (node is JsonObject child)
            {
                Tidy(child);
            }
        }

        foreach (JsonPropertyInfo property in OfEndpoint.Properties)
        {
            if (Shared.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Dictionary && item[property.Name] is JsonObject dictionary)
            {
                item[property.Name] = new JsonObject(dictionary.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => KeyValuePair.Create(e.Key, e.Value?.DeepClone())));
            }
        }

        return item;
    }

    /// <summary>Adds to an item of a file the members that it leaves out, with their defaults, and a problem for each member that there is not.</summary>
    public static void Complete(JsonNode? node, JsonTypeInfo type, string place, List<ValidationProblem> problems)
    {
        if (type.Kind == JsonTypeInfoKind.Enumerable && node is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++)
            {
                Complete(list[i], Shared.GetTypeInfo(type.ElementType!), $"{place}[{i}]", problems);
            }
        }

        if (type.Kind != JsonTypeInfoKind.Object || node is not JsonObject item)
        {
            return;
        }

        foreach (string unknown in item.Select(member => member.Key).Where(name => MembersOf(type).All(p => p.Name != name)))
        {
            problems.Add(new($"{place}.{Excerpt.From(unknown, 100)}", $"There is no such member. Remove it; known are: {string.Join(", ", MembersOf(type).Select(p => p.Name))}."));
        }

        foreach (JsonPropertyInfo property in MembersOf(type))
        {
            if (item.TryGetPropertyValue(property.Name, out JsonNode? child))
            {
                Complete(child, Shared.GetTypeInfo(property.PropertyType), $"{place}.{property.Name}", problems);
            }
            else
            {
                item[property.Name] = Defaults[type.Type][property.Name]?.DeepClone();
            }
        }
    }

    /// <summary>Reads a complete item; null with a problem for each member that is of another type.</summary>
    public static T? Read<T>(JsonObject item, JsonTypeInfo<T> type, string place, List<ValidationProblem> problems)
        where T : class
    {
        try
        {
            return item.Deserialize(type);
        }
        catch (JsonException whole)
        {
            int before = problems.Count;
            foreach (JsonPropertyInfo property in MembersOf(type))
            {
                try
                {
                    item[property.Name].Deserialize(Shared.GetTypeInfo(property.PropertyType));
                }
                catch (JsonException ofMember)
                {
                    problems.Add(OfOtherType(place + "." + property.Name, ofMember));
                }
            }

            if (problems.Count == before)
            {
                problems.Add(OfOtherType(place, whole));
            }

            return null;
        }
    }

    // The value may be a credential, so that the sentence does not quote it.
    private static ValidationProblem OfOtherType(string place, JsonException thrown) => new(
        place + (thrown.Path?.TrimStart('$') ?? ""),
        "The value is null, of another type, or none of the possible ones. Write it as the schema endpoints.v1.schema.json says.");

    private static IEnumerable<JsonPropertyInfo> MembersOf(JsonTypeInfo type) => type.Properties.Where(p => !OfStore.Contains(p.Name));
}
