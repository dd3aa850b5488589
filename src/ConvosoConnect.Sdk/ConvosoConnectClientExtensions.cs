namespace ConvosoConnect.Sdk;

/// <summary>Adds the short form of a send.</summary>
public static class ConvosoConnectClientExtensions
{
    /// <summary>Sends a lead with the origin <c>Send</c>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="endpointId">The id of the endpoint, compared exactly.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="cancellationToken">Cancels the send; the receiver may have got the lead anyway.</param>
    /// <returns>The outcome, also of a send that failed for an expected reason.</returns>
    public static Task<ConnectResult> SendAsync(
        this IConvosoConnectClient client, string endpointId, LeadRecord lead, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(endpointId, lead, "Send", cancellationToken);
    }
}
