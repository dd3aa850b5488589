using System.Globalization;
using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Resilience.Limits;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>
/// Decides whether another attempt follows. A request that the receiver certainly has not processed may be repeated. A request that it may have processed is repeated only when
/// the receiver is idempotent. These rules and the waits are our decision.
/// </summary>
internal static class RetryRule
{
    private const double MostJitter = 0.1;
    private const long MostSeconds = long.MaxValue / TimeSpan.TicksPerSecond;

    private enum Taken
    {
        Done,
        No,
        Perhaps,
    }

    /// <summary>Decides about the next attempt. When it decides for one, it takes a retry from the budget.</summary>
    public static RetryVerdict Decide(DeliverySend send, AttemptOutcome outcome, bool breakerIsOpen, RetryBudget budget, TimeProvider time)
    {
        DeliveryRules rules = send.Rules;
        TimeSpan? asked = AskedWait(outcome.Response, time);
        if (send.Advice is { Kind: IntegratorRetryKind.Final, Reason: var reason })
        {
            return RetryVerdict.No(reason);
        }

        Taken taken = TakenBy(send, outcome);
        if (taken == Taken.Done || rules.MaxAttempts == 1)
        {
            return RetryVerdict.Done;
        }

        if (taken == Taken.Perhaps && !rules.ReceiverIsIdempotent)
        {
            return RetryVerdict.No("the receiver may have taken the lead, and the endpoint does not say that it takes one twice without harm (ReceiverIsIdempotent).");
        }

        if (send.Number >= rules.MaxAttempts)
        {
            return RetryVerdict.No($"MaxAttempts is {rules.MaxAttempts}.");
        }

        if (asked > rules.MaxRetryDelay)
        {
            return RetryVerdict.No($"the receiver asks to wait {Seconds(asked.Value)} seconds, longer than MaxRetryDelay, {Seconds(rules.MaxRetryDelay)} seconds.");
        }

        TimeSpan wait = WaitBefore(send.Number, rules, asked, send.Advice?.LeastWait ?? TimeSpan.Zero);
        return wait >= send.Remaining ? RetryVerdict.No($"a wait of {Seconds(wait)} seconds would not end within the time for the whole send.")
            : breakerIsOpen ? RetryVerdict.No("the endpoint's circuit breaker is open.")
            : !budget.TryWithdraw() ? RetryVerdict.No(RetryBudget.UsedUp)
            : new(true, wait, ReasonOf(send, taken, outcome, asked));
    }

    /// <summary>
    /// Gives the wait before the next attempt: a random time between half and the whole of a delay that doubles with each attempt; or the wait that the receiver asks for plus up
    /// to a tenth of it.
    /// </summary>
    private static TimeSpan WaitBefore(int attempts, DeliveryRules rules, TimeSpan? asked, TimeSpan least)
    {
        // The wait is random so that sends which failed together do not all return at the same moment. The number needs no secure randomness.
#pragma warning disable CA5394
        double random = Random.Shared.NextDouble();
#pragma warning restore CA5394
        TimeSpan wait = asked is { } exact
            ? exact + (exact * MostJitter * random)
            : Shorter(rules.RetryDelay * Math.Pow(2, attempts - 1), rules.MaxRetryDelay) * (0.5 + (random / 2));
        return wait < least ? least : wait;
    }

    private static Taken TakenBy(DeliverySend send, AttemptOutcome outcome) => outcome.Kind switch
    {
        ConnectErrorKind.Timeout when !send.MayHaveLeft => Taken.No,
        ConnectErrorKind.Dns or ConnectErrorKind.Connect or ConnectErrorKind.Tls or ConnectErrorKind.Proxy => Taken.No,
        ConnectErrorKind.ConnectionReset or ConnectErrorKind.Protocol or ConnectErrorKind.Timeout => Taken.Perhaps,
        not null => Taken.Done,
        null => send.Advice?.Kind switch
        {
            IntegratorRetryKind.NotTaken => Taken.No,
            IntegratorRetryKind.MaybeTaken => Taken.Perhaps,
            _ => outcome.Status switch
            {
                429 or 503 => Taken.No,
                408 or 500 or 502 or 504 => Taken.Perhaps,
                _ => Taken.Done,
            },
        },
    };

    private static string ReasonOf(DeliverySend send, Taken taken, AttemptOutcome outcome, TimeSpan? asked) =>
        taken == Taken.Perhaps ? "Tried again: the receiver takes a lead twice without harm."
        : outcome.Response is null ? (send.MayHaveLeft ? "Tried again: the receiver has not taken the lead." : "Tried again: nothing was sent.")
        : asked is null ? "Tried again: with this response, the receiver has not taken the lead."
        : "Tried again after the wait that the receiver asked for.";

    private static TimeSpan? AskedWait(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        { Date: not null } => TimeSpan.Zero,
        _ => response is null ? null : LongWait(response),
    };

    /// <summary>Reads a Retry-After of more seconds than an int holds, which the framework does not read.</summary>
    private static TimeSpan? LongWait(HttpResponseMessage response)
    {
        string text = response.Headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values) ? values.FirstOrDefault()?.Trim() ?? "" : "";
        return text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange('0', '9') ? null
            : TimeSpan.FromSeconds(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? Math.Min(seconds, MostSeconds) : MostSeconds);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
