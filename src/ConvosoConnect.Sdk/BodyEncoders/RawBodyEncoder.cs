using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>RAW: <c>application/x-www-form-urlencoded</c>, without a charset.</summary>
internal sealed class RawBodyEncoder : IBodyEncoder
{
    public string Name => PostDataTypes.Raw;

    public string MediaType => "application/x-www-form-urlencoded";

    public void Encode(Payload payload, IBufferWriter<byte> output) => PayloadBody.WriteForm(payload, output);
}
