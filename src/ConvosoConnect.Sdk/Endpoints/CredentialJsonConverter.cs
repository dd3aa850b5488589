using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// Writes a member of an endpoint that holds credentials as <c>***</c>, so that no endpoint gives them away when an app returns or logs it as JSON. It reads whatever stands there;
/// an endpoint with <c>***</c> in place of a credential cannot be saved. The endpoint's members name this converter in an attribute, as the API URL names
/// <see cref="CredentialUrlJsonConverter"/>. A store writes them in full with <see cref="InFull"/>.
/// </summary>
public sealed class CredentialJsonConverter : JsonConverter<string>
{
    private static readonly PlainText Plain = new();

    /// <summary>
    /// Lets JSON hold the credentials of endpoints: add it to the resolver of the options of a store, as in <c>resolver.WithAddedModifier(CredentialJsonConverter.InFull)</c>.
    /// </summary>
    /// <param name="type">The metadata of any type; of <see cref="ConnectEndpoint"/>, the credentials are changed.</param>
    public static void InFull(JsonTypeInfo type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.Type != typeof(ConnectEndpoint))
        {
            return;
        }

        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.CustomConverter is CredentialJsonConverter or CredentialUrlJsonConverter)
            {
                property.CustomConverter = Plain;
            }
        }
    }

    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.Length == 0 ? value : CredentialMask.Masked);
    }

    private sealed class PlainText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
