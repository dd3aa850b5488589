using System.Globalization;
using System.Text.Json;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

/// <summary>Which values mean no, and what Success Values change.</summary>
public sealed class ResponseVerdictTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData("false")]
    [InlineData("FALSE")]
    [InlineData("0")]
    [InlineData("No")]
    [InlineData("ERROR")]
    [InlineData("fail")]
    [InlineData("FAIL")]
    [InlineData("Failed")]
    [InlineData("FAILURE")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(" fail\n")]
    public async Task SendAsync_ValueMeansNo_IsRejectedWithTheValueInAnyCulture(string value)
    {
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        (ConnectResult json, var entry) = await Receivers.SendAsync(receivers.Answer($$"""{"ok":{{JsonSerializer.Serialize(value)}}}"""));

        Assert.False(json.Succeeded);
        Assert.Equal(ConnectErrorKind.Rejected, json.Error.Kind);
        Assert.Equal(value, json.Value);
        Assert.Contains($"'{value.Trim()}' under 'ok'", json.Error.Message, StringComparison.Ordinal);
        Assert.Contains("Success Values", json.Error.Message, StringComparison.Ordinal);
        Assert.Null(json.Diagnosis);
        Assert.Equal(value, entry.Result);
        Assert.Equal(ConnectErrorKind.Rejected, entry.ErrorKind);

        (ConnectResult text, _) = await Receivers.SendAsync(
            receivers.Answer($"x=1;ok={value}", "text/plain"), e => e with { ResponseDataType = "TEXT", Delimiter = ";" });
        Assert.Equal(ConnectErrorKind.Rejected, text.Error!.Kind);
    }

    [Theory]
    [InlineData("JSON", "false", "false")]
    [InlineData("JSON", " 0 ", "0")]
    [InlineData("TEXT", "Failed.", null)]
    [InlineData("TEXT", "NO\r\n", "NO")]
    [InlineData("TEXT", "FAİL", null)]
    [InlineData("TEXT", "faıl", null)]
    [InlineData("TEXT", "faıled", null)]
    [InlineData("TEXT", "no lead was lost", null)]
    [InlineData("TEXT", "00", null)]
    public async Task SendAsync_WholeBody_IsJudgedToo(string type, string body, string? rejected)
    {
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer(body), e => e with { ResponseDataType = type, ResponseKey = "" });

        Assert.Equal(rejected is null, result.Succeeded);
        Assert.Equal(rejected is null ? null : ConnectErrorKind.Rejected, result.Error?.Kind);
        Assert.Equal(rejected ?? body.Trim(), result.Value);
    }

    [Theory]
    [InlineData("<r><ok/></r>", "ok")]
    [InlineData("<r><ok>  </ok></r>", "ok")]
    [InlineData("<r ok=''/>", "r/@ok")]
    public async Task SendAsync_EmptyXmlValue_IsRejected(string body, string key)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer(body, "text/xml"), e => e with { ResponseDataType = "XML", ResponseKey = key });

        Assert.Equal(ConnectErrorKind.Rejected, result.Error!.Kind);
        Assert.Equal("", result.Value);
    }

    [Theory]
    [InlineData("OK", true)]
    [InlineData("ok", true)]
    [InlineData(" Accepted ", true)]
    [InlineData("accepted!", false)]
    [InlineData("true", false)]
    [InlineData("0", true)]
    [InlineData("", false)]
    public async Task SendAsync_SuccessValues_DecideAlone(string value, bool succeeds)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(
            receivers.Answer($$"""{"ok":"{{value}}"}"""), e => e with { SuccessValues = ["ok", " accepted", "0"] });

        Assert.Equal(succeeds, result.Succeeded);
        Assert.Equal(value, result.Value);
        if (!succeeds)
        {
            Assert.Equal(ConnectErrorKind.Rejected, result.Error!.Kind);
            Assert.Contains("ok,  accepted, 0", result.Error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SendAsync_EmptySuccessValue_AcceptsAnEmptyValue()
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer("""{"ok":""}"""), e => e with { SuccessValues = [""] });

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("", result.Value);
    }

    [Fact]
    public async Task SendAsync_SuccessValuesUnderTurkishCulture_CompareOrdinally()
    {
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        (ConnectResult accepted, _) = await Receivers.SendAsync(receivers.Answer("""{"ok":"INSERTED"}"""), e => e with { SuccessValues = ["inserted"] });
        (ConnectResult rejected, _) = await Receivers.SendAsync(receivers.Answer("""{"ok":"İNSERTED"}"""), e => e with { SuccessValues = ["inserted"] });

        Assert.True(accepted.Succeeded, accepted.ToString());
        Assert.Equal(ConnectErrorKind.Rejected, rejected.Error!.Kind);
    }
}
