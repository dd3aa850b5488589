using ConvosoConnect.Sdk.Endpoints.Checks;
using ConvosoConnect.Sdk.Sending.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Sending.Credentials;

/// <summary>
/// Sets up the HTTP clients of credentials. Each has a name of its own, because an innermost handler pools its connections by host alone and would use one certificate's connection
/// for another. All settings that the engine and the app make for the engine's client are made for it too, by their own code, and the credentials are added last.
/// </summary>
internal sealed class CredentialClients(IServiceProvider provider) : IPostConfigureOptions<HttpClientFactoryOptions>
{
    /// <summary>The beginning of the names of these clients; the names of the credentials follow.</summary>
    public const string Prefix = $"{HttpTransport.ClientName}/";

    public void PostConfigure(string? name, HttpClientFactoryOptions options)
    {
        if (name?.StartsWith(Prefix, StringComparison.Ordinal) != true)
        {
            return;
        }

        options.HttpMessageHandlerBuilderActions.Clear();
        options.HttpClientActions.Clear();
        foreach (IConfigureOptions<HttpClientFactoryOptions> configure in provider.GetServices<IConfigureOptions<HttpClientFactoryOptions>>())
        {
            // As the framework does: options that are configured without a name are those of the default name.
            (configure as IConfigureNamedOptions<HttpClientFactoryOptions>)?.Configure(HttpTransport.ClientName, options);
        }

        foreach (IPostConfigureOptions<HttpClientFactoryOptions> configure in provider.GetServices<IPostConfigureOptions<HttpClientFactoryOptions>>())
        {
            configure.PostConfigure(HttpTransport.ClientName, options);
        }

        options.HttpMessageHandlerBuilderActions.Add(chain => AddTo(chain, name[Prefix.Length..]));
    }

    private static void AddTo(HttpMessageHandlerBuilder chain, string names)
    {
        NamedSet<IEndpointCredential> known = chain.Services.GetRequiredService<NamedSet<IEndpointCredential>>();
        IEndpointCredential[] credentials = [.. CredentialCheck.NamesIn(names).Select(name => known[name])];
        foreach (IEndpointCredential credential in credentials)
        {
            if (credential.Contract.ConfigureHandler is { } configure)
            {
                configure(chain.PrimaryHandler as SocketsHttpHandler ?? throw new CredentialException(
                    $"The credential '{credential.Name}' needs the engine's own SocketsHttpHandler, and this app replaced it with {chain.PrimaryHandler.GetType()}. "
                    + "Change the existing handler by UseSocketsHttpHandler in ConfigureHttpClient."));
            }
        }

        int wire = chain.AdditionalHandlers.Select((handler, at) => handler is WireHandler ? at : -1).Max();
        chain.AdditionalHandlers.Insert(wire, new CredentialHandler(credentials));
    }
}
