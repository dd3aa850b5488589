using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

public sealed class SendOptionsTests(Receivers receivers) : IClassFixture<Receivers>
{
    private static readonly DeliveryRules WithKeys = new() { IdempotencyHeader = "Idempotency-Key" };

    [Fact]
    public async Task SendAsync_IdempotencyKey_GoesOutAndStandsInTheEntry()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(url) with { Delivery = WithKeys });

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, new SendOptions { Origin = "batch:7", IdempotencyKey = "batch-7/4711" }, Engine.Token);

        Assert.Equal("batch-7/4711", Assert.Single(receivers.Seen(url)).Header("Idempotency-Key"));
        ConnectLogEntry entry = (await engine.Log.GetAsync(result.LogId!.Value, Engine.Token))!;
        Assert.Equal(("batch:7", "batch-7/4711"), (entry.Origin, entry.IdempotencyKey));
        Assert.Contains(KeyValuePair.Create("Idempotency-Key", "batch-7/4711"), entry.InputData!.Headers);
    }

    [Fact]
    public async Task SendAsync_NoKey_KeyIsRandomAndTheEntrys()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();

        (_, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(url) with { Delivery = WithKeys });

        Assert.True(Guid.TryParse(Assert.Single(receivers.Seen(url)).Header("Idempotency-Key"), out _));
        Assert.Equal(Assert.Single(receivers.Seen(url)).Header("Idempotency-Key"), entry.IdempotencyKey);
        (_, ConnectLogEntry without) = await engine.SendAsync(Engine.Endpoint(url));
        Assert.Null(without.IdempotencyKey);
    }

    [Fact]
    public async Task SendAsync_KeyWithoutHeader_StandsInTheEntryOnly()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(url));

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, new SendOptions { IdempotencyKey = "k-1" }, Engine.Token);

        Assert.Null(Assert.Single(receivers.Seen(url)).Header("Idempotency-Key"));
        Assert.Equal("k-1", (await engine.Log.GetAsync(result.LogId!.Value, Engine.Token))!.IdempotencyKey);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a\r\nX: y", "U+000D at position 2")]
    [InlineData("schlüssel", "U+00FC at position 5")]
    [InlineData(" k", "begins or ends with a space")]
    [InlineData("k ", "begins or ends with a space")]
    public void IdempotencyKey_NoHeaderCouldCarryIt_IsRefusedWithASentence(string key, string sentence)
    {
        var thrown = Assert.Throws<ArgumentException>(() => new SendOptions { IdempotencyKey = key });

        Assert.Equal(nameof(SendOptions.IdempotencyKey), thrown.ParamName);
        Assert.Contains(sentence, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IdempotencyKey_Length_IsBounded()
    {
        Assert.Equal(255, new SendOptions { IdempotencyKey = new string('k', 255) }.IdempotencyKey!.Length);
        Assert.Contains("256 characters", Assert.Throws<ArgumentException>(() => new SendOptions { IdempotencyKey = new string('k', 256) }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Values_FillRowsOfTheirSectionAndTokens()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(url + "/post/{ping_id}") with { PostDataType = "JSON" }, Engine.Adaptor with
        {
            Fields =
            [
                new FieldMapping { Field = "email", MappedTo = "email" },
                new FieldMapping { Section = LeadSection.Values, Field = "price", MappedTo = "bid" },
            ],
        });
        var options = new SendOptions { Values = new Dictionary<string, LeadValue> { ["ping_id"] = "p 1", ["price"] = 12.5m } };

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, options, Engine.Token);

        Assert.True(result.Succeeded, result.ToString());
        SeenRequest seen = Assert.Single(receivers.Seen(url));
        Assert.EndsWith("/post/p%201", seen.Target, StringComparison.Ordinal);
        Assert.Equal("""{"email":"ann@example.com","bid":12.5}""", seen.Text);
    }

    [Fact]
    public async Task SendAsync_TokenThatIsMapped_TakesTheMappedValue()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(url + "/{email}"));

        await engine.Client.SendAsync("crm", Engine.Lead, new SendOptions { Values = new Dictionary<string, LeadValue> { ["email"] = "other" } }, Engine.Token);

        Assert.EndsWith("/ann%40example.com", Assert.Single(receivers.Seen(url)).Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PreviewAsync_ValuesMissing_WarnsAndPreviewWithThemEqualsTheSend()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(url), Engine.Adaptor with { Fields = [new FieldMapping { Section = LeadSection.Values, Field = "price", MappedTo = "bid" }] });
        var options = new SendOptions { Values = new Dictionary<string, LeadValue> { ["price"] = 3 } };

        ConnectPreview without = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);
        ConnectPreview with = await engine.Client.PreviewAsync("crm", Engine.Lead, options, Engine.Token);
        await engine.Client.SendAsync("crm", Engine.Lead, options, Engine.Token);

        Assert.Contains("'price' is not among the Values of this send", Assert.Single(without.Warnings), StringComparison.Ordinal);
        Assert.Empty(with.Warnings);
        Assert.Equal(with.Request!.Body, Assert.Single(receivers.Seen(url)).Text);
    }

    [Fact]
    public async Task ReceiveAsync_RowOfValues_IsPassedOver()
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://x.example") with { RequestMethod = RequestMethod.Get }, Engine.Adaptor with
        {
            Fields = [new FieldMapping { Field = "email", MappedTo = "email" }, new FieldMapping { Section = LeadSection.Values, Field = "price", MappedTo = "bid", DefaultValue = "1" }],
        });

        ReceiveResult result = await engine.Client.ReceiveAsync("crm", new IncomingPayload { QueryString = "email=a&bid=2" }, Engine.Token);

        Assert.Equal("a", result.Lead!.Lead["email"].ToString());
        Assert.Equal(["bid"], result.UnusedKeys);
    }
}
