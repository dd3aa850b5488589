using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvosoConnect.Sdk.Diagnosis;

/// <summary>
/// Writes an error kind as its name. A name that this version does not know is read as <see cref="ConnectErrorKind.Unknown"/>. The enum names this converter in an attribute, so
/// it needs no registration, not even in a source-generated context.
/// </summary>
public sealed class ConnectErrorKindJsonConverter : JsonConverter<ConnectErrorKind>
{
    /// <inheritdoc/>
    public override ConnectErrorKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? ConnectErrorKinds.Parse(reader.GetString()!)
            : throw new JsonException("An error kind is a text in JSON, such as \"Timeout\".");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ConnectErrorKind value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
