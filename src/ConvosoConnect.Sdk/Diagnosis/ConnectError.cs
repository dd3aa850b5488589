using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>Why a send did not succeed.</summary>
/// <param name="Kind">The kind, to act on.</param>
/// <param name="Message">A sentence that says what was wrong, what was seen and what to do. It never holds a credential.</param>
public sealed record ConnectError(ConnectErrorKind Kind, string Message)
{
    /// <summary>A sentence that says what was wrong, what was seen and what to do. It never holds a credential. Characters that turn the direction of text stand as their code.</summary>
    public string Message { get; init; } = DirectionMarks.Escape(Message);

    /// <summary>What counts as what on the wire, for HTTP handlers of an app: the kind that the engine itself would give to a failure before the answer begins.</summary>
    /// <param name="exception">What the next handler threw.</param>
    /// <returns><see cref="ConnectErrorKind.AppFailed"/> for what does not come from HTTP, a plain cancellation included.</returns>
    public static ConnectErrorKind KindOf(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return TransportFailure.KindOf(exception, status: null);
    }

    /// <summary>As <see cref="KindOf(Exception)"/>, with what is known of the request: one that was cut off by a change of the options after it was sent is no <see cref="ConnectErrorKind.Blocked"/>.</summary>
    /// <param name="exception">What the next handler threw.</param>
    /// <param name="request">The request that the engine gave to the handlers.</param>
    /// <returns><see cref="ConnectErrorKind.AppFailed"/> for what does not come from HTTP, a plain cancellation included.</returns>
    public static ConnectErrorKind KindOf(Exception exception, HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(request);
        return TransportFailure.KindOf(exception, status: null, request.Options.TryGetValue(WireHandler.AnswerOfSend, out Answer? answer) ? answer : null);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Message}";
}
