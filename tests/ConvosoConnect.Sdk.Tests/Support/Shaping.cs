using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Makes requests from keys and values, and bodies from requests.</summary>
internal static class Shaping
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Payload PayloadOf(params (string Key, LeadValue Value)[] fields) =>
        new(fields.Select(f => new PayloadField(new PayloadKey(f.Key), f.Value)));

    public static IntegratorRequest Request(string url, params (string Key, LeadValue Value)[] fields) =>
        new(new ConnectEndpoint { ApiUrl = url }, PayloadOf(fields), new RawBodyEncoder());

    /// <summary>The body that a template gives the request; fails when it refuses. Lists are joined before, as the mapping does by the template's contract.</summary>
    public static string Body(this IIntegratorTemplate template, string url, params (string Key, LeadValue Value)[] fields)
    {
        IntegratorRequest request = Request(url, template.Contract.Delimiter is { } delimiter ? Array.ConvertAll(fields, f => (f.Key, Joined(f.Value, delimiter))) : fields);
        template.Shape(request);
        Assert.Null(request.Refusal);
        Assert.Equal("application/json", request.BodyEncoder.MediaType);
        Assert.Equal(template.Name, request.BodyEncoder.Name);
        return Encode(request.BodyEncoder, request.Payload);
    }

    /// <summary>The sentence with which a template refuses; fails when it does not.</summary>
    public static string Refusal(this IIntegratorTemplate template, string url, params (string Key, LeadValue Value)[] fields)
    {
        IntegratorRequest request = Request(url, fields);
        template.Shape(request);
        Assert.NotNull(request.Refusal);
        return request.Refusal;
    }

    private static LeadValue Joined(LeadValue value, string delimiter) => value.Kind == LeadValueKind.List ? value.ToText(delimiter) : value;

    public static string Encode(IBodyEncoder encoder, Payload payload)
    {
        var output = new ArrayBufferWriter<byte>();
        encoder.Encode(payload, output);
        return Strict.GetString(output.WrittenSpan);
    }
}
