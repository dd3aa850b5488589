namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>
/// Limits the retries of one endpoint to a fifth of its sends, so that they do not overload a receiver in trouble. Ten retries a minute are allowed besides, so that an endpoint
/// with few sends can retry at all. Both are our decision.
/// </summary>
internal sealed class RetryBudget(TimeProvider time)
{
    public const string UsedUp = "the endpoint's retry budget is used up (a fifth of its sends, and ten a minute).";

    private const double RetriesPerSend = 0.2;
    private const double RetriesPerMinute = 10;
    private const double MostSaved = 100;

    private readonly Lock _gate = new();
    private double _retries = RetriesPerMinute;
    private long _filled = time.GetTimestamp();

    /// <summary>Adds the share of one send.</summary>
    public void Deposit()
    {
        lock (_gate)
        {
            _retries = Math.Min(MostSaved, _retries + RetriesPerSend);
        }
    }

    /// <summary>Takes one retry from the budget; false when none is left.</summary>
    public bool TryWithdraw()
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            double earned = time.GetElapsedTime(_filled, now).TotalMinutes * RetriesPerMinute;
            _filled = now;
            _retries = Math.Max(_retries, Math.Min(RetriesPerMinute, _retries + earned));
            if (_retries < 1)
            {
                return false;
            }

            _retries--;
            return true;
        }
    }
}
