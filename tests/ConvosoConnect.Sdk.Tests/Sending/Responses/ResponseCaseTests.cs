using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

/// <summary>The case table of a response with a 2xx status: one test a row, for each Response Data Type.</summary>
public sealed class ResponseCaseTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData("JSON", "", "application/json", "", "")]
    [InlineData("JSON", """{"ok":"yes","n":1}""", "application/json", "ok", "yes")]
    [InlineData("JSON", """{"ok": true}""", "application/json", "ok", "true")]
    [InlineData("JSON", """{"ok":[1, "b", null, true]}""", "application/json", "ok", "1,b,,true")]
    [InlineData("JSON", """{"ok": {"a": [1, 2]} }""", "application/json", "ok", """{"a":[1,2]}""")]
    [InlineData("JSON", "{ \"ok\" : [ {\"a\" : 1} ] }", "", "", """{"ok":[{"a":1}]}""")]
    [InlineData("JSON", "{}", "text/html", "", "{}")]
    [InlineData("XML", "", "text/xml", "", "")]
    [InlineData("XML", "<r><ok>yes</ok></r>", "text/xml", "ok", "yes")]
    [InlineData("XML", "<r>\n  <ok> a </ok>\n  <ok>b</ok>\n</r>", "application/xml", "ok", "a,b")]
    [InlineData("XML", "<r><ok><in>1</in></ok></r>", "text/xml", "ok", "<ok><in>1</in></ok>")]
    [InlineData("XML", "<?xml version=\"1.0\"?>\n<r> <ok>yes</ok> </r>", "text/xml", "", "<r><ok>yes</ok></r>")]
    [InlineData("TEXT", "", "text/plain", "", "")]
    [InlineData("TEXT", "  all is well \r\n", "text/plain", "", "all is well")]
    [InlineData("TEXT", "id=7,ok = yes", "text/plain", "ok", "yes")]
    [InlineData("TEXT", "<b>done</b>", "text/html", "", "<b>done</b>")]
    public async Task SendAsync_GoodAnswer_GivesItsValue(string type, string body, string contentType, string key, string value)
    {
        (ConnectResult result, var entry) = await Receivers.SendAsync(
            receivers.Answer(body, contentType), e => e with { ResponseDataType = type, ResponseKey = key });

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal(value, result.Value);
        Assert.Equal(200, result.StatusCode);
        Assert.Null(result.Error);
        Assert.Null(result.Diagnosis);
        Assert.Equal(value, entry.Result);
        Assert.Equal(body, entry.ResponseBody);
        Assert.Null(entry.ErrorKind);
        Assert.Null(entry.ErrorMessage);
    }

    [Theory]
    [InlineData("JSON", 200)]
    [InlineData("XML", 201)]
    [InlineData("TEXT", 204)]
    public async Task SendAsync_EmptyBodyAndResponseKey_IsEmptyResponse(string type, int status)
    {
        (ConnectResult result, var entry) = await Receivers.SendAsync(receivers.Answer("", "", status), e => e with { ResponseDataType = type, ResponseKey = "id" });

        Expect(result, ConnectErrorKind.EmptyResponse, null, $"{status}", "'id'");
        Assert.Equal(ConnectErrorKind.EmptyResponse, entry.ErrorKind);
        Assert.Null(entry.Result);
        Assert.Equal("", entry.ResponseBody);
    }

    [Theory]
    [InlineData("JSON", "<html><head><title>Sign in</title></head></html>", "text/html", "an HTML page titled 'Sign in'", "text/html")]
    [InlineData("JSON", "<r><ok>1</ok></r>", "application/xml", "XML", "application/xml")]
    [InlineData("JSON", "thanks a lot", "", "plain text beginning 'thanks a lot'", "no Content-Type")]
    [InlineData("JSON", "{\"ok\":", "application/json", "JSON that breaks off", "application/json")]
    [InlineData("JSON", "{\"ok\":1}}", "application/json", "JSON that is invalid at byte 8", "application/json")]
    [InlineData("XML", "{\"ok\":1}", "application/json", "JSON", "application/json")]
    [InlineData("XML", "<!doctype html><title>Oops</title>", "text/html", "an HTML page titled 'Oops'", "text/html")]
    [InlineData("XML", "<r><ok></r>", "text/xml", "XML that is not well-formed", "text/xml")]
    [InlineData("XML", "<!DOCTYPE r [<!ENTITY a \"b\">]><r>&a;</r>", "text/xml", "document type declaration", "text/xml")]
    public async Task SendAsync_OtherTypeThanDeclared_IsUnreadableAndNamesWhatItLooksLike(
        string type, string body, string contentType, string looks, string named)
    {
        (ConnectResult result, var entry) = await Receivers.SendAsync(
            receivers.Answer(body, contentType), e => e with { ResponseDataType = type, ResponseKey = "ok" });

        Expect(result, ConnectErrorKind.ResponseUnreadable, null, looks, named, $"not like {type}");
        Assert.Equal(body, entry.ResponseBody);
        Assert.Equal(DiagnosisVerdict.Failed, result.Diagnosis!.Steps[3].Verdict);
    }

    [Theory]
    [InlineData("JSON", """{"succes":1,"data":{"Success_Id":2}}""", "success", "succes")]
    [InlineData("JSON", """{"data":{"id":5}}""", "id", "data.id")]
    [InlineData("JSON", "[]", "id", "no keys at all")]
    [InlineData("JSON", "5", "id", "no keys at all")]
    [InlineData("XML", "<r><leadid>5</leadid></r>", "lead_id", "leadid")]
    [InlineData("TEXT", "idd=5,x=1", "id", "idd")]
    [InlineData("TEXT", "a,b,c", "#3", "no keys at all")]
    public async Task SendAsync_KeyMissing_NamesTheNearest(string type, string body, string key, string near)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer(body), e => e with { ResponseDataType = type, ResponseKey = key });

        Expect(result, ConnectErrorKind.ResponseKeyNotFound, null, $"'{key}'", near);
    }

    [Theory]
    [InlineData("JSON", """{"ok":null}""")]
    [InlineData("XML", """<r xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><ok xsi:nil="true"/></r>""")]
    public async Task SendAsync_KeyIsNull_SaysSo(string type, string body)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer(body, ""), e => e with { ResponseDataType = type });

        Expect(result, ConnectErrorKind.ResponseKeyNull, null, "null under 'ok'");
        Assert.Equal(DiagnosisVerdict.Suspect, result.Diagnosis!.Steps[3].Verdict);
    }

    private static void Expect(ConnectResult result, ConnectErrorKind kind, string? value, params string[] named)
    {
        Assert.False(result.Succeeded);
        Assert.Equal(kind, result.Error!.Kind);
        Assert.Equal(value, result.Value);
        Assert.All(named, text => Assert.Contains(text, result.Error.Message, StringComparison.Ordinal));
        Assert.NotNull(result.Diagnosis);
        Assert.Equal(5, result.Diagnosis.Steps.Count);
    }
}
