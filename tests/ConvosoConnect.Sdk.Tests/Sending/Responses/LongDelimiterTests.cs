using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

/// <summary>A Delimiter may be any text of up to 200 characters: it joins what goes out and parts what comes in.</summary>
public sealed class LongDelimiterTests(Receivers receivers) : IClassFixture<Receivers>
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("|~ü😀 ", 40))[..200];

    [Fact]
    public async Task SendAsync_DelimiterOf200Characters_JoinsTheListAndPartsTheText()
    {
        string url = receivers.Answer($"first{Long}id=7{Long}last", "text/plain; charset=utf-8");
        await using var engine = new Engine();
        ConnectEndpoint endpoint = Engine.Endpoint(url) with { ResponseDataType = "TEXT", ResponseKey = "id", Delimiter = Long };

        (ConnectResult byKey, _) = await engine.SendAsync(endpoint, Engine.Adaptor with { Fields = [new FieldMapping { Field = "tags", MappedTo = "tags" }] });
        (ConnectResult byPosition, _) = await engine.SendAsync(endpoint with { ResponseKey = "#2" });

        Assert.Equal("7", byKey.Value);
        Assert.Equal("last", byPosition.Value);
        Assert.Equal($$"""{"tags":"a{{Long}}b"}""", receivers.Seen(url)[0].Text);
    }

    [Fact]
    public async Task ReceiveAsync_DelimiterOf200Characters_JoinsTheList()
    {
        ReceiveResult result = await IncomingCalls.ReceiveAsync(IncomingCalls.Json("""{"a":["x","y"]}"""), endpoint: IncomingCalls.Endpoint with { Delimiter = Long });

        Assert.Equal($"a=x{Long}y", IncomingCalls.Fields(result));
    }
}
