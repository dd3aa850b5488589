using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>A template of the app's own says which responses may be followed by another attempt, as the built-in ones do.</summary>
public sealed class AppContractTests
{
    private readonly RunningClock _clock = new();

    [Theory]
    [InlineData(200, """{"state":"Busy"}""", 7)]
    [InlineData(418, "{}", 0)]
    public async Task SendAsync_ResponseThatTookNothing_IsTriedAgainAfterTheLeastWait(int status, string body, double least)
    {
        await using Lab lab = Open(Lab.InTurn(() => Lab.Answer(status, body), () => Lab.Answer()));

        (ConnectResult result, ConnectLogEntry entry) = await lab.SendAsync(Acme(idempotent: false));

        Assert.Equal("1", result.Value);
        Assert.Equal([status, 200], entry.Attempts.Select(a => a.StatusCode));
        Assert.InRange(entry.Attempts[1].Wait.TotalSeconds, least, Math.Max(least, 1) + 0.001);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task SendAsync_ResponseThatMayHaveTakenTheLead_IsTriedAgainWhereTheReceiverIsIdempotent(bool idempotent, int attempts)
    {
        static HttpResponseMessage Unsure()
        {
            HttpResponseMessage response = Lab.Answer(409, "{}");
            response.Headers.Add("X-Unsure", "1");
            return response;
        }

        int sent = 0;
        await using Lab lab = Open((_, _) => Task.FromResult(++sent == 1 ? Unsure() : Lab.Answer()));

        (ConnectResult result, _) = await lab.SendAsync(Acme(idempotent));

        Assert.Equal((idempotent, attempts), (result.Succeeded, sent));
    }

    [Fact]
    public async Task SendAsync_ConflictWithoutTheHeader_IsLeftToTheGeneralRule()
    {
        await using Lab lab = Open(Lab.InTurn(() => Lab.Answer(409, "{}"), () => Lab.Answer()));

        Assert.Equal(409, (await lab.SendAsync(Acme(idempotent: true))).Result.StatusCode);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(400)]
    public async Task SendAsync_FinalResponse_IsNotTriedAgainAndSaysWhy(int status)
    {
        int sent = 0;
        await using Lab lab = Open((_, _) => Task.FromResult(++sent == 1 ? Lab.Answer(status, """{"error":"closed"}""") : Lab.Answer()));

        (ConnectResult result, _) = await lab.SendAsync(Acme(idempotent: true));

        Assert.Equal((status, 1), (result.StatusCode, sent));
        Assert.EndsWith(" Not tried again: Acme closed the account.", result.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_SameStatusWithoutTheWord_IsTriedAgainByTheGeneralRule()
    {
        await using Lab lab = Open(Lab.InTurn(() => Lab.Answer(503, """{"error":"open"}"""), () => Lab.Answer()));

        Assert.True((await lab.SendAsync(Acme(idempotent: false))).Result.Succeeded);
    }

    [Fact]
    public async Task SendAsync_LimitOfTheContract_IsInEffect()
    {
        DeliveryRules? seen = null;
        await using Lab lab = Open((request, _) =>
        {
            seen = request.Options.TryGetValue(ConnectEndpoint.OfRequest, out ConnectEndpoint? endpoint) ? endpoint.Delivery : null;
            return Task.FromResult(Lab.Answer());
        });

        await lab.SendAsync(Acme(idempotent: false));

        Assert.Equal((5, TimeSpan.FromSeconds(2)), (seen?.RateLimit, seen?.RateInterval));
    }

    private static ConnectEndpoint Acme(bool idempotent) => Lab.Endpoint(new() { MaxAttempts = 3, RetryDelay = TimeSpan.FromSeconds(1), ReceiverIsIdempotent = idempotent }) with
    {
        ApiIntegrator = "Acme",
    };

    private Lab Open(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> network) =>
        new(network, _clock, builder => builder.Services.AddSingleton<IIntegratorTemplate, AcmeTemplate>());

    private sealed class AcmeTemplate : IIntegratorTemplate
    {
        public string Name => "Acme";

        public IntegratorContract Contract { get; } = new()
        {
            RateLimit = 5,
            RateInterval = TimeSpan.FromSeconds(2),
            Retries =
            [
                IntegratorRetry.NotTaken(200, leastWait: TimeSpan.FromSeconds(7)) with { BodyKey = "state", BodyValue = "busy" },
                IntegratorRetry.NotTaken(418),
                IntegratorRetry.MaybeTaken(409) with { RequiredHeader = "X-Unsure" },
                IntegratorRetry.Final(503, "Acme closed the account.") with { BodyKey = "error", BodyValue = "closed" },
                IntegratorRetry.Final(400, "Acme closed the account.") with { BodyKey = "error", BodyValue = "closed" },
            ],
        };

        public void Shape(IntegratorRequest request) => ArgumentNullException.ThrowIfNull(request);

        public IntegratorReading? Read(IntegratorResponse response) => null;
    }
}
