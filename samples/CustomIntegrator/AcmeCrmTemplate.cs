using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;

namespace CustomIntegrator;

/// <summary>Acme CRM, a made-up vendor: it wants a list of named fields, knows contacts by email, and says no with status 200.</summary>
public sealed class AcmeCrmTemplate : IIntegratorTemplate
{
    public string Name => "Acme CRM";
    public IntegratorContract Contract { get; } = new() { EmptyValues = EmptyValues.Omit, Delimiter = ";" };

    public void Shape(IntegratorRequest request)
    {
        if (!request.Payload.TryGet("email", out LeadValue email) || email.IsEmpty)
        {
            request.Refuse("Acme CRM knows contacts by email, and this lead has none. Map a field to 'email', or give that row a default value.");
        }

        request.AddHeader("X-Acme-Version", "2");
        request.BodyEncoder = ContactEncoder.Instance;
    }

    public IntegratorReading? Read(IntegratorResponse response) => response.Find("outcome") switch
    {
        "created" or "updated" => IntegratorReading.ByKey("contact.id"),
        "refused" => IntegratorReading.Rejected(response.Find("reason"), $"Acme CRM refused the contact: {response.Find("reason")}"),
        _ => null,
    };

    private sealed class ContactEncoder : IBodyEncoder
    {
        public static readonly ContactEncoder Instance = new();

        public string Name => "Acme CRM";
        public string MediaType => "application/json";

        public void Encode(Payload payload, IBufferWriter<byte> output)
        {
            using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            json.WriteStartObject();
            json.WriteStartArray("contact");
            foreach (PayloadField field in payload)
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteString("value", field.Value.ToText(";"));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
