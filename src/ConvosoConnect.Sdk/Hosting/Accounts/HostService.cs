namespace ConvosoConnect.Sdk.Hosting.Accounts;

/// <summary>A further type of service that an engine with a container of its own takes from its host.</summary>
/// <param name="Type">The type of the service.</param>
internal sealed record HostService(Type Type);
