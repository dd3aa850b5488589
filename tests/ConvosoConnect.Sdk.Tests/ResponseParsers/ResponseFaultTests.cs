using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers;

public sealed class ResponseFaultTests
{
    [Theory]
    [InlineData("{\"a\":1,}", ResponseFaultKind.JsonInvalid, 7L, null)]
    [InlineData("{\"invalid\":1", ResponseFaultKind.JsonIncomplete, 12L, null)]
    [InlineData("[INFO] JSON that is invalid", ResponseFaultKind.JsonInvalid, 1L, null)]
    [InlineData("OK, invalid", ResponseFaultKind.PlainText, null, "OK, invalid")]
    [InlineData("<r/>", ResponseFaultKind.Xml, null, null)]
    [InlineData("<html><title>XML</title>", ResponseFaultKind.Html, null, "XML")]
    [InlineData("", ResponseFaultKind.Empty, null, null)]
    [InlineData("\t", ResponseFaultKind.WhiteSpace, null, null)]
    [InlineData("\0\0\0\0", ResponseFaultKind.Binary, null, null)]
    public void Json_OtherBody_HasKindPositionAndDetail(string body, ResponseFaultKind kind, long? position, string? detail) =>
        Assert.Equal(new ResponseFault(kind, position, detail), ParsedBodies.Json(body).Fault);

    [Theory]
    [InlineData("<a><b></a>", ResponseFaultKind.XmlInvalid, 6L, null)]
    [InlineData("<a><b>", ResponseFaultKind.XmlIncomplete, 6L, null)]
    [InlineData("<!DOCTYPE r><r/>", ResponseFaultKind.XmlDocumentType, null, null)]
    [InlineData("{\"a\":1}", ResponseFaultKind.Json, null, null)]
    [InlineData("[INFO] done", ResponseFaultKind.PlainText, null, "[INFO] done")]
    [InlineData("[1,", ResponseFaultKind.JsonIncomplete, 3L, null)]
    public void Xml_OtherBody_HasKindPositionAndDetail(string body, ResponseFaultKind kind, long? position, string? detail) =>
        Assert.Equal(new ResponseFault(kind, position, detail), ParsedBodies.Xml(body).Fault);

    [Fact]
    public void ToString_EveryKind_IsAPhrase() => Assert.All(
        Enum.GetValues<ResponseFaultKind>(), kind => Assert.Matches(@"^(an?|data|nothing|binary|plain|something|JSON|XML)\b", new ResponseFault(kind).ToString()));

    [Fact]
    public void Unreadable_OwnWords_AreWhatItLooksLike()
    {
        ParsedResponse parsed = ParsedResponse.Unreadable("a YAML document");

        Assert.Equal((ResponseFaultKind.Other, "a YAML document"), (parsed.Fault?.Kind, parsed.Fault?.ToString()));
        Assert.Throws<ArgumentNullException>("looksLike", () => ParsedResponse.Unreadable((string)null!));
        Assert.Throws<ArgumentNullException>("fault", () => ParsedResponse.Unreadable((ResponseFault)null!));
    }
}
