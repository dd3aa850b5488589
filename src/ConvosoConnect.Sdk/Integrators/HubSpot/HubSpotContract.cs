namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>What HubSpot's documentation asks of callers of its v1 and v3 APIs alike.</summary>
internal static class HubSpotContract
{
    /// <summary>
    /// HubSpot's documentation says: several values are joined with <c>;</c>; an empty text clears a property, which is why empty values are omitted; the smallest limit of an app
    /// is 100 requests within ten seconds. After status 423 the records are locked and the caller waits at least two seconds. After 477 the account is being moved and the caller
    /// waits as long as Retry-After says. After 429 with the policy <c>DAILY</c> the calls of the day are used up. Every field of an error may be missing, so the lead may be sent
    /// again after any other 429.
    /// </summary>
    public static IntegratorContract Value { get; } = new()
    {
        EmptyValues = EmptyValues.Omit,
        Delimiter = ";",
        RateLimit = 100,
        RateInterval = TimeSpan.FromSeconds(10),
        Retries =
        [
            IntegratorRetry.NotTaken(423, leastWait: TimeSpan.FromSeconds(2)),
            IntegratorRetry.NotTaken(477) with { RequiredHeader = "Retry-After" },
            IntegratorRetry.Final(429, "HubSpot's calls of this day are used up.") with { BodyKey = "policyName", BodyValue = "DAILY" },
        ],
    };
}
