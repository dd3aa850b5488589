using System.Net;
using System.Net.Sockets;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>What handlers of the app throw is told apart from what the network does.</summary>
public sealed class HandlerFaultTests
{
    public static TheoryData<Exception> OfTheApp =>
    [
        new InvalidOperationException("The token store is locked."),
        new IOException("The token file cannot be read."),
        new SocketException((int)SocketError.ConnectionRefused),
        new OperationCanceledException("A limit of the handler's own passed."),
        new HttpRequestException("The token service answered 500.", null, HttpStatusCode.InternalServerError),
        new AggregateException(new ArgumentException("No token.")),
    ];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(OfTheApp))]
    public async Task SendAsync_HandlerThrows_IsAppFailed(Exception exception)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab(build: HandlerOf.Added((_, _, _) => throw exception));

        Sent sent = await lab.SendAsync(server.Url);

        sent.ExpectNull(ConnectErrorKind.AppFailed, "----O");
        Assert.Contains($"An HTTP handler of this app failed before a response came: {exception.GetType().Name}: ", sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains(exception.GetBaseException().Message.TrimEnd('.'), sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.NotNull(sent.Entry.InputData);
    }

    [Fact]
    public async Task SendAsync_HandlerGivesNoResponse_IsAppFailed()
    {
        await using var lab = new FaultLab(build: HandlerOf.Added((_, _, _) => Task.FromResult<HttpResponseMessage>(null!)));

        Sent sent = await lab.SendAsync("http://127.0.0.1:9");

        sent.ExpectNull(ConnectErrorKind.AppFailed, "----O");
    }

    [Fact]
    public async Task SendAsync_HandlerQuotesTheRequest_SecretsAreMaskedAndLengthIsBounded()
    {
        await using var lab = new FaultLab(build: HandlerOf.Added((_, request, _) =>
            throw new InvalidOperationException($"Refused {request.RequestUri} with {request.Headers}{new string('x', 1_000_000)}")));

        Sent sent = await lab.SendAsync("http://127.0.0.1:9");

        sent.ExpectNull(ConnectErrorKind.AppFailed, "----O");
        Assert.Contains("token=***", sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.InRange(sent.Result.Error.Message.Length, 1000, 2100);
    }

    [Fact]
    public async Task SendAsync_HandlerAnswersItself_IsTaken()
    {
        await using var lab = new FaultLab(build: HandlerOf.Added((_, _, _) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"ok":"cached"}""") })));

        Sent sent = await lab.SendAsync("http://127.0.0.1:9");

        Assert.Equal("cached", sent.Result.Value);
    }

    [Fact]
    public async Task SendAsync_HandlerRetries_BodyIsSentAgainAndLoggedOnce()
    {
        int attempts = 0;
        await using LoopbackServer server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = ++attempts < 3 ? 503 : 200;
            return context.Response.Body.WriteAsync("""{"ok":"yes"}"""u8.ToArray()).AsTask();
        });
        await using var lab = new FaultLab(build: HandlerOf.Added(async (send, _, _) =>
        {
            HttpResponseMessage response = await send();
            while (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                response.Dispose();
                response = await send();
            }

            return response;
        }));

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { Delivery = new DeliveryRules { ReceiverIsIdempotent = true } });

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(sent.Entry.InputData!.Body, request.Text));
    }
}
