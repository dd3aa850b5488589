namespace ConvosoConnect.Sdk;

/// <summary>The short form of a send.</summary>
public static class ConvosoConnectClientExtensions
{
    /// <summary>Sends a lead; the log says that the origin is <c>Send</c>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="lead">The lead.</param>
    /// <param name="cancellationToken">Cancels the send; the receiver may have got the lead all the same.</param>
    /// <returns>The outcome; expected failures are told in it.</returns>
    public static Task<ConnectResult> SendAsync(
        this IConvosoConnectClient client, string endpointId, LeadRecord lead, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(endpointId, lead, "Send", cancellationToken);
    }
}
