namespace ConvosoConnect.Sdk.Sending.Credentials;

/// <summary>Gives credentials that are made at run time, such as those of a configuration.</summary>
/// <param name="Make">Makes all of them. It is called once.</param>
internal sealed record CredentialSource(Func<IServiceProvider, IEnumerable<IEndpointCredential>> Make);
