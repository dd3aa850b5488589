using System.Buffers;
using System.Security;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Text;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>XML bodies, as an app might add them.</summary>
internal sealed class XmlEncoder : IBodyEncoder
{
    public string Name => "XML-LEAD";

    public string MediaType => "application/xml";

    public void Encode(Payload payload, IBufferWriter<byte> output)
    {
        output.Write("<lead>"u8);
        foreach (PayloadField field in payload)
        {
            output.Write(Encoding.UTF8.GetBytes($"<f name=\"{SecurityElement.Escape(field.Name)}\">{SecurityElement.Escape(field.Value.ToString())}</f>"));
        }

        output.Write("</lead>"u8);
    }
}

/// <summary>Answers such as <c>1;ref-7</c>: a digit that says yes or no, then a reference.</summary>
internal sealed class DigitParser : IResponseParser
{
    public string Name => "Digit";

    public ParsedResponse Parse(ResponseBody body) =>
        body.Text.Length > 1 && body.Text[1] == ';' ? new Parsed(body.Text) : ParsedResponse.Unreadable("something without a digit");

    private sealed class Parsed(string text) : ParsedResponse
    {
        public override string Whole => text;

        public override IEnumerable<string> Keys => ["digit", "reference"];

        public override ResponseValue Find(string key, string delimiter) => key switch
        {
            "digit" => ResponseValue.Found(text[..1]),
            "reference" => text.Length == 2 ? ResponseValue.Null : ResponseValue.Found(text[2..]),
            _ => ResponseValue.Missing,
        };
    }
}

/// <summary>A template, an encoder and a parser that do what the test says; register the instance.</summary>
internal sealed class Scripted : IIntegratorTemplate, IBodyEncoder, IResponseParser
{
    public Action<IntegratorRequest> OnShape { get; init; } = _ => { };

    public Func<IntegratorResponse, IntegratorReading?> OnRead { get; init; } = _ => null;

    public Action<Payload, IBufferWriter<byte>> OnEncode { get; init; } = (_, output) => output.Write("ok"u8);

    public Func<ResponseBody, ParsedResponse> OnParse { get; init; } = body => new TextResponseParser().Parse(body);

    public string Name => "Scripted";

    public string MediaType { get; init; } = "text/plain";

    public IntegratorContract Contract { get; init; } = IntegratorContract.None;

    public void Shape(IntegratorRequest request) => OnShape(request);

    public IntegratorReading? Read(IntegratorResponse response) => OnRead(response);

    public void Encode(Payload payload, IBufferWriter<byte> output) => OnEncode(payload, output);

    public ParsedResponse Parse(ResponseBody body) => OnParse(body);
}
