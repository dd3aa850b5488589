using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Encoders, templates, parsers and handlers of the app that do what they must not.</summary>
public sealed class AppPartFaultTests
{
    [Theory]
    [InlineData("throws", ConnectErrorKind.AppFailed, "-----", "body encoder failed: FormatException: bad lead")]
    [InlineData("advances", ConnectErrorKind.AppFailed, "-----", "body encoder failed: ArgumentOutOfRangeException")]
    [InlineData("floods", ConnectErrorKind.RequestInvalid, "----F", "MaxRequestBytes")]
    [InlineData("", null, "", "")]
    public async Task SendAsync_EncoderMisbehaves_IsAResultAndTheBufferIsGivenBack(string how, ConnectErrorKind? kind, string verdicts, string quote)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        var encoder = new OddEncoder(how);
        await using var lab = new FaultLab(build: builder => builder.Services.AddSingleton<IBodyEncoder>(encoder));

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { PostDataType = "ODD" });

        Assert.Equal(kind, sent.Result.Error?.Kind);
        Assert.Contains(quote, sent.Result.Error?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(kind is null ? 1 : 0, server.Requests.Count);
        Assert.Throws<ObjectDisposedException>(() => encoder.Output!.GetMemory());
        if (kind is not null)
        {
            sent.ExpectNull(kind.Value, verdicts);
        }
    }

    [Theory]
    [InlineData("X-Lead", "a\r\nX-Evil: 1")]
    [InlineData("X-Lead: 1\r\nX-Evil", "a")]
    [InlineData("Host", "evil.example")]
    [InlineData("", "a")]
    public async Task SendAsync_TemplateSetsABadHeader_IsRefused(string name, string value)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab(build: b => b.Services.AddSingleton<IIntegratorTemplate>(new OddTemplate(r => r.AddHeader(name, value))));

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ApiIntegrator = "ODD" });

        sent.ExpectNull(ConnectErrorKind.RequestInvalid, "----F", "The integrator 'ODD' set a header that cannot be sent");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task SendAsync_TemplateThrows_IsAResult()
    {
        await using var lab = new FaultLab(build: b => b.Services.AddSingleton<IIntegratorTemplate>(new OddTemplate(_ => throw new FormatException("bad shape"))));

        Sent sent = await lab.SendAsync(FaultLab.Endpoint("http://127.0.0.1:9") with { ApiIntegrator = "ODD" });

        sent.ExpectNull(ConnectErrorKind.AppFailed, "-----");
        Assert.Contains("FormatException: bad shape", sent.Result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_ParserThrowsAndQuotesTheBody_IsMaskedAndBounded()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync(new string('x', 500_000) + FaultLab.ApiKey);
        await using var lab = new FaultLab(build: b => b.Services.AddSingleton<IResponseParser>(new OddParser()));

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ResponseDataType = "ODD" });

        sent.ExpectNull(ConnectErrorKind.AppFailed, "OOOOO");
        Assert.Equal(200, sent.Result.StatusCode);
        Assert.InRange(sent.Result.Error!.Message.Length, 1000, 2100);
    }

    [Fact]
    public async Task SendAsync_HandlerReplacesTheContent_LogKeepsTheLeadAndTheBufferIsGivenBack()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        HttpContent? original = null;
        await using var lab = new FaultLab(build: HandlerOf.Added((send, request, _) =>
        {
            original = request.Content;
            request.Content = new StringContent("signed");
            return send();
        }));

        Sent sent = await lab.SendAsync(server.Url);

        Assert.Equal("signed", server.Single.Text);
        Assert.Contains("ann@example.com", sent.Entry.InputData!.Body, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => ((PooledBody)original!).GetMemory());
    }

    private sealed class OddEncoder(string how) : IBodyEncoder
    {
        public string Name => "ODD";

        public string MediaType => "text/plain";

        public IBufferWriter<byte>? Output { get; private set; }

        public void Encode(Payload payload, IBufferWriter<byte> output)
        {
            Output = output;
            output.Write("abc"u8);
            switch (how)
            {
                case "throws":
                    throw new FormatException("bad lead");
                case "advances":
                    output.Advance(1 << 20);
                    break;
                case "floods":
                    for (int i = 0; i < 100_000; i++)
                    {
                        output.Write(new byte[1024]);
                    }

                    break;
            }
        }
    }

    private sealed class OddTemplate(Action<IntegratorRequest> shape) : IIntegratorTemplate
    {
        public string Name => "ODD";

        public IntegratorContract Contract => IntegratorContract.None;

        public void Shape(IntegratorRequest request) => shape(request);

        public IntegratorReading? Read(IntegratorResponse response) => null;
    }

    private sealed class OddParser : IResponseParser
    {
        public string Name => "ODD";

        public ParsedResponse Parse(ResponseBody body) => throw new FormatException(body.Text);
    }
}
