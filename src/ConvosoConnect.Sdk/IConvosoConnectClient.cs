namespace ConvosoConnect.Sdk;

/// <summary>
/// Sends leads through endpoints. One instance serves the whole app and is safe for concurrent use. Once the container is disposed, every member throws
/// <see cref="ObjectDisposedException"/>.
/// </summary>
public interface IConvosoConnectClient
{
    /// <summary>Sends a lead. Each send writes one log entry, also when it fails.</summary>
    /// <param name="endpointId">The id of the endpoint, compared exactly.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="origin">A word for the log that says what caused the send, such as <c>workflow:12</c>; usually <c>Send</c>.</param>
    /// <param name="cancellationToken">Cancels the send; the receiver may have got the lead anyway.</param>
    /// <returns>The outcome, also of a send that failed for an expected reason.</returns>
    /// <exception cref="ArgumentException">An argument is null, or an id or origin is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled the send; its log entry says so.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed. Nothing was sent, and nothing is logged.</exception>
    Task<ConnectResult> SendAsync(string endpointId, LeadRecord lead, string origin, CancellationToken cancellationToken = default);

    /// <summary>Makes and shows the request of a send. Nothing is sent and nothing is logged.</summary>
    /// <param name="endpointId">The id of the endpoint, which may be inactive.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request, the outcome of each adaptor row, and warnings.</returns>
    Task<ConnectPreview> PreviewAsync(string endpointId, LeadRecord lead, CancellationToken cancellationToken = default);

    /// <summary>Sends a lead of the lead source to the receiver, like Convoso's Test button. The log entry has the origin <c>Test</c>.</summary>
    /// <param name="endpointId">The id of the endpoint, compared exactly.</param>
    /// <param name="leadId">The id of the lead; null takes the most recent one.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    /// <returns>The outcome.</returns>
    Task<ConnectResult> TestAsync(string endpointId, string? leadId = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads an incoming payload as a lead through a GET endpoint. Its adaptor turns each Mapped To back into its Field; without an adaptor, each key becomes a field of that
    /// name in the lead section.
    /// </summary>
    /// <param name="endpointId">The id of a GET endpoint.</param>
    /// <param name="payload">The request that came in. Query and body are both read; a key of the body replaces the same key of the query.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The lead, or why there is none.</returns>
    Task<ReceiveResult> ReceiveAsync(string endpointId, IncomingPayload payload, CancellationToken cancellationToken = default);

    /// <summary>Finds what is wrong or doubtful about an endpoint without saving it, so that a page can show errors before a save and warnings after it.</summary>
    /// <param name="endpoint">An endpoint, saved or not.</param>
    /// <param name="cancellationToken">Cancels the check at once, also when a store ignores the token.</param>
    /// <returns>The errors for which a save would be refused, and warnings; empty when there are none.</returns>
    /// <exception cref="TimeoutException">
    /// The endpoint store or the adaptor store did not finish within <see cref="ConvosoConnectOptions.RequestTimeout"/> (our decision); the message names the store.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled, or the app ended meanwhile.</exception>
    Task<IReadOnlyList<ValidationProblem>> ValidateAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default);
}
