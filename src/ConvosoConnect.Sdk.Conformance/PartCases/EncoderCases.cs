using System.Buffers;
using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>Cases for every body encoder, whatever its format.</summary>
internal static class EncoderCases
{
    private const string Prefix = "BodyEncoder.";

    public static IReadOnlyList<ConformanceCase<IBodyEncoder>> All { get; } =
    [
        .. NameCases.For<IBodyEncoder>("BodyEncoder", e => e.Name),
        new(Prefix + "MediaType", "The media type can be sent as Content-Type and is always the same.", MediaType),
        new(Prefix + "AnyPayload", "Every payload can be encoded: empty, huge, and with any character in keys and values.", AnyPayload),
        new(Prefix + "Deterministic", "Equal payloads give equal bytes, whatever was encoded before.", Deterministic),
        new(Prefix + "Culture", "The bytes do not depend on the machine's culture.", Culture),
        new(Prefix + "AnyBuffer", "The bytes do not depend on how much room the buffer gives.", AnyBuffer),
        new(Prefix + "Concurrent", "Many callers at once get the bytes that each would get alone.", Concurrent),
    ];

    public static byte[] Encode(IBodyEncoder encoder, Payload payload)
    {
        var buffer = new ArrayBufferWriter<byte>();
        encoder.Encode(payload, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    public static void CheckBytes(string what, byte[] expected, byte[] seen)
    {
        int at = expected.AsSpan().CommonPrefixLength(seen);
        Check.That(
            at == expected.Length && at == seen.Length,
            $"{what}: {expected.Length} bytes, at {at} {Convert.ToHexString(expected.AsSpan(at, Math.Min(8, expected.Length - at)))}",
            $"{seen.Length} bytes, at {at} {Convert.ToHexString(seen.AsSpan(at, Math.Min(8, seen.Length - at)))}");
    }

    private static Task MediaType(IBodyEncoder encoder, CancellationToken token)
    {
        string type = encoder.MediaType;
        Check.That(MediaTypeHeaderValue.TryParse(type, out _), "a media type such as application/json", Show.Value(type));
        Check.Equal("the media type", type, encoder.MediaType);
        return Task.CompletedTask;
    }

    private static Task AnyPayload(IBodyEncoder encoder, CancellationToken token)
    {
        foreach ((string what, Payload payload) in Payloads.All)
        {
            try
            {
                Encode(encoder, payload);
            }
            catch (Exception exception)
            {
                throw new CheckFailedException($"a body for {what}", $"{exception.GetType().Name}: {exception.Message}");
            }
        }

        return Task.CompletedTask;
    }

    private static Task Deterministic(IBodyEncoder encoder, CancellationToken token)
    {
        Payload common = Payloads.Common;
        byte[] first = Encode(encoder, common);
        foreach ((string what, Payload payload) in Payloads.All.Take(6))
        {
            byte[] bytes = Encode(encoder, payload);
            CheckBytes($"the bytes of {what}, encoded again", bytes, Encode(encoder, payload));
            CheckBytes($"the bytes of a common payload after {what}", first, Encode(encoder, common));
        }

        CheckBytes("the bytes of an equal payload with other key objects", first, Encode(encoder, Payloads.Common));
        return Task.CompletedTask;
    }

    private static Task Culture(IBodyEncoder encoder, CancellationToken token)
    {
        foreach ((string what, Payload payload) in Payloads.All.Take(6))
        {
            CheckBytes($"the bytes of {what} under another culture", Encode(encoder, payload), OtherCulture.Run(() => Encode(encoder, payload)));
        }

        return Task.CompletedTask;
    }

    private static Task AnyBuffer(IBodyEncoder encoder, CancellationToken token)
    {
        foreach ((string what, Payload payload) in Payloads.All.Take(8))
        {
            var stingy = new StingyWriter();
            try
            {
                encoder.Encode(payload, stingy);
            }
            catch (ArgumentException exception)
            {
                throw new CheckFailedException("an encoder that asks the buffer for as much room as it uses", exception.Message);
            }

            CheckBytes($"the bytes of {what} in a buffer without room to spare", Encode(encoder, payload), stingy.Written);
        }

        return Task.CompletedTask;
    }

    private static async Task Concurrent(IBodyEncoder encoder, CancellationToken token)
    {
        Payload[] payloads = [.. Payloads.All.Take(7).Select(p => p.Payload)];
        byte[][] alone = [.. payloads.Select(p => Encode(encoder, p))];
        await Crowd.RunAsync(8, caller =>
        {
            for (int i = 0; i < 300; i++)
            {
                int which = (i + caller) % payloads.Length;
                CheckBytes("the bytes among many callers", alone[which], Encode(encoder, payloads[which]));
            }

            return Task.FromResult(true);
        }).ConfigureAwait(false);
    }
}
