using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>The JSON of what is stored, generated at build time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ConnectEndpoint))]
[JsonSerializable(typeof(Adaptor))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Escapes no more than JSON needs: what is stored is never put into a page as it stands. Enums by name, nulls left out.</summary>
    public static StoredJson Lean { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter<RequestMethod>(),
            new JsonStringEnumConverter<EmptyValues>(),
            new JsonStringEnumConverter<LeadSection>(),
        },
    });
}
