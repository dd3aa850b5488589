using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>JSON: one flat object in row order, without a charset; numbers and booleans bare where the lead holds them typed.</summary>
internal sealed class JsonBodyEncoder : IBodyEncoder
{
    public string Name => PostDataTypes.Json;

    public string MediaType => "application/json";

    public void Encode(Payload payload, IBufferWriter<byte> output) => PayloadBody.WriteJson(payload, output);
}
