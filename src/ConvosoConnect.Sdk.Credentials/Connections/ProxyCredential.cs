using System.Net;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Credentials.Connections;

/// <summary>A proxy by name.</summary>
internal sealed class ProxyCredential : IEndpointCredential
{
    public const string Kind = "Proxy";

    private ProxyCredential(string name, ProxyOptions options)
    {
        Name = name;
        var proxy = new WebProxy(new Uri(options.Url));
        if (!string.IsNullOrEmpty(options.User))
        {
            proxy.Credentials = new NetworkCredential(options.User, options.Password);
        }

        Contract = new()
        {
            Secrets = string.IsNullOrEmpty(options.Password) ? [] : [options.Password],
            ConfigureHandler = handler => (handler.UseProxy, handler.Proxy) = (true, proxy),
        };
    }

    public string Name { get; }

    public CredentialContract Contract { get; }

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Define(string name, ProxyOptions options) =>
        (new(name, Kind, _ => new ProxyCredential(name, options)), options.FindFaults());

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Read(string name, ConfigurationReader reader)
    {
        var options = new ProxyOptions();
        options.Url = reader.Text(nameof(options.Url), "");
        options.User = reader.Text(nameof(options.User), "");
        options.Password = reader.Text(nameof(options.Password), "");
        return Define(name, options);
    }

    public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken) => default;
}
