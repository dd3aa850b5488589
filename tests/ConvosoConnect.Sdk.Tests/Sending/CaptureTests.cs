using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

public sealed class CaptureTests(Receivers receivers) : IClassFixture<Receivers>
{
    private const string Answer = """{"ok":"yes","transfer_number":"7025550100","data":{"price":12.50,"none":null},"access_token":"tok-abcdef123456"}""";

    private static readonly Dictionary<string, string> Captures = new()
    {
        ["transfer"] = "transfer_number",
        ["price"] = "data.price",
        ["request"] = "header:x-request-id",
        ["none"] = "data.none",
        ["missing"] = "data.missing",
        ["no header"] = "header:X-None",
    };

    [Theory]
    [InlineData(200)]
    [InlineData(422)]
    public async Task SendAsync_Captures_AreInResultAndEntry(int status)
    {
        string url = receivers.Answer(Answer, status: status, headers: ("X-Request-Id", "r-17"));

        (ConnectResult result, ConnectLogEntry entry) = await Receivers.SendAsync(url, e => e with { Captures = Captures });

        Assert.Equal(status == 200, result.Succeeded);
        Assert.Equal(new Dictionary<string, string> { ["transfer"] = "7025550100", ["price"] = "12.50", ["request"] = "r-17" }, result.Captures);
        Assert.Equal(result.Captures, entry.Captures);
    }

    [Fact]
    public async Task SendAsync_CapturedCredentials_AreMaskedInTheEntryOnly()
    {
        string url = receivers.Answer("""{"ok":"yes","access_token":"tok-abcdef123456","echo":"you are pat-na1-0f4c2a9e"}""");

        (ConnectResult result, ConnectLogEntry entry) = await Receivers.SendAsync(url, e => e with
        {
            AuthorizationHeader = "Authorization: Bearer pat-na1-0f4c2a9e",
            Captures = new Dictionary<string, string> { ["next"] = "access_token", ["echo"] = "echo" },
        });

        Assert.Equal("tok-abcdef123456", result.Captures["next"]);
        Assert.Equal("you are pat-na1-0f4c2a9e", result.Captures["echo"]);
        Assert.Equal("***", entry.Captures["next"]);
        Assert.DoesNotContain("tok-abcdef", entry.ResponseBody, StringComparison.Ordinal);
        Assert.Equal("you are ***", entry.Captures["echo"]);
    }

    [Fact]
    public async Task SendAsync_LongCapture_IsCutInTheEntryLikeTheResult()
    {
        string url = receivers.Answer($$"""{"ok":"yes","long":"{{new string('x', 5000)}}"}""");

        (ConnectResult result, ConnectLogEntry entry) = await Receivers.SendAsync(url, e => e with { Captures = new Dictionary<string, string> { ["long"] = "long" } });

        Assert.Equal(5000, result.Captures["long"].Length);
        Assert.Equal(1024, entry.Captures["long"].Length);
        Assert.EndsWith("…", entry.Captures["long"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    public async Task SendAsync_BodyThatCannotBeRead_HeadersAreCapturedAnyway(string body)
    {
        string url = receivers.Answer(body, headers: ("X-Request-Id", "r-17"));

        (ConnectResult result, _) = await Receivers.SendAsync(url, e => e with { Captures = Captures });

        Assert.False(result.Succeeded);
        Assert.Equal("r-17", Assert.Single(result.Captures).Value);
    }

    [Fact]
    public async Task SendAsync_NothingToCapture_IsEmpty()
    {
        (ConnectResult result, ConnectLogEntry entry) = await Receivers.SendAsync(receivers.Answer(Answer));

        Assert.Empty(result.Captures);
        Assert.Empty(entry.Captures);
    }

    [Fact]
    public async Task SendAsync_CapturesOfTheTemplate_AreReadUnlessTheEndpointNamesThem()
    {
        string url = receivers.Answer(Answer);

        (ConnectResult result, _) = await Receivers.SendAsync(
            url,
            e => e with { ApiIntegrator = "Capturing", Captures = new Dictionary<string, string> { ["Price"] = "transfer_number" } },
            builder => builder.AddIntegrator<Capturing>());

        Assert.Equal(new Dictionary<string, string> { ["Price"] = "7025550100", ["state"] = "yes" }, result.Captures);
    }

    [Theory]
    [InlineData("transfer", "", "names nothing to read")]
    [InlineData(" ", "id", "has no name")]
    [InlineData("a\nb", "id", "control character")]
    [InlineData("id", "header:", "names no header")]
    [InlineData("id", "header:a b", "names no header")]
    [InlineData("OK", "status", "has the name of the Response Key 'ok' but reads 'status'")]
    public async Task ValidateAsync_FaultyCapture_SaysWhatIsWrong(string name, string key, string sentence)
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://x.example"));

        IReadOnlyList<ValidationProblem> problems = await engine.Client.ValidateAsync(
            Engine.Endpoint("https://x.example") with { Captures = new Dictionary<string, string> { [name] = key } }, Engine.Token);

        ValidationProblem problem = Assert.Single(problems);
        Assert.False(problem.IsWarning);
        Assert.StartsWith("Captures.", problem.Field, StringComparison.Ordinal);
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValidateAsync_SameNameInAnotherCaseAndTooMany_AreRefused()
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://x.example"));
        var twice = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "a", ["ID"] = "b" };
        var many = Enumerable.Range(0, 21).ToDictionary(i => $"c{i}", i => $"k{i}");

        Assert.Contains("same name", Assert.Single(await ProblemsOf(twice)).Message, StringComparison.Ordinal);
        Assert.Contains("21 captures", Assert.Single(await ProblemsOf(many)).Message, StringComparison.Ordinal);

        Task<IReadOnlyList<ValidationProblem>> ProblemsOf(Dictionary<string, string> captures) =>
            engine.Client.ValidateAsync(Engine.Endpoint("https://x.example") with { Captures = captures }, Engine.Token);
    }

    [Fact]
    public void Captures_DictionaryChangesLater_EndpointDoesNot()
    {
        var given = new Dictionary<string, string> { ["a"] = "1" };
        ConnectEndpoint endpoint = new() { Captures = given };
        given["b"] = "2";

        Assert.Equal("1", Assert.Single(endpoint.Captures).Value);
        Assert.Equal(new ConnectEndpoint { Captures = new Dictionary<string, string> { ["a"] = "1" } }, endpoint);
    }

    private sealed class Capturing : IIntegratorTemplate
    {
        public string Name => "Capturing";

        public IntegratorContract Contract { get; } = new() { Captures = new Dictionary<string, string> { ["state"] = "ok", ["price"] = "data.price" } };

        public void Shape(IntegratorRequest request)
        {
        }

        public IntegratorReading? Read(IntegratorResponse response) => null;
    }
}
