using System.Text;
using ConvosoConnect.Sdk.Receiving;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Receiving;

public sealed class ReceiveFormTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("?", "")]
    [InlineData("?a=1&b=2", "a=1\nb=2")]
    [InlineData("a=1&&b=2&", "a=1\nb=2")]
    [InlineData("a", "a=")]
    [InlineData("a=", "a=")]
    [InlineData("a=b=c", "a=b=c")]
    [InlineData("??a=1", "?a=1")]
    [InlineData("first+name=Ann+B&x=%2B%20%26", "first name=Ann B\nx=+ &")]
    [InlineData("a=%C3%84%F0%9F%98%80", "a=Ä\U0001F600")]
    [InlineData("a=100%&b=%zz", "a=100%\nb=%zz")]
    [InlineData("a=%FF", "a=\uFFFD")]
    [InlineData("a=1&b=2&a=3&a=", "a=1;3;\nb=2")]
    [InlineData("a=1&A=2", "a=1\nA=2")]
    [InlineData("a=1;b=2", "a=1;b=2")]
    public async Task ReceiveAsync_QueryAndForm_ReadAlike(string text, string fields)
    {
        ReceiveResult query = await IncomingCalls.ReceiveAsync(new IncomingPayload { QueryString = text });
        Assert.Equal(fields, IncomingCalls.Fields(query));
        Assert.True(query.Succeeded);
        Assert.Null(query.Error);
        if (!text.StartsWith('?'))
        {
            Assert.Equal(fields, IncomingCalls.Fields(await IncomingCalls.ReceiveAsync(IncomingCalls.Form(text))));
        }
    }

    [Fact]
    public async Task ReceiveAsync_BodyAndQuery_TheBodyWinsInThePlaceOfTheQuery()
    {
        Assert.Equal("a=9;8\nb=2\nc=3", IncomingCalls.Fields(await IncomingCalls.ReceiveAsync(IncomingCalls.Form("a=9&c=3&a=8", "?a=1&b=2&a=0"))));
        Assert.Equal(
            "a=9\nb=2\nc=3",
            IncomingCalls.Fields(await IncomingCalls.ReceiveAsync(IncomingCalls.Json("""{"c":3,"a":9}""", "?a=1&b=2"))).Replace("\nc=3", "", StringComparison.Ordinal) + "\nc=3");
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("Application/X-WWW-Form-UrlEncoded; charset=UTF-8")]
    public async Task ReceiveAsync_FormWithByteOrderMark_IsReadWithoutIt(string contentType)
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. "a=1"u8];

        Assert.Equal("a=1", IncomingCalls.Fields(await IncomingCalls.ReceiveAsync(IncomingCalls.Of(body, contentType))));
    }

    [Fact]
    public async Task ReceiveAsync_InvalidUtf8_IsReadWithReplacements()
    {
        byte[] body = [.. "a="u8, 0xFF, .. "b"u8];

        Assert.Equal("a=\uFFFDb", IncomingCalls.Fields(await IncomingCalls.ReceiveAsync(IncomingCalls.Of(body, "application/x-www-form-urlencoded"))));
    }

    [Theory]
    [InlineData("text/plain", "'text/plain'")]
    [InlineData("multipart/form-data; boundary=x", "'multipart/form-data'")]
    [InlineData("application/xml", "'application/xml'")]
    [InlineData("", "''")]
    [InlineData(null, "''")]
    public async Task ReceiveAsync_OtherContentType_IsRefusedByName(string? contentType, string named)
    {
        ReceiveResult result = await IncomingCalls.ReceiveAsync(IncomingCalls.Of("a=1"u8.ToArray(), contentType));

        Assert.False(result.Succeeded);
        Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error.Kind);
        Assert.Contains(named, result.Error.Message, StringComparison.Ordinal);
        Assert.True((await IncomingCalls.ReceiveAsync(IncomingCalls.Of([], contentType, "a=1"))).Succeeded);
    }

    [Fact]
    public async Task ReceiveAsync_TooLarge_IsRefusedWithTheLimit()
    {
        string text = "a=" + new string('x', 99);
        foreach (IncomingPayload payload in new[] { IncomingCalls.Form(text), new IncomingPayload { QueryString = text } })
        {
            ReceiveResult result = await IncomingCalls.ReceiveAsync(payload, configure: o => o.MaxRequestBytes = 100);

            Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error!.Kind);
            Assert.Contains("100 bytes", result.Error.Message, StringComparison.Ordinal);
            Assert.True((await IncomingCalls.ReceiveAsync(payload, configure: o => o.MaxRequestBytes = 101)).Succeeded);
        }
    }

    [Fact]
    public async Task ReceiveAsync_TooManyKeys_IsRefusedAndRepeatedKeysAreJoinedOnce()
    {
        string Keys(int count) => string.Join('&', Enumerable.Range(0, count).Select(i => $"k{i}=1"));
        string Same(int count, int length) => string.Join('&', Enumerable.Repeat("k=" + new string('x', length), count));

        Assert.Equal(10_000, (await IncomingCalls.ReceiveAsync(IncomingCalls.Form(Keys(10_000)))).Lead!.Lead.Count);
        Assert.Contains("more than 10000 keys", (await IncomingCalls.ReceiveAsync(IncomingCalls.Form(Keys(10_001)))).Error!.Message, StringComparison.Ordinal);
        Assert.Contains("more than 10000 keys", (await IncomingCalls.ReceiveAsync(IncomingCalls.Form(Same(10_001, 1)))).Error!.Message, StringComparison.Ordinal);

        // Joined one by one, this would copy some 100 GB.
        IncomingPayload long10K = IncomingCalls.Form(Same(10_000, 1000));
        var reader = new IncomingReader(";");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(reader.Read(long10K, int.MaxValue));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
        Assert.Equal((10_000 * 1001) - 1, Assert.Single(reader.Fields).Value.ToString().Length);
    }

    [Fact]
    public async Task ReceiveAsync_LoneSurrogateInTheQuery_IsKeptReadable()
    {
        ReceiveResult result = await IncomingCalls.ReceiveAsync(new IncomingPayload { QueryString = "a=x" + '\uD83D' + "&b=2" });

        Assert.Equal("2", result.Lead!.Lead["b"].ToString());
        Assert.Equal(2, result.Lead.Lead["a"].ToString().Length);
        Assert.True(Encoding.UTF8.GetByteCount(result.Lead.Lead["a"].ToString()) >= 4);
    }
}
