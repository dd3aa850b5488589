namespace ConvosoConnect.Sdk;

/// <summary>How <c>SendManyAsync</c> sends. All defaults are our decision.</summary>
public sealed record SendManyOptions
{
    private readonly int _maxConcurrency = 8;
    private readonly string _origin = "Send";

    /// <summary>How many sends may be under way at once. Default 8; from 1 to 1,000. An endpoint's own limits hold beside it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not possible.</exception>
    public int MaxConcurrency
    {
        get => _maxConcurrency;
        init => _maxConcurrency = value is >= 1 and <= 1_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxConcurrency must be from 1 to 1,000.");
    }

    /// <summary>
    /// Whether results come in the order of the leads. Default false: each as soon as it is there. In order, a slow send holds back the results after it, of which as many as
    /// <see cref="MaxConcurrency"/> are kept; then no further lead is sent until it has ended.
    /// </summary>
    public bool InOrder { get; init; }

    /// <summary>A word for the log that says what caused the sends, such as <c>import:12</c>. Default <c>Send</c>; never empty.</summary>
    /// <exception cref="ArgumentException">The word is empty.</exception>
    public string Origin
    {
        get => _origin;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            _origin = value;
        }
    }

    /// <summary>
    /// Gives the idempotency key of a lead, such as its id, so that a batch that is sent again is recognised by the receiver; null for a lead without one. Null (the default): each
    /// send has the random key of its endpoint's delivery rules.
    /// </summary>
    public Func<LeadRecord, string?>? IdempotencyKey { get; init; }

    /// <summary>
    /// Whether cancellation, or the end of the enumeration before its last result, cancels the sends under way too. Default false: they finish. In both cases no further lead
    /// is sent; a lead that was taken from the source at that moment, the last one, has a result that says so. A send that waits for its turn under a limit of the endpoint is
    /// given up in both cases, since nothing of it was sent.
    /// </summary>
    public bool CancelUnderWay { get; init; }

    /// <summary>
    /// Receives the counts with each result, one call at a time; null for none. <see cref="Progress{T}"/> passes them on later, so that the last one may come after the end.
    /// </summary>
    public IProgress<SendManyProgress>? Progress { get; init; }

    /// <summary>
    /// Receives the summary once, when nothing is under way any longer: also after a cancellation, after a source that threw, and after an enumeration that was left early.
    /// Null for none.
    /// </summary>
    public Action<SendManySummary>? Summary { get; init; }
}
