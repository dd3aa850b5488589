using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators;

public sealed class IntegratorRequestTests
{
    [Fact]
    public void Constructor_Endpoint_GivesTheApiUrlAndNothingElse()
    {
        var request = new IntegratorRequest(new ConnectEndpoint { ApiUrl = "https://a.example/" }, Payload.Empty, new RawBodyEncoder());

        Assert.Equal("https://a.example/", request.ApiUrl);
        Assert.Empty(request.Headers);
        Assert.Null(request.Refusal);
    }

    [Theory]
    [InlineData("https://a.example/contacts/v1/contact", "/contacts/v1/contact")]
    [InlineData("https://a.example/Contacts/{id}//?q=/ping", "/Contacts/{id}")]
    [InlineData("https://a.example/ping#/post", "/ping")]
    [InlineData("https://a.example", "")]
    [InlineData("https://a.example/", "")]
    [InlineData("https://a.example?to=https://b.example/ping", "")]
    [InlineData("a.example/ping", "/ping")]
    [InlineData("", "")]
    public void Path_ApiUrl_IsWithoutQueryFragmentAndTrailingSlashes(string url, string expected) => Assert.Equal(expected, Shaping.Request(url).Path.ToString());

    [Fact]
    public void Path_ChangedApiUrl_IsThatOfTheNewOne()
    {
        IntegratorRequest request = Shaping.Request("https://a.example/one");

        request.ApiUrl = "https://a.example/two";

        Assert.Equal("/two", request.Path.ToString());
    }

    [Fact]
    public void Refuse_Twice_KeepsTheFirstSentence()
    {
        IntegratorRequest request = Shaping.Request("https://a.example/");

        request.Refuse("one");
        request.Refuse("two");

        Assert.Equal("one", request.Refusal);
    }

    [Fact]
    public void AddHeader_Several_KeepsTheirOrder()
    {
        IntegratorRequest request = Shaping.Request("https://a.example/");

        request.AddHeader("b", "1");
        request.AddHeader("a", "2");

        Assert.Equal([new("b", "1"), new("a", "2")], request.Headers);
    }

    [Fact]
    public void Constructor_Null_NamesTheParameter()
    {
        var encoder = new RawBodyEncoder();
        Assert.Equal("endpoint", Assert.Throws<ArgumentNullException>(() => new IntegratorRequest(null!, Payload.Empty, encoder)).ParamName);
        Assert.Equal("payload", Assert.Throws<ArgumentNullException>(() => new IntegratorRequest(new(), null!, encoder)).ParamName);
        Assert.Equal("bodyEncoder", Assert.Throws<ArgumentNullException>(() => new IntegratorRequest(new(), Payload.Empty, null!)).ParamName);
    }
}
