using System.Security.Cryptography.X509Certificates;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>That nothing was sent is said of a request of which no byte left, and of no other.</summary>
public sealed class NothingSentTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-07-01T12:00:00Z", null));
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(RequestMethod.Get)]
    [InlineData(RequestMethod.Post)]
    public async Task SendAsync_HandshakeHangs_NothingWasSent(RequestMethod method)
    {
        await using FaultServer server = FaultServer.Start(async connection =>
        {
            await connection.ReadAsync(1);
            _reached.SetResult();
            await connection.HangAsync();
        });
        await using FaultLab lab = Lab();

        Sent sent = await SendAsync(lab, FaultLab.Endpoint(server.HttpsUrl) with { RequestMethod = method });

        sent.ExpectNull(ConnectErrorKind.Timeout, "S-S-O", $"127.0.0.1:{server.Port} took no request within 20 seconds: no connection was ready in time, so nothing was sent.");
    }

    [Theory]
    [InlineData(RequestMethod.Get)]
    [InlineData(RequestMethod.Post)]
    public async Task SendAsync_RequestIsRead_MayHaveBeenTaken(RequestMethod method)
    {
        await using FaultServer server = HangingAfterTheRequest();
        await using FaultLab lab = Lab();

        Sent sent = await SendAsync(lab, FaultLab.Endpoint(server.Url) with { RequestMethod = method });

        sent.ExpectNull(ConnectErrorKind.Timeout, "S-S-O", "gave no complete response within 20 seconds. It may have taken the lead anyway.");
    }

    [Theory]
    [InlineData(RequestMethod.Get)]
    [InlineData(RequestMethod.Post)]
    public async Task SendAsync_CallerCancelsInTheHandshake_NothingWasSent(RequestMethod method)
    {
        await using FaultServer server = FaultServer.Start(async connection =>
        {
            await connection.ReadAsync(1);
            _reached.SetResult();
            await connection.HangAsync();
        });
        await using var lab = new FaultLab();
        await lab.Engine.SaveAsync(FaultLab.Endpoint(server.HttpsUrl) with { RequestMethod = method });
        using var caller = new CancellationTokenSource();

        ConnectLogEntry entry = await lab.CancelAsync(caller, _reached.Task);

        Assert.Equal("The caller cancelled the send before anything was sent.", entry.ErrorMessage);
    }

    [Theory]
    [InlineData(RequestMethod.Get)]
    [InlineData(RequestMethod.Post)]
    public async Task SendAsync_HandlerSendsARequestOfItsOwnMaking_MayHaveBeenTaken(RequestMethod method)
    {
        await using FaultServer server = HangingAfterTheRequest();
        await using FaultLab lab = Lab(builder => builder.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Cloning())));

        Sent sent = await SendAsync(lab, FaultLab.Endpoint(server.Url) with { RequestMethod = method });

        sent.ExpectNull(ConnectErrorKind.Timeout, "S-S-O", "gave no complete response within 20 seconds. It may have taken the lead anyway.");
    }

    [Fact]
    public async Task SendAsync_HandlerTakesTheBodyAndHangs_MayHaveBeenTaken()
    {
        await using FaultLab lab = Lab(HandlerOf.Added(async (_, request, token) =>
        {
            await request.Content!.ReadAsByteArrayAsync(token);
            _reached.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return new HttpResponseMessage();
        }));

        Sent sent = await SendAsync(lab, FaultLab.Endpoint("http://127.0.0.1:9"));

        Assert.Contains("It may have taken the lead anyway.", sent.Result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_PrimaryHandlerOfTheApp_IsNotBelievedThatNothingLeft()
    {
        await using FaultLab lab = Lab(builder => builder.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new HandlerOf(async (_, _, token) =>
        {
            _reached.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return new HttpResponseMessage();
        }))));

        Sent sent = await SendAsync(lab, FaultLab.Endpoint("http://127.0.0.1:9"));

        sent.ExpectNull(ConnectErrorKind.Timeout, "S-S-O", "It may have taken the lead anyway.");
    }

    [Fact]
    public async Task SendAsync_HandlerDropsTheTokenWhileConnecting_TheRequestDoesNotGoOutLater()
    {
        var accept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using X509Certificate2 certificate = TestCertificates.Create();
        string head = "";
        await using FaultServer server = FaultServer.Start(async connection =>
        {
            _reached.SetResult();
            await accept.Task;
            await connection.HandshakeAsync(certificate);
            head = await connection.ReadHeadAsync();
        });
        await using FaultLab lab = Lab(builder =>
        {
            TestCertificates.Trusted(certificate)(builder);
            builder.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Deaf()));
        });

        Sent sent = await SendAsync(lab, FaultLab.Endpoint(server.HttpsUrl));
        accept.SetResult();
        await server.AllEnded;

        sent.ExpectNull(ConnectErrorKind.Timeout, "S-S-O", "so nothing was sent.");
        Assert.Equal("", head);
    }

    [Fact]
    public async Task SendAsync_AttemptBeforeWasAnswered_IsBlockedOnlyAgain()
    {
        Settings? settings = null;
        string rest = "";
        await using LoopbackServer server = await LoopbackServer.StartAsync(context =>
        {
            settings!.Change("{" + rest);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        rest = $$$"""
            "AllowHttp":true,"Adaptors":{"map":{"Fields":[{"Field":"email","MappedTo":"e"}]}},
            "Endpoints":{"crm":{"Name":"CRM","ApiUrl":"http://crm.example:{{{new Uri(server.Url).Port}}}/",
            "ResponseKey":"ok","AdaptorId":"map","Delivery":{"ReceiverIsIdempotent":true}} }}
            """;
        settings = new Settings("""{"AllowedNetworks":["127.0.0.0/8"],""" + rest, builder =>
        {
            NameServer.Answering("127.0.0.1").Under(builder);
            HandlerOf.Added(async (send, _, token) =>
            {
                using HttpResponseMessage busy = await send();
                await busy.Content.ReadAsByteArrayAsync(token);
                return await send();
            })(builder);
        });
        await using (settings)
        {
            ConnectResult result = await settings.Client.SendAsync("crm", Engine.Lead, Engine.Token);

            Assert.Equal(ConnectErrorKind.Blocked, result.Error?.Kind);
            Assert.StartsWith("Not sent again to crm.example: its address 127.0.0.1 ", result.Error!.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("othing was sent", $"{result.Error} {result.Diagnosis}", StringComparison.Ordinal);
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task SendAsync_ParserThrowsACancellationAfterTheLimit_IsNotToldAsUnsent()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using FaultLab lab = Lab(builder => builder.Services.AddSingleton<IResponseParser>(new Late(_clock)));

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ResponseDataType = "LATE" });

        Assert.Equal(ConnectErrorKind.AppFailed, sent.Result.Error?.Kind);
        Assert.DoesNotContain("othing was sent", $"{sent.Result.Error} {sent.Result.Diagnosis}", StringComparison.Ordinal);
    }

    private FaultServer HangingAfterTheRequest() => FaultServer.Start(async connection =>
    {
        await connection.ReadRequestAsync();
        _reached.SetResult();
        await connection.HangAsync();
    });

    private FaultLab Lab(Action<ConvosoConnectBuilder>? build = null) => new(
        o => (o.RequestTimeout, o.ConnectTimeout) = (TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5)),
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            build?.Invoke(builder);
        });

    private async Task<Sent> SendAsync(FaultLab lab, ConnectEndpoint endpoint)
    {
        Task<Sent> sending = lab.SendAsync(endpoint);
        await _reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(20));
        return await sending.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    /// <summary>Sends another request like the one that it was given, as code written for another client may.</summary>
    private sealed class Cloning : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var clone = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            foreach ((string name, IEnumerable<string> values) in request.Headers)
            {
                clone.Headers.TryAddWithoutValidation(name, values);
            }

            return base.SendAsync(clone, cancellationToken);
        }
    }

    /// <summary>Passes the request on without its token.</summary>
    private sealed class Deaf : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(request, CancellationToken.None);
    }

    private sealed class Late(FakeTimeProvider clock) : IResponseParser
    {
        public string Name => "LATE";

        public ParsedResponse Parse(ResponseBody body)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            throw new OperationCanceledException("Late.");
        }
    }
}
