namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>
/// Keeps retries of one endpoint to a fifth of its sends, so that they do not finish off a receiver in trouble; and ten a minute beside that, so that an endpoint with
/// few sends can retry at all. Our decision.
/// </summary>
internal sealed class RetryBudget(TimeProvider time)
{
    public const string UsedUp = "the endpoint's retry budget is used up (a fifth of its sends, and ten a minute).";

    private const double OfEachSend = 0.2;
    private const double OfEachMinute = 10;
    private const double MostSaved = 100;

    private readonly Lock _gate = new();
    private double _retries = OfEachMinute;
    private long _filled = time.GetTimestamp();

    /// <summary>Counts a send.</summary>
    public void Deposit()
    {
        lock (_gate)
        {
            _retries = Math.Min(MostSaved, _retries + OfEachSend);
        }
    }

    /// <summary>Takes one retry, if there is one.</summary>
    public bool TryWithdraw()
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            double earned = time.GetElapsedTime(_filled, now).TotalMinutes * OfEachMinute;
            _filled = now;
            _retries = Math.Max(_retries, Math.Min(OfEachMinute, _retries + earned));
            if (_retries < 1)
            {
                return false;
            }

            _retries--;
            return true;
        }
    }
}
