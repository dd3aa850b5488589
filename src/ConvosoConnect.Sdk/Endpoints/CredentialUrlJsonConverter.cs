using System.Text.Json;
using System.Text.Json.Serialization;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>Writes the API URL of an endpoint with <c>***</c> in place of the values of its query that are credentials by their names; see <see cref="CredentialJsonConverter"/>.</summary>
public sealed class CredentialUrlJsonConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(QueryMask.MaskUrl(value, CredentialNames.Default));
    }
}
