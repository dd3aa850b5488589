using ConvosoConnect.Sdk.ResponseParsers.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers.Text;

public sealed class TextResponseParserTests
{
    [Theory]
    [InlineData("value1,value2,value3", ",", "#1", "value2")]
    [InlineData("value1,value2,value3", ",", "#3", "(missing)")]
    [InlineData("value1,value2,value3", ",", "value1", "(missing)")]
    [InlineData("value1,,value3", ",", "#1", "")]
    [InlineData("a,b", "", "#0", "a,b")]
    [InlineData("a,b", "", "#1", "(missing)")]
    [InlineData("#1=a,b", ",", "#1", "b")]
    [InlineData("#1: a", ",", "#1", "(missing)")]
    [InlineData("a,#0=b", ",", "#0", "a")]
    [InlineData("status=OK, id : 7", ",", "id", "7")]
    [InlineData("status=OK, id : 7", ",", "#1", "id : 7")]
    [InlineData("status=OK, id : 7", ",", " STATUS ", "OK")]
    [InlineData("Id=1,id=2,id=3", ",", "id", "2")]
    [InlineData("Id=1,ID=2", ",", "id", "1")]
    [InlineData("status=OK", "", "status", "OK")]
    [InlineData("url=http://x:1,t:a=b", ",", "url", "http://x:1")]
    [InlineData("url=http://x:1,t:a=b", ",", "t", "a=b")]
    [InlineData("a=1||b=2|c", "||", "b", "2|c")]
    [InlineData("a=1\r\nb=2", "\r\n", "b", "2")]
    [InlineData("a=1\nb=", "\n", "b", "")]
    [InlineData("=x", ",", "", "x")]
    [InlineData("", ",", "a", "(missing)")]
    [InlineData("a", ",", "#", "(missing)")]
    [InlineData("a", ",", "#x", "(missing)")]
    [InlineData("a", ",", "#-0", "(missing)")]
    [InlineData("a", ",", "#99999999999", "(missing)")]
    [InlineData("#x=1", ",", "#x", "1")]
    [InlineData("file_id=1", ",", "FILE_ID", "1")]
    public void Find_Key_GivesTheSegmentsValue(string body, string delimiter, string key, string expected) =>
        Assert.Equal(expected, ParsedBodies.Show(ParsedBodies.Text(body).Find(key, delimiter)));

    [Theory]
    [InlineData(" \r\nOK\n", "OK")]
    [InlineData("<html>", "<html>")]
    [InlineData("\0", "\0")]
    [InlineData("", "")]
    public void Whole_AnyBody_IsTrimmedAndNeverUnreadable(string body, string expected)
    {
        var parsed = ParsedBodies.Text(body);

        Assert.Equal(expected, parsed.Whole);
        Assert.Null(parsed.Fault);
        Assert.Null(parsed.Message);
    }

    [Fact]
    public void Keys_Segments_AreListedAndBounded()
    {
        Assert.Equal(["status", "id", "x"], ParsedBodies.Text("status=OK&id=7|x:1\nrest,=5").Keys);
        Assert.Equal(300, ParsedBodies.Text(string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"k{i}=1"))).Keys.Count());
        Assert.Empty(ParsedBodies.Text(new string('k', 300) + "=1").Keys);
    }

    [Fact]
    public void Find_MebibyteBody_IsFound()
    {
        string body = string.Concat(Enumerable.Repeat("k=v,", 1 << 18)) + "last=1";

        Assert.Equal("1", ParsedBodies.Text(body).Find("last", ",").Text);
        Assert.Equal("last=1", ParsedBodies.Text(body).Find($"#{1 << 18}", ",").Text);
    }

    [Fact]
    public void Name_IsText() => Assert.Equal("TEXT", new TextResponseParser().Name);
}
