using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators;

public sealed class IntegratorContractTests
{
    private static readonly IntegratorRetry Busy = IntegratorRetry.NotTaken(503) with { RequiredHeader = "X-Busy", BodyKey = "queue.0.state", BodyValue = "full" };

    [Theory]
    [InlineData(503, "X-Busy", """{"queue":[{"state":" FULL "}]}""", true)]
    [InlineData(503, "x-busy", """{"queue":[{"state":"full"}]}""", true)]
    [InlineData(502, "X-Busy", """{"queue":[{"state":"full"}]}""", false)]
    [InlineData(503, "X-Other", """{"queue":[{"state":"full"}]}""", false)]
    [InlineData(503, "X-Busy", """{"queue":[{"state":"empty"}]}""", false)]
    [InlineData(503, "X-Busy", """{"queue":[{"state":null}]}""", false)]
    [InlineData(503, "X-Busy", """{"queue":[]}""", false)]
    [InlineData(503, "X-Busy", null, false)]
    public void Fits_StatusHeaderAndBody_MustAllHold(int status, string header, string? body, bool fits) =>
        Assert.Equal(fits, Busy.Fits(Response(status, body, KeyValuePair.Create(header, ""))));

    [Theory]
    [InlineData("""{"limit":"daily"}""", true)]
    [InlineData("""{"limit":0}""", true)]
    [InlineData("""{"limit":null}""", false)]
    [InlineData("{}", false)]
    public void Fits_KeyWithoutValue_TakesAny(string body, bool fits) =>
        Assert.Equal(fits, (IntegratorRetry.Final(429, "Enough.") with { BodyKey = "limit" }).Fits(Response(429, body)));

    [Fact]
    public void Fits_StatusAlone_LooksAtNothingElse() => Assert.True(IntegratorRetry.MaybeTaken(504).Fits(Response(504, body: null)));

    [Fact]
    public void Factories_ArgumentsThatMeanNothing_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>("statusCode", () => IntegratorRetry.NotTaken(199));
        Assert.Throws<ArgumentOutOfRangeException>("statusCode", () => IntegratorRetry.MaybeTaken(1000));
        Assert.Throws<ArgumentOutOfRangeException>("leastWait", () => IntegratorRetry.NotTaken(503, TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentException>("reason", () => IntegratorRetry.Final(400, " "));
    }

    [Fact]
    public void Equals_SameRetries_IsByValue()
    {
        var one = new IntegratorContract { RateLimit = 5, Retries = [IntegratorRetry.NotTaken(503, TimeSpan.FromSeconds(1))] };
        var same = new IntegratorContract { RateLimit = 5, Retries = [IntegratorRetry.NotTaken(503, TimeSpan.FromSeconds(1))] };

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, same with { Retries = [IntegratorRetry.NotTaken(503, TimeSpan.FromSeconds(2))] });
        Assert.NotEqual(one, same with { RateLimit = 6 });
    }

    [Fact]
    public void Find_SeveralRulesOfAStatus_TakesTheFirstThatFits()
    {
        IntegratorRetry final = IntegratorRetry.Final(429, "Enough.") with { BodyKey = "limit", BodyValue = "daily" };
        IntegratorRetry wait = IntegratorRetry.NotTaken(429, TimeSpan.FromSeconds(3));
        var retries = new IntegratorRetries(Engine.Endpoint("https://crm.example.com/x"), new() { Retries = [final, wait] }, new JsonResponseParser());
        using var response = new HttpResponseMessage((System.Net.HttpStatusCode)429);

        Assert.True(retries.NeedsBody(429));
        Assert.False(retries.NeedsBody(200));
        Assert.Same(final, retries.Find(response, """{"limit":"Daily"}"""u8.ToArray()));
        Assert.Same(wait, retries.Find(response, """{"limit":"hourly"}"""u8.ToArray()));
        Assert.Same(wait, retries.Find(response, "no JSON"u8.ToArray()));
        Assert.Same(wait, retries.Find(response, Array.Empty<byte>()));
        Assert.Same(wait, retries.Find(response, body: null));
        response.StatusCode = System.Net.HttpStatusCode.OK;
        Assert.Null(retries.Find(response, """{"limit":"daily"}"""u8.ToArray()));
    }

    [Fact]
    public void Find_ParserThrows_CountsAsABodyThatSaysNothing()
    {
        IntegratorRetry wait = IntegratorRetry.NotTaken(429);
        var parser = new Scripted { OnParse = _ => throw new InvalidOperationException("boom") };
        var retries = new IntegratorRetries(
            Engine.Endpoint("https://crm.example.com/x"), new() { Retries = [IntegratorRetry.Final(429, "Enough.") with { BodyKey = "limit" }, wait] }, parser);
        using var response = new HttpResponseMessage((System.Net.HttpStatusCode)429);

        Assert.Same(wait, retries.Find(response, "x"u8.ToArray()));
    }

    [Fact]
    public void Header_GivenHeaders_IgnoresCaseAndJoins()
    {
        IntegratorResponse response = Response(200, body: null, new("X-A", "1"), new("x-a", "2"), new("X-B", ""));

        Assert.Equal("1, 2", response.Header("X-a"));
        Assert.Equal("", response.Header("x-b"));
        Assert.Null(response.Header("X-C"));
        Assert.Throws<ArgumentNullException>("name", () => response.Header(null!));
        Assert.Empty(Response(200, body: null).Headers);
    }

    private static IntegratorResponse Response(int status, string? body, params KeyValuePair<string, string>[] headers)
    {
        ParsedResponse? parsed = body is null ? null : ParsedBodies.Json(body);
        return new() { Endpoint = Engine.Endpoint("https://crm.example.com/x"), Path = "/x", StatusCode = status, Body = parsed, Headers = headers };
    }
}
