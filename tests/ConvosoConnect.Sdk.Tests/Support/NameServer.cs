using System.Collections.Concurrent;
using System.Net;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Destinations.Dialling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Resolves host names as the test says, in place of the system's resolver, and counts how often it was asked.</summary>
internal sealed class NameServer(Func<int, string[]> answer)
{
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Gives these addresses each time.</summary>
    public static NameServer Answering(params string[] addresses) => new(_ => addresses);

    /// <summary>Puts it under an engine.</summary>
    public void Under(ConvosoConnectBuilder builder) => Under(builder, ResolveAsync);

    public static void Under(ConvosoConnectBuilder builder, Func<string, CancellationToken, Task<IPAddress[]>> resolve) =>
        builder.Services.Replace(ServiceDescriptor.Singleton(provider =>
        {
            SendSettingsHolder settings = provider.GetRequiredService<SendSettingsHolder>();
            return new Dialer(() => settings.Current.Guard, provider.GetRequiredService<TimeProvider>(), resolve);
        }));

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Enqueue(host);
        return Task.FromResult<IPAddress[]>([.. answer(Asked.Count).Select(IPAddress.Parse)]);
    }
}
