using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>Credentials that add nothing: where they are registered, endpoints may name them.</summary>
internal sealed class IdleCredentials : IEndpointCredential
{
    public required string Name { get; init; }

    public CredentialContract Contract { get; } = new();

    /// <summary>Those that the conformance suite names.</summary>
    public static ConvosoConnectBuilder Add(ConvosoConnectBuilder builder) => builder.AddCredentials(Make);

    public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken) => default;

    private static IEnumerable<IEndpointCredential> Make(IServiceProvider services) => [new IdleCredentials { Name = "crm-token" }, new IdleCredentials { Name = "egress-1" }];
}
