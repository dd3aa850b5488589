using System.Net;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Requests;

/// <summary>Every buffer that a send rents goes back to the pool, once: the pool throws at a second return and spoils what it gets back.</summary>
public sealed class RentedBufferTests
{
    private readonly CountingPool _pool = new();

    [Theory]
    [InlineData("JSON", "{\"ok\":\"yes\"}")]
    [InlineData("RAW", "{\"ok\":\"yes\"}")]
    [InlineData("JSON", "{\"ok\":\"no\"}")]
    [InlineData("JSON", "<html>")]
    [InlineData("JSON", "")]
    public async Task SendAsync_AnyAnswer_ReturnsEachBufferOnce(string type, string answer)
    {
        await using Engine engine = Create(_ => Task.FromResult(Respond(new StringContent(answer))));
        await engine.SaveAsync(Engine.Endpoint("https://x.test/") with { PostDataType = type });

        var (result, entry) = await engine.SendAsync();

        Assert.Equal(HttpStatusCode.OK, (HttpStatusCode)result.StatusCode!);
        Assert.Contains("ann", entry.InputData!.Body, StringComparison.Ordinal);
        Assert.Equal(answer, entry.ResponseBody);
        ExpectAllReturned(atLeast: 2);
    }

    [Fact]
    public async Task SendAsync_BodyNotRead_ReturnsEachBufferOnce()
    {
        await using Engine engine = Create(_ => throw new HttpRequestException("refused"));
        await engine.SaveAsync(Engine.Endpoint("https://x.test/"));

        var (result, _) = await engine.SendAsync();

        Assert.False(result.Succeeded);
        ExpectAllReturned(atLeast: 1);
    }

    [Fact]
    public async Task SendAsync_CancelledWhileTheAnswerIsAwaited_ReturnsEachBufferOnce()
    {
        var waiting = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancel = new CancellationTokenSource();
        await using Engine engine = Create(token =>
        {
            token.Register(() => waiting.TrySetCanceled(token));
            cancel.Cancel();
            return waiting.Task;
        });
        await engine.SaveAsync(Engine.Endpoint("https://x.test/"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Client.SendAsync("crm", Engine.Lead, cancel.Token));

        ExpectAllReturned(atLeast: 1);
    }

    [Fact]
    public async Task SendAsync_AnswerBreaksOff_ReturnsEachBufferOnce()
    {
        await using Engine engine = Create(_ => Task.FromResult(Respond(new StreamContent(new BrokenStream()))));
        await engine.SaveAsync(Engine.Endpoint("https://x.test/"));

        var (result, _) = await engine.SendAsync();

        Assert.Equal(ConnectErrorKind.ConnectionReset, result.Error!.Kind);
        ExpectAllReturned(atLeast: 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_BodyOrQueryTooLarge_ReturnsEachBufferOnce(bool post)
    {
        await using Engine engine = Create(_ => Task.FromResult(Respond(new StringContent(""))), o => o.MaxRequestBytes = 1024);
        await engine.SaveAsync(Engine.Endpoint("https://x.test/") with { RequestMethod = post ? RequestMethod.Post : RequestMethod.Get });

        var (result, _) = await engine.SendAsync(Engine.Lead with
        {
            Lead = new Dictionary<string, LeadValue> { ["email"] = new string('x', 100_000) },
        });

        Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error!.Kind);
        ExpectAllReturned(atLeast: 1);
    }

    private void ExpectAllReturned(int atLeast)
    {
        Assert.Equal(0, _pool.Outstanding);
        Assert.InRange(_pool.Rents, atLeast, 100);
    }

    private Engine Create(Func<CancellationToken, Task<HttpResponseMessage>> answer, Action<ConvosoConnectOptions>? configure = null) => new(configure, builder =>
    {
        builder.Services.Replace(ServiceDescriptor.Singleton(new BufferPool(_pool)));
        builder.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Handler(answer)));
    });

    private static HttpResponseMessage Respond(HttpContent content) => new(HttpStatusCode.OK) { Content = content };

    private sealed class Handler(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content)
            {
                await content.CopyToAsync(Stream.Null, cancellationToken);
            }

            return await answer(cancellationToken);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        private bool _begun;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (_begun)
            {
                throw new IOException("broken");
            }

            _begun = true;
            buffer.Span[0] = (byte)'{';
            return 1;
        }
    }
}
