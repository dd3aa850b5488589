using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A handler as an app adds one, doing what the test says around the rest of the chain.</summary>
internal sealed class HandlerOf(Func<Func<Task<HttpResponseMessage>>, HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : DelegatingHandler
{
    /// <summary>Adds such a handler to an engine.</summary>
    public static Action<ConvosoConnectBuilder> Added(
        Func<Func<Task<HttpResponseMessage>>, HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) =>
        builder => builder.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new HandlerOf(send)));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        send(() => base.SendAsync(request, cancellationToken), request, cancellationToken);
}
