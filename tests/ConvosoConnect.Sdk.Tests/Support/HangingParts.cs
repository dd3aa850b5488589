using System.Net;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>The parts of an app, one of which never ends and does not look at its token, until the test frees it.</summary>
internal sealed class HangingParts : IEndpointStore, IAdaptorResolver, ILeadSource
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which one: endpoints, leads, resolver, handler, primary, body; or blocks, an endpoint store that holds the thread.</summary>
    public string Hangs { get; set; } = "";

    /// <summary>What happens while the store blocks.</summary>
    public Action During { get; set; } = () => { };

    /// <summary>The only endpoint.</summary>
    public ConnectEndpoint? Stored { get; set; }

    /// <summary>Ends once the part hangs.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);

    /// <summary>Ends as the handler's call of the next one does, after it was freed.</summary>
    public Task Passed => _passed.Task.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);

    /// <summary>Whether a request came to the wire.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Lets the part that hangs end.</summary>
    public void Free() => _free.TrySetResult();

    async ValueTask<ConnectEndpoint?> IEndpointStore.GetAsync(string id, CancellationToken cancellationToken)
    {
        if (Hangs == "blocks")
        {
            During();
        }

        await HangAsync("endpoints");
        return Stored;
    }

    ValueTask<IReadOnlyList<ConnectEndpoint>> IEndpointStore.ListAsync(EndpointFilter? filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask<ConnectEndpoint> IEndpointStore.SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask<bool> IEndpointStore.DeleteAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    async ValueTask<AdaptorResolution> IAdaptorResolver.ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken)
    {
        await HangAsync("resolver");
        return AdaptorResolution.Found(Engine.Adaptor);
    }

    ValueTask<LeadRecord?> ILeadSource.GetAsync(string leadId, CancellationToken cancellationToken) => throw new NotSupportedException();

    async ValueTask<LeadRecord?> ILeadSource.GetRecentAsync(CancellationToken cancellationToken)
    {
        await HangAsync("leads");
        return Engine.Lead;
    }

    /// <summary>A handler that passes the request on without its token.</summary>
    public async Task<HttpResponseMessage> HandleAsync(Func<CancellationToken, Task<HttpResponseMessage>> next)
    {
        await HangAsync("handler");
        try
        {
            HttpResponseMessage response = await next(CancellationToken.None);
            _passed.TrySetResult();
            return response;
        }
        catch (Exception exception)
        {
            _passed.TrySetException(exception);
            throw;
        }
    }

    private async Task HangAsync(string part)
    {
        if (Hangs == part)
        {
            _reached.TrySetResult();
            await _free.Task;
        }
    }

    /// <summary>Passes requests on as the parts say.</summary>
    public sealed class Handler(HangingParts parts) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            parts.HandleAsync(token => base.SendAsync(request, token));
    }

    /// <summary>The wire.</summary>
    public sealed class Primary(HangingParts parts) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            parts.IsSent = true;
            if (request.Content is { } content)
            {
                await content.CopyToAsync(Stream.Null, CancellationToken.None);
            }

            await parts.HangAsync("primary");
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = parts.Hangs == "body" ? new StreamContent(new HangingStream(parts)) : new StringContent("""{"ok":"yes"}"""),
            };
        }
    }

    private sealed class HangingStream(HangingParts parts) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await parts.HangAsync("body");
            return 0;
        }
    }
}
