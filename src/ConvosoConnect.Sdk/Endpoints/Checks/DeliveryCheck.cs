using System.Globalization;

namespace ConvosoConnect.Sdk.Endpoints.Checks;

/// <summary>Checks the delivery rules of an endpoint: their bounds, the handler that keeps them, and the idempotency header.</summary>
internal static class DeliveryCheck
{
    private const string Member = nameof(ConnectEndpoint.Delivery);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan HalfSecond = TimeSpan.FromSeconds(0.5);

    public static void Check(List<ValidationProblem> problems, ConnectEndpoint endpoint, bool hasHandler)
    {
        if (endpoint.Delivery is not { } rules)
        {
            return;
        }

        if (rules.NeedHandler && !hasHandler)
        {
            problems.Add(new(
                Member,
                "Attempts, limits and the breaker need a delivery handler, and this app has none. Add the package ConvosoConnect.Sdk.Resilience and call "
                + "UseResilience() on what AddConvosoConnect() returns."));
        }

        CheckTime(problems, nameof(rules.TotalTimeout), rules.TotalTimeout, Tick);
        CheckTime(problems, nameof(rules.AttemptTimeout), rules.AttemptTimeout, Tick);
        CheckTime(problems, nameof(rules.MaxRetryDelay), rules.MaxRetryDelay, Tick);
        CheckTime(problems, nameof(rules.RetryDelay), rules.RetryDelay, Tick);
        CheckTime(problems, nameof(rules.RateInterval), rules.RateInterval, TimeSpan.FromMilliseconds(1));
        CheckTime(problems, nameof(rules.SamplingDuration), rules.SamplingDuration, HalfSecond);
        CheckTime(problems, nameof(rules.BreakDuration), rules.BreakDuration, HalfSecond);
        CheckNumber(problems, nameof(rules.MaxAttempts), rules.MaxAttempts, 1, 10);
        CheckNumber(problems, nameof(rules.RateLimit), rules.RateLimit, 1, 10_000);
        CheckNumber(problems, nameof(rules.MaxConcurrency), rules.MaxConcurrency, 1, 10_000);
        CheckNumber(problems, nameof(rules.QueueLimit), rules.QueueLimit, 0, 100_000);
        CheckNumber(problems, nameof(rules.MinimumThroughput), rules.MinimumThroughput, 2, 100_000);
        if (rules.RetryDelay > rules.MaxRetryDelay)
        {
            problems.Add(Problem(nameof(rules.RetryDelay), $"{rules.RetryDelay} is longer than MaxRetryDelay, {rules.MaxRetryDelay}. Shorten the one or raise the other."));
        }

        if (rules.AttemptTimeout > rules.TotalTimeout)
        {
            problems.Add(Problem(nameof(rules.AttemptTimeout), $"{rules.AttemptTimeout} is longer than TotalTimeout, {rules.TotalTimeout}. Shorten the one or raise the other."));
        }

        if (rules.FailureRatio is { } ratio && !(ratio is > 0 and <= 1))
        {
            problems.Add(Problem(nameof(rules.FailureRatio), $"{ratio.ToString(CultureInfo.InvariantCulture)} is not possible; it must be more than 0 and at most 1."));
        }

        CheckHeader(problems, endpoint, rules.IdempotencyHeader);
    }

    private static void CheckHeader(List<ValidationProblem> problems, ConnectEndpoint endpoint, string? name)
    {
        const string member = nameof(DeliveryRules.IdempotencyHeader);
        if (name is null)
        {
            return;
        }

        using var message = new HttpRequestMessage();
        if (new HeaderLine(name, "key").Check() is { } problem)
        {
            problems.Add(Problem(member, problem.Message));
        }
        else if (!message.Headers.TryAddWithoutValidation(name, "key"))
        {
            problems.Add(Problem(member, $"'{name}' describes a body and cannot carry a key. Choose another name, such as Idempotency-Key."));
        }
        else if (HeaderLine.Parse(endpoint.AuthorizationHeader ?? "", []).Any(h => h.Is(name)))
        {
            problems.Add(Problem(member, $"Authorization Header gives '{name}' too, so every send would carry the same key. Remove it there."));
        }
    }

    private static void CheckTime(List<ValidationProblem> problems, string member, TimeSpan? value, TimeSpan least)
    {
        if (value is { } time && (time < least || time > Hour))
        {
            problems.Add(Problem(member, $"{time} is not possible; it must be {(least == Tick ? "more than zero" : $"at least {least}")} and at most one hour."));
        }
    }

    private static void CheckNumber(List<ValidationProblem> problems, string member, int? value, int least, int most)
    {
        if (value < least || value > most)
        {
            problems.Add(Problem(member, $"{value} is not possible; it must be from {least} to {most}."));
        }
    }

    private static ValidationProblem Problem(string member, string message) => new($"{Member}.{member}", message);
}
