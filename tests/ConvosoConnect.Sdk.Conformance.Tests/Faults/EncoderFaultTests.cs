using System.Buffers;
using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

public sealed class EncoderFaultTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly IReadOnlyList<Fault<IBodyEncoder>> Faults =
    [
        new("has a name with a space at its end", () => new FaultyEncoder { Name = "RAW " }, "Name"),
        new("has no media type", () => new FaultyEncoder { Type = () => "json" }, "MediaType"),
        new(
            "makes up a boundary each time",
            () => new FaultyEncoder { Type = () => $"multipart/form-data; boundary={Guid.NewGuid():N}" },
            "MediaType"),
        new(
            "throws on lone surrogates",
            () => new FaultyEncoder { Write = (p, o) => o.Write(Strict.GetBytes(Text(p, CultureInfo.InvariantCulture))) },
            "AnyPayload", "AnyBuffer"),
        new(
            "writes numbers by the culture",
            () => new FaultyEncoder { Write = (p, o) => o.Write(Encoding.UTF8.GetBytes(Text(p, CultureInfo.CurrentCulture))) },
            "Culture"),
        new("writes more than the buffer gave", () => new FaultyEncoder { Write = TakesRoomForGranted }, "AnyBuffer"),
        new("counts its calls", CountsCalls, "Deterministic", "Culture", "AnyBuffer", "Concurrent"),
        new("shares a buffer between callers", SharesBuffer, "Concurrent"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task BodyEncoder_PlantedFault_FailsItsCasesOnly(string fault) =>
        Faults.Single(f => f.Name == fault).ProveAsync("BodyEncoder", BodyEncoderConformance.Cases);

    private static string Text(Payload payload, CultureInfo culture) => string.Join('&', payload.Select(f => $"{f.Name}={Text(f.Value, culture)}"));

    private static string Text(LeadValue value, CultureInfo culture) =>
        decimal.TryParse(value.ToText(","), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number.ToString(culture) : value.ToText(",");

    private static void TakesRoomForGranted(Payload payload, IBufferWriter<byte> output)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Text(payload, CultureInfo.InvariantCulture));
        if (bytes.Length > 256)
        {
            output.Write(bytes);
            return;
        }

        bytes.CopyTo(output.GetSpan());
        output.Advance(bytes.Length);
    }

    private static FaultyEncoder CountsCalls()
    {
        int calls = 0;
        return new() { Write = (_, output) => output.Write(Encoding.ASCII.GetBytes($"{Interlocked.Increment(ref calls)}")) };
    }

    /// <summary>
    /// Callers meet in one buffer: whoever comes while another is within finds that one's bytes. Only a crowd calls it so often that it waits for company.
    /// </summary>
    private static FaultyEncoder SharesBuffer()
    {
        const int Crowded = 40;
        int calls = 0;
        var company = new ManualResetEventSlim();
        return new()
        {
            Write = (payload, output) =>
            {
                FaultyEncoder.Right.Encode(payload, output);
                if (Interlocked.Increment(ref calls) == Crowded)
                {
                    company.Wait(TimeSpan.FromSeconds(30));
                    output.Write("other"u8);
                }
                else if (calls > Crowded)
                {
                    company.Set();
                }
            },
        };
    }
}
