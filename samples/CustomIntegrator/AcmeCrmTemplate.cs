using System.Buffers;
using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Text;

namespace CustomIntegrator;

/// <summary>Acme CRM, a made-up vendor: it wants a list of named fields, knows contacts by email, and says no with status 200.</summary>
public sealed class AcmeCrmTemplate : IIntegratorTemplate
{
    public string Name => "Acme CRM";
    public IntegratorContract Contract { get; } = new() { EmptyValues = EmptyValues.Omit, Delimiter = ";" };

    public void Shape(IntegratorRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Payload.TryGet("email", out LeadValue email) || email.IsEmpty)
        {
            request.Refuse("Acme CRM knows contacts by email, and this lead has none. Map a field to 'email', or give that row a default value.");
        }

        request.AddHeader("X-Acme-Version", "2");
        request.BodyEncoder = ContactEncoder.Instance;
    }

    public IntegratorReading? Read(IntegratorResponse response) => (response ?? throw new ArgumentNullException(nameof(response))).Find("outcome") switch
    {
        "created" or "updated" => IntegratorReading.ByKey("contact.id"),
        "refused" => IntegratorReading.Rejected(response.Find("reason"), $"Acme CRM refused the contact: {Quote.From(response.Find("reason") ?? "no reason")}."),
        _ => null,
    };

    private sealed class ContactEncoder : IBodyEncoder
    {
        public static readonly ContactEncoder Instance = new();

        public string Name => "Acme CRM";
        public string MediaType => "application/json";

        public void Encode(Payload payload, IBufferWriter<byte> output)
        {
            var json = new JsonBodyWriter(output);
            json.Write("{\"contact\":["u8);
            foreach (ref readonly PayloadField field in payload.Fields)
            {
                json.WriteComma();
                json.WriteKey("{\"name\":"u8, field.Key);
                json.WriteText(",\"value\":"u8, field.Value);
                json.Write("}"u8);
            }

            json.Write("]}"u8);
            json.Flush();
        }
    }
}
