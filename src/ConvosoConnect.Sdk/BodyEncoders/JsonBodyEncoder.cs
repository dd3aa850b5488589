using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>JSON: one flat object in row order, without a charset; numbers and booleans bare where the lead holds them typed.</summary>
internal sealed class JsonBodyEncoder : IBodyEncoder
{
    public string Name => "JSON";

    public string MediaType => "application/json";

    public void Encode(Payload payload, IBufferWriter<byte> output)
    {
        output.Write("{"u8);
        bool first = true;
        foreach (ref readonly PayloadField field in payload.Fields)
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            output.Write(JsonText.Name(field.Key));
            JsonText.WriteValue(output, field.Value);
        }

        output.Write("}"u8);
    }
}
