namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>What HubSpot's documentation asks of callers of its v1 and v3 APIs alike.</summary>
internal static class HubSpotContract
{
    /// <summary>
    /// HubSpot documentation: several values are joined with <c>;</c>; an empty text clears a property, hence the omission; the smallest limit of an app is 100 requests within any
    /// ten seconds. 423: the records are locked, wait at least two seconds. 477: the account is being moved, wait as long as Retry-After says. 429 with the policy <c>DAILY</c>: the
    /// calls of the day are used up; every field of an error may be missing, so any other 429 may be sent again.
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
