using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>The attempts of one send, as a delivery handler reports them.</summary>
internal sealed class AttemptLog(CredentialMask mask)
{
    private const int MostAttempts = 100;
    private const int LongestReason = 1000;

    // A handler that was cancelled may still report while the log entry is made, hence the lock.
    private readonly Lock _gate = new();
    private readonly List<ConnectAttempt> _attempts = [];

    /// <summary>How many requests went out.</summary>
    public int Made
    {
        get
        {
            lock (_gate)
            {
                return _attempts.Count(a => !IsKeptBack(a));
            }
        }
    }

    /// <summary>Records an attempt. Its reason may quote the response, so it is masked and its length limited.</summary>
    public void Add(ConnectAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        lock (_gate)
        {
            if (_attempts.Count < MostAttempts)
            {
                _attempts.Add(attempt with { Reason = Bounded(attempt.Reason ?? "") });
            }
        }
    }

    /// <summary>Gives all attempts; none when the send was one attempt without a wait and without a reason.</summary>
    public IReadOnlyList<ConnectAttempt> ForLog()
    {
        lock (_gate)
        {
            return _attempts is [] or [{ Reason: "", Wait.Ticks: 0 }] ? [] : [.. _attempts];
        }
    }

    /// <summary>
    /// Makes the error of a delivery handler that refused the send. Its sentence is masked and limited like the reasons, so that <see cref="Explain"/> recognises a reason that
    /// repeats it.
    /// </summary>
    public ConnectError ToError(DeliveryRefusedException refused) => new(refused.Kind, Bounded(refused.Message));

    /// <summary>Gives the error's sentence, then how many attempts were made and why there was no further one.</summary>
    public string Explain(ConnectError error)
    {
        string reason;
        lock (_gate)
        {
            reason = _attempts is [.., { Reason.Length: > 0 } last] && last.Reason != error.Message ? " " + last.Reason : "";
        }

        return Made switch
        {
            > 1 and var made => $"{error.Message} {made} attempts were made.{reason}",
            1 when error.Kind is ConnectErrorKind.RateLimited or ConnectErrorKind.BreakerOpen or ConnectErrorKind.CredentialFailed => $"{error.Message} One attempt was made before.{reason}",
            _ => error.Message + reason,
        };
    }

    private string Bounded(string text) => Excerpt.From(DirectionMarks.Escape(mask.Mask(text)), LongestReason);

    private static bool IsKeptBack(ConnectAttempt attempt) =>
        attempt.ErrorKind is ConnectErrorKind.RateLimited or ConnectErrorKind.BreakerOpen or ConnectErrorKind.CredentialFailed;
}
