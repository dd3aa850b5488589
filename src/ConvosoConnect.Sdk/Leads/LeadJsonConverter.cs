using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvosoConnect.Sdk.Leads;

/// <summary>
/// Reads and writes leads and their values as JSON; <see cref="LeadRecord"/> describes the form. Both types name this converter in an attribute, so it needs no registration, not
/// even in a source-generated context.
/// </summary>
public sealed class LeadJsonConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(LeadRecord) || typeToConvert == typeof(LeadValue);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeToConvert == typeof(LeadValue) ? new ValueConverter() : new RecordConverter();

    private sealed class RecordConverter : JsonConverter<LeadRecord>
    {
        public override LeadRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => LeadJson.ReadRecord(ref reader);

        public override void Write(Utf8JsonWriter writer, LeadRecord value, JsonSerializerOptions options) => LeadJson.Write(writer, value);
    }

    private sealed class ValueConverter : JsonConverter<LeadValue>
    {
        public override bool HandleNull => true;

        public override LeadValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => LeadJson.ReadValue(ref reader, "the value");

        public override void Write(Utf8JsonWriter writer, LeadValue value, JsonSerializerOptions options) => LeadJson.Write(writer, in value);
    }
}
