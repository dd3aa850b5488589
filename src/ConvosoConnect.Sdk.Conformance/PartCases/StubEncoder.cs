using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>The encoder that an endpoint would name, for templates that leave it in place.</summary>
internal sealed class StubEncoder : IBodyEncoder
{
    public static StubEncoder Instance { get; } = new();

    public string Name => PostDataTypes.Raw;

    public string MediaType => "text/plain";

    public void Encode(Payload payload, IBufferWriter<byte> output) =>
        output.Write(Encoding.UTF8.GetBytes(string.Join('&', payload.Select(f => $"{f.Name}={f.Value.ToText(",")}"))));
}
