using System.Buffers;
using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Text;

namespace VendorName;

/// <summary>A made-up vendor: put the address of the real one's documentation here, and its rules below.</summary>
public sealed class VendorIdentifierTemplate : IIntegratorTemplate
{
    public string Name => "PROJECT_NAME";
    public IntegratorContract Contract { get; } = new() { EmptyValues = EmptyValues.Omit };

    public void Shape(IntegratorRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Payload.TryGet("email", out LeadValue email) || email.IsEmpty)
        {
            request.Refuse("PROJECT_NAME knows contacts by email: map a field to email, or give that row a default value.");
        }

        request.AddHeader("Api-Version", "1");
        request.BodyEncoder = ContactEncoder.Instance;
    }

    public IntegratorReading? Read(IntegratorResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.IsSuccessStatusCode)
        {
            return IntegratorReading.ByKey("contact.id");
        }

        // Without a message of the vendor, the general rule words the failure by its status.
        return response.Find("errors.0.message") is { } message
            ? IntegratorReading.Rejected(message, $"PROJECT_NAME refused the lead ({response.StatusCode}): {Quote.From(message)}. Check the names under Mapped To.")
            : null;
    }

    private sealed class ContactEncoder : IBodyEncoder
    {
        public static readonly ContactEncoder Instance = new();

        public string Name => "PROJECT_NAME";
        public string MediaType => "application/json";

        public void Encode(Payload payload, IBufferWriter<byte> output)
        {
            output.Write("{\"contact\":"u8);
            PayloadBody.WriteJson(payload, output);
            output.Write("}"u8);
        }
    }
}
