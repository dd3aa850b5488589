using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Credentials;

/// <summary>A credential that only some hosts may get.</summary>
/// <param name="inner">The credential.</param>
/// <param name="hosts">The hosts.</param>
internal sealed class RestrictedCredential(IEndpointCredential inner, IReadOnlyList<string> hosts) : IEndpointCredential
{
    public string Name => inner.Name;

    public CredentialContract Contract { get; } = new()
    {
        Headers = inner.Contract.Headers,
        QueryParameters = inner.Contract.QueryParameters,
        Secrets = inner.Contract.Secrets,
        ConfigureHandler = inner.Contract.ConfigureHandler,
        Hosts = hosts,
    };

    /// <summary>Gives a sentence for each entry that is not possible.</summary>
    public static IEnumerable<string> FindFaults(IEnumerable<string?> hosts) =>
        from host in hosts
        let name = host?.StartsWith("*.", StringComparison.Ordinal) == true ? host[2..] : host
        where Uri.CheckHostName(name) != UriHostNameType.Dns
        select $"Hosts has '{host}', which is not a host name. Write a name such as crm.example, or *.crm.example for all names below it, without protocol and port.";

    public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken) => inner.AddAsync(request, cancellationToken);

    public ValueTask<bool> RenewAsync(CredentialRequest request, CancellationToken cancellationToken) => inner.RenewAsync(request, cancellationToken);
}
