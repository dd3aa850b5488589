namespace ConvosoConnect.Sdk.Sending.Credentials;

/// <summary>
/// A credential throws it when a request cannot have it, for instance because a token was refused. Nothing is sent then; the result and the log entry have
/// <see cref="ConnectErrorKind.CredentialFailed"/> and the message.
/// </summary>
public sealed class CredentialException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that says what was wrong, what was seen and what to do. The engine masks the secrets that it knows in it.</param>
    /// <param name="innerException">The exception behind it; null for none.</param>
    public CredentialException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Finds this exception among the inner exceptions of a failure; null when something else caused the failure.</summary>
    internal static CredentialException? FindIn(Exception? exception)
    {
        while (exception is not (null or CredentialException))
        {
            exception = exception.InnerException;
        }

        return (CredentialException?)exception;
    }
}
