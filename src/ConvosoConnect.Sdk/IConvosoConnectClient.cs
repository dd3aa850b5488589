namespace ConvosoConnect.Sdk;

/// <summary>
/// Sends leads through endpoints. One instance serves the whole app and is safe for concurrent use. Once the container is disposed, every member throws
/// <see cref="ObjectDisposedException"/>.
/// </summary>
#pragma warning disable RS0026 // The overloads differ in the type of a parameter that is required, so that the optional ones make no call ambiguous.
public interface IConvosoConnectClient
{
    /// <summary>Sends a lead. Each send writes one log entry, also when it fails.</summary>
    /// <param name="endpointId">The id of the endpoint, compared exactly.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="cancellationToken">Cancels the send; the receiver may have got the lead anyway.</param>
    /// <returns>The outcome, also of a send that failed for an expected reason.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the id is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled the send; its log entry says so.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed. Nothing was sent, and nothing is logged.</exception>
    Task<ConnectResult> SendAsync(string endpointId, LeadRecord lead, CancellationToken cancellationToken = default);

    /// <summary>Sends a lead with what the options bring: a word for its cause, an idempotency key, further values.</summary>
    /// <param name="endpointId">The id of the endpoint, compared exactly.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="options">What this send brings beside its lead.</param>
    /// <param name="cancellationToken">Cancels the send; the receiver may have got the lead anyway.</param>
    /// <returns>The outcome, also of a send that failed for an expected reason.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the id is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled the send; its log entry says so.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed. Nothing was sent, and nothing is logged.</exception>
    Task<ConnectResult> SendAsync(string endpointId, LeadRecord lead, SendOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends the lead of a log entry again, through the same endpoint as it is now. The new entry names the first one in <see cref="ConnectLogEntry.ResendOf"/>. When there is no such
    /// entry, or it is of a lead that came in, the result says so, nothing is sent and nothing is logged.
    /// </summary>
    /// <param name="logId">The id of the entry.</param>
    /// <param name="lead">The lead. Null takes it from the lead source, by the entry's lead id; the log does not keep leads.</param>
    /// <param name="options">
    /// What the send brings beside its lead. Null takes the origin of the entry. Its idempotency key goes out again unless another one is given, also a random one, so that a receiver
    /// that has taken the lead already can drop it (our decision).
    /// Values are not kept in the log; give them again where the endpoint needs some.
    /// </param>
    /// <param name="cancellationToken">Cancels the send; the receiver may have got the lead anyway.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled the send.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed. Nothing was sent.</exception>
    Task<ConnectResult> SendAgainAsync(long logId, LeadRecord? lead = null, SendOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends many leads, a few at a time, and gives each result as soon as it is there. Sending begins with the enumeration, and keeps pace with the source and with the
    /// reader. Where the endpoint has a rate or concurrency limit, a send waits for its turn as long as it takes, instead of failing as
    /// <see cref="ConnectErrorKind.RateLimited"/>.
    /// </summary>
    /// <param name="endpointId">The id of the endpoint, compared exactly.</param>
    /// <param name="leads">
    /// The leads, read one at a time. When it throws, the sends under way finish and their results are given; then the enumeration throws that exception.
    /// </param>
    /// <param name="options">How to send; null for the defaults.</param>
    /// <param name="cancellationToken">
    /// Ends the run: no further lead is sent, the sends under way finish (or are cancelled, by <see cref="SendManyOptions.CancelUnderWay"/>) and their results are given; then the
    /// enumeration throws <see cref="OperationCanceledException"/>, unless no lead was left.
    /// </param>
    /// <returns>A result for each lead that was taken from the source. A reader who leaves the enumeration early ends the run in the same way, without the exception.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the id is empty.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed.</exception>
    IAsyncEnumerable<SendManyResult> SendManyAsync(
        string endpointId, IAsyncEnumerable<LeadRecord> leads, SendManyOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="SendManyAsync(string, IAsyncEnumerable{LeadRecord}, SendManyOptions?, CancellationToken)"/>
    IAsyncEnumerable<SendManyResult> SendManyAsync(
        string endpointId, IEnumerable<LeadRecord> leads, SendManyOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Makes and shows the request of a send. Nothing is sent and nothing is logged.</summary>
    /// <param name="endpointId">The id of the endpoint, which may be inactive.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request, the outcome of each adaptor row, and warnings.</returns>
    Task<ConnectPreview> PreviewAsync(string endpointId, LeadRecord lead, CancellationToken cancellationToken = default);

    /// <summary>Makes and shows the request of a send with options.</summary>
    /// <param name="endpointId">The id of the endpoint, which may be inactive.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="options">What the send would bring beside its lead.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request, the outcome of each adaptor row, and warnings.</returns>
    Task<ConnectPreview> PreviewAsync(string endpointId, LeadRecord lead, SendOptions options, CancellationToken cancellationToken = default);

    /// <summary>Makes and shows the request of an endpoint and adaptor that are not saved.</summary>
    /// <param name="draft">The endpoint, which may be inactive, and the adaptor where that is not saved either.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="options">What the send would bring beside its lead; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request, the outcome of each adaptor row, and warnings. What would forbid the save is its error.</returns>
    Task<ConnectPreview> PreviewAsync(ConnectDraft draft, LeadRecord lead, SendOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Sends a lead of the lead source to the receiver, like Convoso's Test button. The log entry has the origin <c>Test</c>.</summary>
    /// <param name="endpointId">The id of the endpoint, compared exactly.</param>
    /// <param name="leadId">The id of the lead; null takes the most recent one.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    /// <returns>The outcome.</returns>
    Task<ConnectResult> TestAsync(string endpointId, string? leadId = null, CancellationToken cancellationToken = default);

    /// <summary>Sends the given lead to the receiver as a test: the result has the warnings of a preview, and the log entry has the origin <c>Test</c>.</summary>
    /// <param name="endpointId">The id of the endpoint, compared exactly.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="options">What the send brings beside its lead; its origin is not used. Null for nothing.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    /// <returns>The outcome.</returns>
    Task<ConnectResult> TestAsync(string endpointId, LeadRecord lead, SendOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Sends the given lead to the receiver through an endpoint and adaptor that are not saved. It is a real send and is logged.</summary>
    /// <param name="draft">The endpoint, and the adaptor where that is not saved either.</param>
    /// <param name="lead">The lead to send.</param>
    /// <param name="options">What the send brings beside its lead; its origin is not used. Null for nothing.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    /// <returns>The outcome. What would forbid the save is its error, and then nothing is sent.</returns>
    Task<ConnectResult> TestAsync(ConnectDraft draft, LeadRecord lead, SendOptions? options = null, CancellationToken cancellationToken = default);

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
#pragma warning restore RS0026
