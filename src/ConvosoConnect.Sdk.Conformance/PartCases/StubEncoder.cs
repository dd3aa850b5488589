using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>Stands for the endpoint's own encoder, for templates that do not replace it.</summary>
internal sealed class StubEncoder : IBodyEncoder
{
    public static StubEncoder Instance { get; } = new();

    public string Name => PostDataTypes.Raw;

    public string MediaType => "text/plain";

    public void Encode(Payload payload, IBufferWriter<byte> output) =>
        output.Write(Encoding.UTF8.GetBytes(string.Join('&', payload.Select(f => $"{f.Name}={f.Value.ToText(",")}"))));
}
