using System.Diagnostics.Metrics;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

public sealed class DeliveryRegistryTests
{
    private static readonly DeliveryRules Rules = new() { MaxAttempts = 2, RateLimit = 5, MaxConcurrency = 5 };

    [Fact]
    public async Task Get_ManyEndpoints_KeepsTheBoundAndTheLatest()
    {
        await using var lab = new Lab();
        var registry = new DeliveryRegistry(
            lab.Services.GetRequiredService<DeliveryTelemetry>(), lab.Services.GetRequiredService<IMeterFactory>(), new RunningClock(), most: 20);
        EndpointDelivery last = registry.Get(Lab.Endpoint(Rules, id: "0"));
        for (int i = 1; i < 500; i++)
        {
            last = registry.Get(Lab.Endpoint(Rules, id: $"{i}"));
            Assert.InRange(registry.Count, 1, 20);
        }

        Assert.Same(last, registry.Get(Lab.Endpoint(Rules, id: "499")));
    }

    [Fact]
    public async Task Get_SameVersion_IsTheSameDelivery()
    {
        await using var lab = new Lab();
        ConnectEndpoint endpoint = Lab.Endpoint(Rules) with { Version = 7 };
        EndpointDelivery delivery = lab.Registry.Get(endpoint);

        Assert.Same(delivery, lab.Registry.Get(endpoint with { }));
        Assert.Same(delivery, lab.Registry.Get(endpoint with { Delivery = Rules with { TotalTimeout = TimeSpan.FromSeconds(9) } }));
        Assert.Same(delivery, lab.Registry.Get(endpoint with { Version = 6, Delivery = new() { MaxAttempts = 9 } }));
        Assert.NotSame(delivery, lab.Registry.Get(endpoint with { Delivery = Rules with { MaxAttempts = 3 } }));
    }

    [Fact]
    public async Task Get_NewVersion_KeepsLimitsThatStayTheSame()
    {
        await using var lab = new Lab();
        ConnectEndpoint endpoint = Lab.Endpoint(Rules) with { Version = 7 };
        EndpointDelivery before = lab.Registry.Get(endpoint);
        EndpointDelivery same = lab.Registry.Get(endpoint with { Version = 8 });
        EndpointDelivery other = lab.Registry.Get(endpoint with { Version = 9, Delivery = Rules with { RateLimit = 6, MaxConcurrency = 6 } });

        Assert.NotSame(before, same);
        Assert.Same(before.Rate, same.Rate);
        Assert.Same(before.Places, same.Places);
        Assert.NotSame(same.Rate, other.Rate);
        Assert.NotSame(same.Places, other.Places);
    }

    [Fact]
    public async Task Get_NewVersion_KeepsTheBudgetAndTheBreaker()
    {
        await using var lab = new Lab();
        ConnectEndpoint endpoint = Lab.Endpoint(Rules with { FailureRatio = 1 }) with { Version = 7 };
        EndpointDelivery before = lab.Registry.Get(endpoint);
        EndpointDelivery other = lab.Registry.Get(endpoint with { Version = 8, Delivery = Rules with { FailureRatio = 1, MaxAttempts = 4, RateLimit = 6 } });
        EndpointDelivery changed = lab.Registry.Get(endpoint with { Version = 9, Delivery = Rules with { FailureRatio = 0.9 } });

        Assert.Same(before.Budget, other.Budget);
        Assert.Same(before.Breaker, other.Breaker);
        Assert.Same(before.Budget, changed.Budget);
        Assert.NotSame(before.Breaker, changed.Breaker);
    }
}
