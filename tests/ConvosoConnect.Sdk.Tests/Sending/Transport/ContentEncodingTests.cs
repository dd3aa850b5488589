using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Transport;

public sealed class ContentEncodingTests
{
    private static readonly byte[] Zstandard = [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x61, 0x00, 0x00, .. "{\"ok\":\"yes\"}"u8];

    [Theory]
    [InlineData("JSON", "ok")]
    [InlineData("XML", "ok")]
    [InlineData("TEXT", "")]
    public async Task SendAsync_EncodingThatIsNotUndone_IsNamed(string type, string key)
    {
        Sent sent = await SendAsync(Zstandard, "zstd", type, key);

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "Content-Encoding 'zstd'");
    }

    [Fact]
    public async Task SendAsync_EncodedError_IsNamed()
    {
        Sent sent = await SendAsync(Zstandard, "zstd", "JSON", "ok", 400);

        Assert.Contains("Content-Encoding 'zstd'", sent.Result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("zstd")]
    [InlineData("identity")]
    public async Task SendAsync_EncodingThatIsNone_DoesNotMatter(string encoding)
    {
        Sent sent = await SendAsync("{\"ok\":\"yes\"}"u8.ToArray(), encoding, "JSON", "ok");

        Assert.Equal("yes", sent.Result.Value);
    }

    private static async Task<Sent> SendAsync(byte[] body, string encoding, string type, string key, int status = 200)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ContentEncoding = encoding;
            return context.Response.Body.WriteAsync(body).AsTask();
        });
        await using var lab = new FaultLab();
        return await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ResponseDataType = type, ResponseKey = key });
    }
}
