using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Responses in place of the network, for tests of many sends.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>Puts such a handler under an engine.</summary>
    public static Action<ConvosoConnectBuilder> Under(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        builder => builder.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new StubHandler(answer)));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
}
