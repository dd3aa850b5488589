using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvosoConnect.Sdk.Diagnosis;

/// <summary>
/// An error kind in JSON is its name; a name that this version does not have is read as <see cref="ConnectErrorKind.Unknown"/>. The enum names this converter itself: it needs
/// no registration, in source-generated contexts neither.
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
