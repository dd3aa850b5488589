using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>The responses by which HubSpot asks to wait, as its documentation describes them.</summary>
public sealed class HubSpotRetryTests
{
    private const string Created = """{"id":"512"}""";

    private readonly RunningClock _clock = new();

    [Theory]
    [InlineData(429, """{"status":"error","policyName":"TEN_SECONDLY_ROLLING"}""", null, 0, 1)]
    [InlineData(429, "not JSON", null, 0, 1)]
    [InlineData(429, """["DAILY"]""", null, 0, 1)]
    [InlineData(423, "{}", null, 2, 2)]
    [InlineData(423, "{}", "5", 5, 5.5)]
    [InlineData(477, "{}", "5", 5, 5.5)]
    [InlineData(503, "{}", null, 0, 1)]
    public async Task SendAsync_AskedToWait_IsTriedAgainAfterTheWait(int status, string body, string? retryAfter, double least, double most)
    {
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(status, body, retryAfter), () => Lab.Answer(201, Created)), _clock);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(HubSpot("HubSpot v3"));

        Assert.Equal("512", result.Value);
        Assert.True(result.Succeeded);
        Assert.InRange(entry.Attempts[1].Wait.TotalSeconds, least, most + 0.001);
    }

    [Fact]
    public async Task SendAsync_UpdateOfARecord_IsPatchedAgain()
    {
        var methods = new List<HttpMethod>();
        await using var lab = new Lab(
            (request, _) =>
            {
                methods.Add(request.Method);
                return Task.FromResult(methods.Count == 1 ? Lab.Answer(429, "{}") : Lab.Answer(200, Created));
            },
            _clock);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(
            HubSpot("HubSpot v3") with { ApiUrl = "https://api.hubapi.example/crm/v3/objects/contacts/512" });

        Assert.Equal("512", result.Value);
        Assert.Equal([HttpMethod.Patch, HttpMethod.Patch], methods);
        Assert.Equal(("PATCH", 2), (entry.InputData!.Method, entry.Attempts.Count));
    }

    [Theory]
    [InlineData("HubSpot v3")]
    [InlineData("hubspot V1")]
    public async Task SendAsync_DailyLimit_IsNotTriedAgainAndStillRead(string integrator)
    {
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(429, """{"status":"error","policyName":"DAILY"}"""), () => Lab.Answer(201, Created)), _clock);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(HubSpot(integrator));

        Assert.Contains("429 DAILY", result.Error?.Message, StringComparison.Ordinal);
        Assert.EndsWith("Not tried again: HubSpot's calls of this day are used up.", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal("""{"status":"error","policyName":"DAILY"}""", entry.ResponseBody);
    }

    [Fact]
    public async Task SendAsync_MigratingWithoutAWait_IsNotTriedAgain()
    {
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(477, "{}"), () => Lab.Answer(201, Created)), _clock);

        Assert.Equal(477, (await lab.SendAsync(HubSpot("HubSpot v3"))).Result.StatusCode);
    }

    [Fact]
    public async Task SendAsync_LongAnswerInThePlaceOfTheDailyLimit_IsStillARefusalAndTriedAgain()
    {
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(429, new string(' ', 70_000)), () => Lab.Answer(201, Created)), _clock);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(HubSpot("HubSpot v3"));

        Assert.True(result.Succeeded);
        Assert.Equal([429, 201], entry.Attempts.Select(a => a.StatusCode));
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public async Task SendAsync_LastAnswerIsLong_IsReadWholeAfterItWasLookedAt(int length)
    {
        string body = $$"""{"message":"{{new string('x', length - 14)}}"}""";
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(429, body)), _clock, configure: o => o.LogResponseLength = 1_000_000);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(HubSpot("HubSpot v3"));

        Assert.Equal((429, 3), (result.StatusCode, entry.Attempts.Count));
        Assert.Equal(body, entry.ResponseBody);
    }

    [Fact]
    public async Task SendAsync_AnswerBreaksOff_IsStillARefusalAndTriedAgain()
    {
        static HttpResponseMessage Broken() => new((System.Net.HttpStatusCode)429) { Content = new StreamContent(new BrokenBody()) };
        await using var lab = new Lab(Lab.InTurn(Broken, () => Lab.Answer(201, Created), Broken), _clock);

        (ConnectResult tried, ConnectLogEntry entry) = await lab.SendAsync(HubSpot("HubSpot v3"));
        (ConnectResult broken, _) = await lab.SendAsync(HubSpot("HubSpot v3") with { Delivery = new() { MaxAttempts = 1 } });

        Assert.True(tried.Succeeded);
        Assert.Equal([429, 201], entry.Attempts.Select(a => a.StatusCode));
        Assert.Equal((ConnectErrorKind.ConnectionReset, 429), (broken.Error?.Kind, broken.StatusCode));
    }

    [Fact]
    public async Task SendAsync_AnswerWithoutEndInThePlaceOfTheDailyLimit_IsReadUpToTheCap()
    {
        await using var lab = new Lab(
            Lab.InTurn(() => new HttpResponseMessage((System.Net.HttpStatusCode)429) { Content = new StreamContent(new EndlessBody()) }),
            _clock,
            configure: o => o.MaxResponseBytes = 100_000);

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(HubSpot("HubSpot v3"));

        Assert.Equal((ConnectErrorKind.HttpStatus, 429, 3), (result.Error?.Kind, result.StatusCode, entry.Attempts.Count));
    }

    /// <summary>Ends after some bytes as a connection does that is reset.</summary>
    private sealed class BrokenBody() : MemoryStream("{\"policyName\":"u8.ToArray())
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read
                ? read
                : throw new HttpRequestException(HttpRequestError.ResponseEnded, "Connection reset by peer.");
    }

    private sealed class EndlessBody() : MemoryStream(new byte[1])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }

    private static ConnectEndpoint HubSpot(string integrator) => Lab.Endpoint(new() { MaxAttempts = 3, RetryDelay = TimeSpan.FromSeconds(1) }) with
    {
        ApiUrl = "https://api.hubapi.example/crm/v3/objects/contacts",
        ApiIntegrator = integrator,
        ResponseKey = "id",
    };
}
