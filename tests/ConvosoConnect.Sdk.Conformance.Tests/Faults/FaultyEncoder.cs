using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>The built-in RAW encoder of which single members are replaced.</summary>
internal sealed class FaultyEncoder : IBodyEncoder
{
    public static IBodyEncoder Right => Door.All<IBodyEncoder>().Single(e => e.Name == "RAW");

    public string Name { get; init; } = "RAW";

    public Func<string> Type { get; init; } = () => "text/plain";

    public Action<Payload, IBufferWriter<byte>> Write { get; init; } = Right.Encode;

    public string MediaType => Type();

    public void Encode(Payload payload, IBufferWriter<byte> output) => Write(payload, output);
}
