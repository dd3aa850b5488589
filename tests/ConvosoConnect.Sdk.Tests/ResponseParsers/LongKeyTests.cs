using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.ResponseParsers.Xml;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers;

/// <summary>A path of more than 32 segments is not followed, whoever asks for it; a member of that very name is found all the same.</summary>
public sealed class LongKeyTests
{
    [Theory]
    [InlineData('.', "", 32, true)]
    [InlineData('.', "", 33, false)]
    [InlineData('/', "/", 32, true)]
    [InlineData('/', "/", 33, false)]
    public void Find_JsonPath_IsFollowedFor32Segments(char separator, string before, int segments, bool found)
    {
        string json = string.Concat(Enumerable.Repeat("{\"a\":", segments)) + "1" + new string('}', segments);
        string key = before + string.Join(separator, Enumerable.Repeat("a", segments));

        Assert.Equal(found, Parse(new JsonResponseParser(), json).Find(key, ",").Exists);
        Assert.True(Parse(new JsonResponseParser(), $$"""{"{{key}}":1}""").Find(key, ",").Exists);
    }

    [Theory]
    [InlineData("", 32, true)]
    [InlineData("", 33, false)]
    [InlineData("/", 32, true)]
    [InlineData("/", 33, false)]
    public void Find_XmlPath_IsFollowedFor32Segments(string before, int segments, bool found)
    {
        string xml = string.Concat(Enumerable.Repeat("<a>", segments)) + "1" + string.Concat(Enumerable.Repeat("</a>", segments));
        string key = before + string.Join('/', Enumerable.Repeat("a", segments));

        Assert.Equal(found, Parse(new XmlResponseParser(), xml).Find(key, ",").Exists);
    }

    private static ParsedResponse Parse(IResponseParser parser, string body) => parser.Parse(ParsedBodies.Body(body));
}
