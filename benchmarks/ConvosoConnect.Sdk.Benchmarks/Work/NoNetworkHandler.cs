using System.Net;

namespace ConvosoConnect.Sdk.Benchmarks.Work;

/// <summary>Takes a request's bytes as a socket would and answers at once. The response's headers are as the framework hands them over: unparsed.</summary>
internal sealed class NoNetworkHandler : HttpMessageHandler
{
    public const string Answer = """{"status":"success","id":"512","message":"Lead received","received_at":"2026-03-08T17:30:00Z"}""";

    private static readonly byte[] AnswerBytes = System.Text.Encoding.UTF8.GetBytes(Answer);

    private readonly MemoryStream _wire = new(65_536);

    /// <summary>What came with the last request; kept only when asked for, since it costs time.</summary>
    public Seen? Last { get; private set; }

    public bool Keeps { get; set; }

    /// <summary>When the first request since it was set to 0 was taken, in ticks of the stopwatch.</summary>
    public long Taken { get; set; } = -1;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _wire.SetLength(0);
        Task copy = request.Content?.CopyToAsync(_wire, cancellationToken) ?? Task.CompletedTask;
        return copy.IsCompletedSuccessfully ? Task.FromResult(Respond(request)) : RespondAsync(copy, request);
    }

    private async Task<HttpResponseMessage> RespondAsync(Task copy, HttpRequestMessage request)
    {
        await copy;
        return Respond(request);
    }

    private HttpResponseMessage Respond(HttpRequestMessage request)
    {
        if (Keeps)
        {
            Last = Seen.Of(request) with { Body = _wire.ToArray() };
        }

        Taken = Taken == 0 ? System.Diagnostics.Stopwatch.GetTimestamp() : Taken;
        var content = new ByteArrayContent(AnswerBytes);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }
}
