using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>Writes a payload as the body of a POST. Stateless and safe for concurrent use.</summary>
public interface IBodyEncoder
{
    /// <summary>The name that endpoints give as Post Data Type, compared ignoring case.</summary>
    string Name { get; }

    /// <summary>The content type sent with the body unless the endpoint's headers give one, such as <c>application/json</c>.</summary>
    string MediaType { get; }

    /// <summary>Writes the body: <see cref="PayloadBody"/> has the usual forms, <see cref="JsonBodyWriter"/> writes JSON of any other shape.</summary>
    /// <param name="payload">The keys and values, in the order to send them.</param>
    /// <param name="output">Where the bytes go.</param>
    void Encode(Payload payload, IBufferWriter<byte> output);
}
