using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>JSON: one flat object in row order, without a charset; numbers and booleans bare where the lead holds them typed.</summary>
internal sealed class JsonBodyEncoder : IBodyEncoder
{
    public string Name => PostDataTypes.Json;

    public string MediaType => "application/json";

    public void Encode(Payload payload, IBufferWriter<byte> output)
    {
        var writer = new ByteWriter(output);
        writer.Write((byte)'{');
        int comma = 1;
        foreach (ref readonly PayloadField field in payload.Fields)
        {
            JsonText.WriteValue(ref writer, JsonText.Name(field.Key)[comma..], field.Value);
            comma = 0;
        }

        writer.Write((byte)'}');
        writer.Flush();
    }
}
