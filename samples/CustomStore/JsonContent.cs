using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Endpoints;

namespace CustomStore;

/// <summary>What a file of endpoints or adaptors holds.</summary>
/// <param name="LastVersion">The last version given out, kept beyond deletions: none is ever given out twice.</param>
/// <param name="Items">The items, in no particular order.</param>
internal sealed record JsonContent<T>(long LastVersion, IReadOnlyList<T> Items);

[JsonSerializable(typeof(JsonContent<ConnectEndpoint>), TypeInfoPropertyName = "Endpoints")]
[JsonSerializable(typeof(JsonContent<Adaptor>), TypeInfoPropertyName = "Adaptors")]
[JsonSerializable(typeof(ConnectLogEntry))]
internal sealed partial class JsonTypes : JsonSerializerContext
{
    /// <summary>Endpoints with their credentials, which JSON masks unless it is told otherwise.</summary>
    public static JsonTypeInfo<JsonContent<ConnectEndpoint>> EndpointsInFull { get; } = (JsonTypeInfo<JsonContent<ConnectEndpoint>>)new JsonSerializerOptions
    {
        TypeInfoResolver = new JsonTypes().WithAddedModifier(CredentialJsonConverter.InFull),
    }.GetTypeInfo(typeof(JsonContent<ConnectEndpoint>));
}
