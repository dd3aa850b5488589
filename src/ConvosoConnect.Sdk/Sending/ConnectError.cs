using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Sending;

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

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Message}";
}
