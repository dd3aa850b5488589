using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.ResponseParsers.Xml;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers;

public sealed class LooksLikeTests
{
    private static readonly ResponseFault Fault = new(ResponseFaultKind.Other, Detail: "fault");

    [Theory]
    [InlineData("", "an empty body")]
    [InlineData("\uFEFF", "nothing but white space")]
    [InlineData(" \t\n", "nothing but white space")]
    [InlineData("{\"a\":1}", "JSON")]
    [InlineData("[]", "JSON")]
    [InlineData("{\"a\":", "JSON that breaks off at byte 5")]
    [InlineData("[INFO] done", "plain text beginning '[INFO] done'")]
    [InlineData("{name} is missing", "plain text beginning '{name} is missing'")]
    [InlineData("true", "plain text beginning 'true'")]
    [InlineData("<a/>", "XML")]
    [InlineData("<?xml version=\"1.0\"?><a/>", "XML")]
    [InlineData("<!-- c --><a/>", "XML")]
    [InlineData("<!-- c", "XML")]
    [InlineData("<_a/>", "XML")]
    [InlineData("<", "plain text beginning '<'")]
    [InlineData("<3 hearts", "plain text beginning '<3 hearts'")]
    [InlineData("<!-- c --> text", "XML")]
    [InlineData("<!DOCTYPE html><p>Hi", "an HTML page")]
    [InlineData("<?xml version='1.0'?><!-- x --><!doctype HTML PUBLIC 'x'><html><TITLE lang='en'>A &amp; B\r\n  C</TITLE>", "an HTML page titled 'A & B C'")]
    [InlineData("<HTML>", "an HTML page")]
    [InlineData("<html><title>unclosed", "an HTML page")]
    [InlineData("<html><title", "an HTML page")]
    [InlineData("<html><title> </title>", "an HTML page")]
    [InlineData("<h1>403 Forbidden</h1>", "an HTML page")]
    [InlineData("OK\r\n\u0007done\u0000", "binary data")]
    [InlineData("OK\r\n\u0007done", "plain text beginning 'OK done'")]
    [InlineData("\u0001\u0002\u0003\u0004abc", "binary data")]
    public void Any_Body_IsNamed(string body, string expected) => Assert.Equal(expected, LooksLike.Any(ParsedBodies.Body(body)).ToString());

    [Fact]
    public void Any_LongText_IsCut()
    {
        Assert.Equal($"plain text beginning '{new string('x', 60)}'", LooksLike.Any(ParsedBodies.Body(new string('x', 60))).ToString());
        Assert.Equal($"plain text beginning '{new string('x', 60)}…'", LooksLike.Any(ParsedBodies.Body(new string('x', 61))).ToString());
        Assert.Equal($"plain text beginning '{new string('x', 59)}…'", LooksLike.Any(ParsedBodies.Body(new string('x', 59) + "\U0001F600")).ToString());
        Assert.Equal($"plain text beginning '{new string('x', 59)}…'", LooksLike.Any(ParsedBodies.Body(new string('x', 59) + " \n yy")).ToString());
        Assert.Equal($"an HTML page titled '{new string('t', 80)}…'", LooksLike.Any(ParsedBodies.Body($"<html><title>{new string('t', 100)}</title>")).ToString());
    }

    [Fact]
    public void Any_HtmlByMediaType_IsHtml()
    {
        Assert.Equal("an HTML page", LooksLike.Any(ParsedBodies.Body("<table></table>", "TEXT/html")).ToString());
        Assert.Equal("plain text beginning 'OK'", LooksLike.Any(ParsedBodies.Body("OK", "text/html")).ToString());
        Assert.Equal("XML", LooksLike.Any(ParsedBodies.Body("<table></table>", "text/xml")).ToString());
    }

    [Fact]
    public void Any_BytesInAnotherCharset_IsTextNotBinary()
    {
        Assert.Equal("plain text beginning 'Gr\uFFFD\uFFFDe'", LooksLike.Any(new ResponseBody(new byte[] { 0x47, 0x72, 0xFC, 0xDF, 0x65 })).ToString());
        Assert.Equal("binary data", LooksLike.Any(new ResponseBody(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0xFF, 0xFE, 0x80, 0x81 })).ToString());
    }

    [Fact]
    public void NotJsonAndNotXml_StartOfTheDeclaredType_KeepsTheFault()
    {
        Assert.Same(Fault, JsonResponseParser.NotJson(ParsedBodies.Body(" [x"), Fault));
        Assert.Equal("XML", JsonResponseParser.NotJson(ParsedBodies.Body("<x"), Fault).ToString());
        Assert.Same(Fault, XmlResponseParser.NotXml(ParsedBodies.Body(" <x"), Fault));
        Assert.Equal("JSON", XmlResponseParser.NotXml(ParsedBodies.Body("[]"), Fault).ToString());
        Assert.Equal("JSON nested deeper than 512 levels", XmlResponseParser.NotXml(ParsedBodies.Body(new string('[', 600)), Fault).ToString());
    }
}
