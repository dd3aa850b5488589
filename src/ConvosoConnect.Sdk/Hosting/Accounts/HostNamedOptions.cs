using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Hosting.Accounts;

/// <summary>
/// Applies what the host configures for the options of an account's name, such as <c>services.Configure&lt;ConvosoConnectOptions&gt;("acme", …)</c>, to the account's engine.
/// </summary>
internal sealed class HostNamedOptions(string account, IServiceProvider host) : IConfigureOptions<ConvosoConnectOptions>, IPostConfigureOptions<ConvosoConnectOptions>
{
    public void Configure(ConvosoConnectOptions options)
    {
        foreach (IConfigureNamedOptions<ConvosoConnectOptions> configure in
            host.GetServices<IConfigureOptions<ConvosoConnectOptions>>().OfType<IConfigureNamedOptions<ConvosoConnectOptions>>().Where(c => c is not AccountOptions))
        {
            configure.Configure(account, options);
        }
    }

    public void PostConfigure(string? name, ConvosoConnectOptions options)
    {
        foreach (IPostConfigureOptions<ConvosoConnectOptions> configure in host.GetServices<IPostConfigureOptions<ConvosoConnectOptions>>())
        {
            configure.PostConfigure(account, options);
        }
    }
}
