using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>The JSON of what is stored, generated at build time.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ConnectEndpoint))]
[JsonSerializable(typeof(Adaptor))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    // Escapes no more than JSON needs: what is stored is never put into a page as it stands. Enums by name, nulls left out.
    private static readonly JsonSerializerOptions Lean = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter<RequestMethod>(),
            new JsonStringEnumConverter<EmptyValues>(),
            new JsonStringEnumConverter<LeadSection>(),
        },
        TypeInfoResolver = new StoredJson().WithAddedModifier(CredentialJsonConverter.InFull),
    };

    /// <summary>An endpoint with its credentials; whoever stores it encrypts them.</summary>
    public static JsonTypeInfo<ConnectEndpoint> OfEndpoint { get; } = (JsonTypeInfo<ConnectEndpoint>)Lean.GetTypeInfo(typeof(ConnectEndpoint));

    /// <summary>An adaptor.</summary>
    public static JsonTypeInfo<Adaptor> OfAdaptor { get; } = (JsonTypeInfo<Adaptor>)Lean.GetTypeInfo(typeof(Adaptor));
}
