using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Endpoints;

public sealed class DeliveryRulesTests
{
    private static readonly EndpointValidator Validator = new(allowHttp: false, ["RAW"], ["JSON"], []);

    public static TheoryData<DeliveryRules, string, string> Impossible => new()
    {
        { new() { TotalTimeout = TimeSpan.Zero }, "TotalTimeout", "00:00:00 is not possible; it must be more than zero and at most one hour." },
        { new() { TotalTimeout = TimeSpan.FromMinutes(61) }, "TotalTimeout", "01:01:00 is not possible; it must be more than zero and at most one hour." },
        { new() { AttemptTimeout = TimeSpan.FromSeconds(-1) }, "AttemptTimeout", "must be more than zero" },
        { new() { AttemptTimeout = TimeSpan.FromSeconds(11), TotalTimeout = TimeSpan.FromSeconds(10) }, "AttemptTimeout", "is longer than TotalTimeout, 00:00:10." },
        { new() { MaxAttempts = 0 }, "MaxAttempts", "0 is not possible; it must be from 1 to 10." },
        { new() { MaxAttempts = 11 }, "MaxAttempts", "11 is not possible" },
        { new() { RetryDelay = TimeSpan.Zero }, "RetryDelay", "must be more than zero" },
        { new() { RetryDelay = TimeSpan.FromSeconds(31) }, "RetryDelay", "is longer than MaxRetryDelay, 00:00:30." },
        { new() { MaxRetryDelay = TimeSpan.FromHours(2) }, "MaxRetryDelay", "at most one hour" },
        { new() { RateLimit = 0 }, "RateLimit", "must be from 1 to 10000." },
        { new() { RateLimit = 10_001 }, "RateLimit", "must be from 1 to 10000." },
        { new() { RateInterval = TimeSpan.FromTicks(9_999) }, "RateInterval", "must be at least 00:00:00.0010000 and at most one hour." },
        { new() { MaxConcurrency = 0 }, "MaxConcurrency", "must be from 1 to 10000." },
        { new() { QueueLimit = -1 }, "QueueLimit", "must be from 0 to 100000." },
        { new() { FailureRatio = 0 }, "FailureRatio", "0 is not possible; it must be more than 0 and at most 1." },
        { new() { FailureRatio = 1.5 }, "FailureRatio", "1.5 is not possible" },
        { new() { FailureRatio = double.NaN }, "FailureRatio", "NaN is not possible" },
        { new() { MinimumThroughput = 1 }, "MinimumThroughput", "must be from 2 to 100000." },
        { new() { SamplingDuration = TimeSpan.FromSeconds(0.4) }, "SamplingDuration", "must be at least 00:00:00.5000000" },
        { new() { BreakDuration = TimeSpan.FromSeconds(0.4) }, "BreakDuration", "must be at least 00:00:00.5000000" },
        { new() { IdempotencyHeader = "" }, "IdempotencyHeader", "" },
        { new() { IdempotencyHeader = "A b" }, "IdempotencyHeader", "" },
        { new() { IdempotencyHeader = "Host" }, "IdempotencyHeader", "" },
        { new() { IdempotencyHeader = "Content-Language" }, "IdempotencyHeader", "describes a body" },
        { new() { IdempotencyHeader = "x-fixed" }, "IdempotencyHeader", "Authorization Header gives 'x-fixed' too" },
    };

    [Fact]
    public void Validate_PossibleRules_FindsNothing()
    {
        Assert.Empty(Validator.Validate(With(new())));
        Assert.Empty(Validator.Validate(With(new()
        {
            TotalTimeout = TimeSpan.FromHours(1),
            AttemptTimeout = TimeSpan.FromTicks(1),
            MaxAttempts = 10,
            RetryDelay = TimeSpan.FromHours(1),
            MaxRetryDelay = TimeSpan.FromHours(1),
            IdempotencyHeader = "Idempotency-Key",
            RateLimit = 10_000,
            RateInterval = TimeSpan.FromMilliseconds(1),
            MaxConcurrency = 10_000,
            QueueLimit = 0,
            FailureRatio = 1,
            MinimumThroughput = 2,
            SamplingDuration = TimeSpan.FromSeconds(0.5),
            BreakDuration = TimeSpan.FromSeconds(0.5),
        })));
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Validate_ImpossibleRule_IsNamedWithItsBounds(DeliveryRules rules, string member, string sentence)
    {
        ValidationProblem problem = Assert.Single(Validator.Validate(With(rules)));

        Assert.Equal($"Delivery.{member}", problem.Field);
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
        Assert.False(problem.IsWarning);
    }

    [Fact]
    public async Task SaveAsync_RulesThatNobodyWouldKeep_AreRefusedWithTheLineToAdd()
    {
        await using var engine = new Engine();
        await engine.Adaptors.SaveAsync(Engine.Adaptor, Engine.Token);
        DeliveryRules[] needy =
        [
            new() { AttemptTimeout = TimeSpan.FromSeconds(1) },
            new() { MaxAttempts = 2 },
            new() { RateLimit = 1 },
            new() { MaxConcurrency = 1 },
            new() { FailureRatio = 0.5 },
        ];
        foreach (DeliveryRules rules in needy)
        {
            ValidationProblem problem = Assert.Single(
                (await Assert.ThrowsAsync<ConnectValidationException>(async () => await engine.Endpoints.SaveAsync(With(rules), Engine.Token))).Problems);
            Assert.Equal("Delivery", problem.Field);
            Assert.Contains("Add the package ConvosoConnect.Sdk.Resilience and call UseResilience()", problem.Message, StringComparison.Ordinal);
        }

        await using var handled = new Engine(build: b => b.UseDeliveryHandler<IdleDelivery>());
        EndpointValidator validator = handled.Services.GetRequiredService<EndpointValidator>();
        Assert.All(needy, rules => Assert.Empty(validator.Validate(With(rules))));
        DeliveryRules own = new() { TotalTimeout = TimeSpan.FromSeconds(1), IdempotencyHeader = "X-Key", ReceiverIsIdempotent = true };
        Assert.Equal(own, (await engine.Endpoints.SaveAsync(With(own), Engine.Token)).Delivery);
    }

    [Fact]
    public async Task GetAsync_FromConfiguration_ReadsEveryRule()
    {
        await using var settings = new Settings(
            """
            {"Endpoints":{"crm":{"ApiUrl":"https://x.example","AdaptorId":"map","Delivery":
             {"TotalTimeout":"00:01:30","IdempotencyHeader":"X-Key","AttemptTimeout":"00:00:10","MaxAttempts":3,"RetryDelay":"00:00:01","MaxRetryDelay":"00:00:20",
              "ReceiverIsIdempotent":true,"RateLimit":5,"RateInterval":"00:00:10","MaxConcurrency":4,"QueueLimit":7,"FailureRatio":0.25,"MinimumThroughput":8,
              "SamplingDuration":"00:00:40","BreakDuration":"00:00:09"}}}}
            """,
            b => b.UseDeliveryHandler<IdleDelivery>());

        Assert.Equal(
            new DeliveryRules
            {
                TotalTimeout = TimeSpan.FromSeconds(90),
                IdempotencyHeader = "X-Key",
                AttemptTimeout = TimeSpan.FromSeconds(10),
                MaxAttempts = 3,
                RetryDelay = TimeSpan.FromSeconds(1),
                MaxRetryDelay = TimeSpan.FromSeconds(20),
                ReceiverIsIdempotent = true,
                RateLimit = 5,
                RateInterval = TimeSpan.FromSeconds(10),
                MaxConcurrency = 4,
                QueueLimit = 7,
                FailureRatio = 0.25,
                MinimumThroughput = 8,
                SamplingDuration = TimeSpan.FromSeconds(40),
                BreakDuration = TimeSpan.FromSeconds(9),
            },
            (await settings.Endpoints.GetAsync("crm", Engine.Token))!.Delivery);
    }

    [Fact]
    public async Task GetAsync_FromConfigurationWithFaults_NamesEachWithItsPath()
    {
        await using var settings = new Settings(
            """{"Endpoints":{"crm":{"ApiUrl":"https://x.example","AdaptorId":"map","Delivery":{"TotalTimeout":"soon","FailureRatio":"half","Retries":3}}}}""");

        string message = Assert.Throws<OptionsValidationException>(() => settings.Endpoints).Message;

        Assert.Contains("Connect:Endpoints:crm:Delivery:TotalTimeout: 'soon' is not a time such as 00:00:20.", message, StringComparison.Ordinal);
        Assert.Contains("Connect:Endpoints:crm:Delivery:FailureRatio: 'half' is not a number such as 0.5.", message, StringComparison.Ordinal);
        Assert.Contains("Connect:Endpoints:crm:Delivery:Retries: There is no setting of that name.", message, StringComparison.Ordinal);
    }

    private static ConnectEndpoint With(DeliveryRules rules) => new()
    {
        Id = "crm",
        Name = "CRM",
        ApiUrl = "https://crm.example.com/leads",
        AuthorizationHeader = "X-Fixed: 1",
        AdaptorId = "map",
        Delivery = rules,
    };
}
