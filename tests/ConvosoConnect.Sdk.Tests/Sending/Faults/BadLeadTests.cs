using System.Collections;
using System.Text.Json;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Leads that no form ever made.</summary>
public sealed class BadLeadTests
{
    [Fact]
    public async Task SendAsync_ValuesWithoutContent_AreSentEmpty()
    {
        Arrived arrived = await SendAsync(Lead(("email", default), ("first_name", new string?[] { null, null })));

        Assert.Equal("""{"email":"","name":","}""", arrived.Request.Text);
    }

    [Fact]
    public async Task SendAsync_TextOfAMegabyte_ArrivesWholeAndIsLogged()
    {
        string text = string.Concat(Enumerable.Repeat("ä\"😀\n", 200_000));

        Arrived arrived = await SendAsync(Lead(("email", text), ("first_name", "A")));

        Assert.Equal(text, JsonDocument.Parse(arrived.Request.Body).RootElement.GetProperty("email").GetString());
        Assert.Equal(arrived.Request.Text, arrived.Sent.Entry.InputData!.Body);
    }

    [Theory]
    [InlineData("JSON", "{\"email\":\"a\uFFFDb\uFFFD\",\"name\":\"\uFFFD\"}")]
    [InlineData("RAW", "email=a%EF%BF%BDb%EF%BF%BD&name=%EF%BF%BD")]
    public async Task SendAsync_TextThatIsNoUtf16_ArrivesWithReplacementCharacters(string postDataType, string body)
    {
        Arrived arrived = await SendAsync(Lead(("email", "a\ud800b\udc00"), ("first_name", "\udfff")), e => e with { PostDataType = postDataType });

        Assert.Equal(body, arrived.Request.Text);
    }

    [Fact]
    public async Task SendAsync_10000FieldsAnd5000Rows_ArriveInOrder()
    {
        LeadRecord lead = Lead([.. Enumerable.Range(0, 10_000).Select(i => ($"f{i}", (LeadValue)$"v{i}"))]);
        var adaptor = Engine.Adaptor with { Fields = [.. Enumerable.Range(0, 5000).Select(i => new FieldMapping { Field = $"f{i * 2}", MappedTo = $"k{i}" })] };

        Arrived arrived = await SendAsync(lead, adaptor: adaptor);

        Assert.Equal(
            Enumerable.Range(0, 5000).Select(i => ($"k{i}", $"v{i * 2}")),
            JsonDocument.Parse(arrived.Request.Body).RootElement.EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)));
    }

    [Fact]
    public async Task SendAsync_KeyNamedTwice_LastRowWins()
    {
        var adaptor = Engine.Adaptor with
        {
            Fields = [new() { Field = "first_name", MappedTo = "k,k" }, new() { Field = "x", MappedTo = "x" }, new() { Field = "email", MappedTo = "k" }],
        };

        Arrived arrived = await SendAsync(Lead(("email", "e"), ("first_name", "f"), ("x", "x")), adaptor: adaptor);

        Assert.Equal("""{"x":"x","k":"e"}""", arrived.Request.Text);
    }

    [Fact]
    public async Task SendAsync_EmptyAndOddNames_ArriveAsTheyAre()
    {
        var adaptor = Engine.Adaptor with { Fields = [new() { Field = "\"\r\n", MappedTo = "a\"\r\nb" }, new() { Field = "x", MappedTo = " , ," }] };

        Arrived arrived = await SendAsync(Lead(("\"\r\n", "v"), ("", "w"), ("x", "x")), adaptor: adaptor);

        Assert.Equal("""{"a\"\r\nb":"v"}""", arrived.Request.Text);
    }

    [Fact]
    public async Task SendAsync_ControlCharactersInValues_MakeNoHeaderAndNoField()
    {
        Arrived arrived = await SendAsync(
            Lead(("email", "a\r\nX-Evil: 1\r\n\r\n\0&b=2"), ("first_name", "\"}")), e => e with { PostDataType = "RAW", ApiUrl = e.ApiUrl + "&e={email}" });

        Assert.Equal("email=a%0D%0AX-Evil%3A+1%0D%0A%0D%0A%00%26b%3D2&name=%22%7D", arrived.Request.Text);
        Assert.EndsWith("&e=a%0D%0AX-Evil%3A%201%0D%0A%0D%0A%00%26b%3D2&api_key=" + FaultLab.ApiKey, arrived.Request.Target, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Evil", arrived.Request.Headers.Keys);
    }

    [Theory]
    [InlineData("JSON", RequestMethod.Post)]
    [InlineData("RAW", RequestMethod.Post)]
    [InlineData("RAW", RequestMethod.Get)]
    public async Task SendAsync_LongerThanTheLimit_IsRefused(string postDataType, RequestMethod method)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab(o => o.MaxRequestBytes = 10_000);
        ConnectEndpoint endpoint = FaultLab.Endpoint(server.Url) with { PostDataType = postDataType, RequestMethod = method };

        Sent sent = await lab.SendAsync(endpoint, lead: Lead(("email", new string('x', 1_000_000))));

        sent.ExpectNull(ConnectErrorKind.RequestInvalid, "----F", "longer than 10000 bytes", "MaxRequestBytes");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task SendAsync_TokenMakesTheUrlLongerThanTheLimit_IsRefused()
    {
        await using var lab = new FaultLab(o => o.MaxRequestBytes = 10_000);
        ConnectEndpoint endpoint = FaultLab.Endpoint("http://127.0.0.1:9") with { ApiUrl = "http://127.0.0.1:9/{email}" };

        Sent sent = await lab.SendAsync(endpoint, lead: Lead(("email", new string('x', 10_000))));

        sent.ExpectNull(ConnectErrorKind.RequestInvalid, "----F", "The complete URL is longer than 10000 bytes");
    }

    [Fact]
    public async Task SendAsync_DictionaryThrows_IsAResultAndOneEntry()
    {
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(FaultLab.Endpoint("http://127.0.0.1:9"), lead: new LeadRecord { Id = "7", Lead = new ThrowingFields("email") });
        Sent atOnce = await lab.SendSavedAsync(new LeadRecord { Id = "8", Lead = new ThrowingFields("phone_number") });

        sent.ExpectNull(ConnectErrorKind.AppFailed, "-----");
        atOnce.ExpectNull(ConnectErrorKind.AppFailed, "-----");
        Assert.Contains("InvalidOperationException: The database is gone.", sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("The reading of the lead failed: InvalidOperationException", atOnce.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(["7", "8"], [sent.Entry.LeadId, atOnce.Entry.LeadId]);
    }

    private static LeadRecord Lead(params (string Field, LeadValue Value)[] fields) =>
        new() { Lead = fields.ToDictionary(f => f.Field, f => f.Value, StringComparer.Ordinal) };

    private static async Task<Arrived> SendAsync(LeadRecord lead, Func<ConnectEndpoint, ConnectEndpoint>? change = null, Adaptor? adaptor = null)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab();
        ConnectEndpoint endpoint = FaultLab.Endpoint(server.Url);
        Sent sent = await lab.SendAsync(change?.Invoke(endpoint) ?? endpoint, adaptor, lead);
        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        return new Arrived(server.Single, sent);
    }

    private sealed record Arrived(SeenRequest Request, Sent Sent);

    private sealed class ThrowingFields(string name) : IReadOnlyDictionary<string, LeadValue>
    {
        public IEnumerable<string> Keys => [];

        public IEnumerable<LeadValue> Values => [];

        public int Count => 0;

        public LeadValue this[string key] => default;

        public bool ContainsKey(string key) => false;

        public bool TryGetValue(string key, out LeadValue value)
        {
            value = default;
            return key == name ? throw new InvalidOperationException("The database is gone.") : false;
        }

        public IEnumerator<KeyValuePair<string, LeadValue>> GetEnumerator() => Enumerable.Empty<KeyValuePair<string, LeadValue>>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
