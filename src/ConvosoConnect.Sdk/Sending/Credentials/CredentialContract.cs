namespace ConvosoConnect.Sdk.Sending.Credentials;

/// <summary>What a credential says of itself before any send.</summary>
public sealed class CredentialContract
{
    /// <summary>The names of the headers that it sets, in place of those that the endpoint has under these names. A preview shows them with <c>***</c>. Default empty.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The names of the query parameters that it appends to the URL. A preview and the log show them with <c>***</c>. Default empty.</summary>
    public IReadOnlyList<string> QueryParameters { get; init; } = [];

    /// <summary>
    /// Secrets that are known from the start, masked in every text wherever they occur. Those of fewer than four characters are not searched for. Default empty; what is fetched
    /// later is told by <see cref="CredentialRequest.AddSecret"/>.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>
    /// The hosts that may get it: a name such as <c>crm.example</c>, or <c>*.crm.example</c> for all names below one. An endpoint that leads elsewhere is refused. Empty (the
    /// default): whoever saves endpoints may have it sent anywhere.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// Sets up the innermost handler of the credential's HTTP client, for instance with a client certificate or a proxy, each time the HTTP client factory makes one. It must not
    /// throw. Null (the default) where the credential needs nothing of it.
    /// </summary>
    public Action<SocketsHttpHandler>? ConfigureHandler { get; init; }
}
