using System.Net;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

public sealed class ResponseCharsetTests
{
    private static readonly byte[] Latin = [.. "<r><id>M"u8, 0xFC, .. "ller</id></r>"u8];

    [Theory]
    [InlineData("XML", "id", "Müller")]
    [InlineData("TEXT", "", "<r><id>Müller</id></r>")]
    public async Task SendAsync_BytesThatAreNotUtf8AndNameNoCharset_AreReadAsWindows1252(string type, string key, string expected)
    {
        Sent sent = await SendAsync(Latin, type, key);

        Assert.Equal(expected, sent.Result.Value);
        Assert.Contains("Müller", sent.Entry.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Windows1252Assumed_IsToldInTheDiagnosis()
    {
        Sent sent = await SendAsync(Latin, "XML", "name");

        Assert.Contains("read as windows-1252", sent.Result.Diagnosis!.Steps[3].Finding, StringComparison.Ordinal);
        Assert.DoesNotContain("windows-1252", (await SendAsync("<r/>"u8.ToArray(), "XML", "name")).Result.Diagnosis!.Steps[3].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_BodyCutWithinACharacter_IsNotTakenForWindows1252()
    {
        Sent sent = await SendAsync("aaaaaaaü and more"u8.ToArray(), "TEXT", "", HttpStatusCode.BadRequest, most: 8);

        Assert.Equal("aaaaaaa\uFFFD", sent.Result.Value);
        Assert.DoesNotContain("windows-1252", sent.Result.Diagnosis!.Steps[3].Finding, StringComparison.Ordinal);
    }

    private static async Task<Sent> SendAsync(byte[] body, string type, string key, HttpStatusCode status = HttpStatusCode.OK, int most = 1 << 20)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = (int)status;
            return context.Response.Body.WriteAsync(body).AsTask();
        });
        await using var lab = new FaultLab(o => o.MaxResponseBytes = most);
        return await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ResponseDataType = type, ResponseKey = key });
    }
}
