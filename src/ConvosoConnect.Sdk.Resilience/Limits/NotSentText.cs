namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>Makes the sentences for attempts that a limit or the breaker does not let out.</summary>
internal static class NotSentText
{
    public static string ByRate(DeliverySend send) =>
        $"{NotSent(send)}: {RateOf(send.Rules)} gives no turn in time, or {send.Rules.QueueLimit} sends already wait for one (QueueLimit). "
        + "Send fewer leads at a time, or raise the limit.";

    public static string ByConcurrency(DeliverySend send) =>
        $"{NotSent(send)}: {send.Rules.MaxConcurrency} requests of the endpoint are under way (MaxConcurrency) "
        + $"and {send.Rules.QueueLimit} sends already wait for a place (QueueLimit). Send fewer leads at a time, or raise a limit.";

    public static string ByTime(DeliverySend send) => send.IsPatient
        ? $"{NotSent(send)}: it was cancelled while it waited for its turn."
        : $"{NotSent(send)}: the time for the whole send passed while it waited for a place under "
        + (send.Rules.RateLimit is null ? "the endpoint's MaxConcurrency" : RateOf(send.Rules) + (send.Rules.MaxConcurrency is null ? "" : " and MaxConcurrency"))
        + ". Send fewer leads at a time, or raise a limit or TotalTimeout.";

    public static string ByBreaker(DeliverySend send, TimeSpan wait) =>
        $"{NotSent(send)}: the endpoint's circuit breaker is open, because too many of its attempts within "
        + $"{RetryRule.Seconds(send.Rules.SamplingDuration)} seconds failed. It lets one attempt through {When(wait)}. The log shows what failed; "
        + "changing the endpoint's URL, or a rule of the breaker, closes it.";

    private static string NotSent(DeliverySend send) => send.Number > 1 ? "Not sent again" : "Not sent";

    private static string When(TimeSpan wait) => wait > TimeSpan.Zero ? $"in {RetryRule.Seconds(wait)} seconds" : "when the trial that is under way has ended";

    private static string RateOf(DeliveryRules rules) => $"the endpoint's limit of {rules.RateLimit} requests in {RetryRule.Seconds(rules.RateInterval)} seconds";
}
