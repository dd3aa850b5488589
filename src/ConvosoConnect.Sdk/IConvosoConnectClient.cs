namespace ConvosoConnect.Sdk;

/// <summary>
/// Sends leads through endpoints. One instance serves the whole app; safe for concurrent use. It ends with the container: from then on every member throws
/// <see cref="ObjectDisposedException"/>.
/// </summary>
public interface IConvosoConnectClient
{
    /// <summary>Sends a lead. Writes one log entry, whatever happens.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="lead">The lead.</param>
    /// <param name="origin">A word for the log that says what fired, such as <c>workflow:12</c>; <c>Send</c> is usual.</param>
    /// <param name="cancellationToken">Cancels the send; the receiver may have got the lead all the same.</param>
    /// <returns>The outcome; expected failures are told in it.</returns>
    /// <exception cref="ArgumentException">An argument is null, or an id or origin is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the log says so.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed. Nothing was sent, and nothing is logged.</exception>
    Task<ConnectResult> SendAsync(string endpointId, LeadRecord lead, string origin, CancellationToken cancellationToken = default);

    /// <summary>Makes the request that a send would make, and shows it. Nothing goes out and nothing is logged.</summary>
    /// <param name="endpointId">The endpoint; it may be inactive.</param>
    /// <param name="lead">The lead.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The request, what each adaptor row became, and warnings.</returns>
    Task<ConnectPreview> PreviewAsync(string endpointId, LeadRecord lead, CancellationToken cancellationToken = default);

    /// <summary>Sends live with a lead of the lead source, like Convoso's Test button; logged with the origin <c>Test</c>.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="leadId">The lead; null takes the most recent one.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    /// <returns>The outcome.</returns>
    Task<ConnectResult> TestAsync(string endpointId, string? leadId = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads an incoming payload as a lead: through the adaptor of a GET endpoint (Mapped To becomes Field), or name for name into the lead section
    /// where the endpoint has no adaptor.
    /// </summary>
    /// <param name="endpointId">A GET endpoint.</param>
    /// <param name="payload">What came in. Query and body are both read; the body's keys win.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The lead, or why there is none.</returns>
    Task<ReceiveResult> ReceiveAsync(string endpointId, IncomingPayload payload, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds what is wrong or doubtful about an endpoint, without saving it: a page shows errors before a save, and after a save the warnings that it passed with.
    /// </summary>
    /// <param name="endpoint">An endpoint that was saved, or is to be.</param>
    /// <param name="cancellationToken">Cancels the check at once, also where a store does not look at it.</param>
    /// <returns>What a save would be refused for, and warnings; empty when all is well.</returns>
    /// <exception cref="TimeoutException">
    /// The endpoint store or the adaptor store gave no response within <see cref="ConvosoConnectOptions.RequestTimeout"/> (our decision); the message says which.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled, or the app ended meanwhile.</exception>
    Task<IReadOnlyList<ValidationProblem>> ValidateAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default);
}
