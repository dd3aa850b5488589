namespace ConvosoConnect.Sdk.Sending;

/// <summary>Why a send did not succeed.</summary>
/// <param name="Kind">The kind, to act on.</param>
/// <param name="Message">A sentence that says what was wrong, what was seen and what to do. It never holds a credential.</param>
public sealed record ConnectError(ConnectErrorKind Kind, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Message}";
}
