using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>Why a send did not succeed.</summary>
/// <param name="Kind">The kind of error, for code that reacts to it.</param>
/// <param name="Message">A sentence that says what was wrong, what was seen and what to do. It never holds a credential.</param>
public sealed record ConnectError(ConnectErrorKind Kind, string Message)
{
    /// <summary>
    /// A sentence that says what was wrong, what was seen and what to do. It never holds a credential. Characters that change the direction of text are written as their code,
    /// such as <c>\u202E</c>.
    /// </summary>
    public string Message { get; init; } = DirectionMarks.Escape(Message);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Message}";
}
