using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>A plan is kept as long as nothing that it was made of has changed, also where a store makes new objects each time.</summary>
public sealed class PlanCompilerTests : IAsyncDisposable
{
    private static readonly ConnectEndpoint Endpoint = Engine.Endpoint("https://crm.example.com/") with { Version = 7 };
    private static readonly Adaptor Adaptor = Engine.Adaptor with { Version = 5 };

    private readonly Engine _engine = new();

    private PlanCompiler Plans => _engine.Services.GetRequiredService<PlanCompiler>();

    private SendSettings Settings => _engine.Services.GetRequiredService<SendSettingsHolder>().Current;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public void Get_SameVersionsInNewObjects_KeepsThePlan()
    {
        CompiledEndpoint plan = Plans.Get(Endpoint, Adaptor, Settings);

        Assert.Same(plan, Plans.Get(Endpoint, Adaptor, Settings));
        Assert.Same(plan, Plans.Get(Endpoint with { }, Adaptor with { }, Settings));
    }

    [Fact]
    public void Get_AnyPartChanged_MakesAnotherPlan()
    {
        (ConnectEndpoint Endpoint, Adaptor? Adaptor)[] changed =
        [
            (Endpoint with { Version = 8 }, Adaptor),
            (Endpoint with { Version = 6 }, Adaptor),
            (Endpoint with { Fault = "its secret cannot be read" }, Adaptor),
            (Endpoint, Adaptor with { Version = 6 }),
            (Endpoint, Adaptor with { Id = "other" }),
            (Endpoint, null),
        ];
        foreach ((ConnectEndpoint endpoint, Adaptor? adaptor) in changed)
        {
            CompiledEndpoint plan = Plans.Get(Endpoint, Adaptor, Settings);
            CompiledEndpoint other = Plans.Get(endpoint, adaptor, Settings);

            Assert.NotSame(plan, other);
            Assert.Same(endpoint, other.Endpoint);
            Assert.Same(adaptor, other.Adaptor);
        }
    }

    [Fact]
    public void Get_NoVersions_TrustsTheVeryObjectsOnly()
    {
        (ConnectEndpoint endpoint, Adaptor adaptor) = (Endpoint with { Version = 0 }, Adaptor with { Version = 0 });
        CompiledEndpoint plan = Plans.Get(endpoint, adaptor, Settings);

        Assert.Same(plan, Plans.Get(endpoint, adaptor, Settings));
        Assert.NotSame(plan, Plans.Get(endpoint with { }, adaptor, Settings));
        plan = Plans.Get(endpoint, adaptor, Settings);
        Assert.NotSame(plan, Plans.Get(endpoint, adaptor with { }, Settings));
    }

    [Fact]
    public void Get_OtherSettings_MakesAnotherPlan()
    {
        CompiledEndpoint plan = Plans.Get(Endpoint, Adaptor, Settings);

        Assert.NotSame(plan, Plans.Get(Endpoint, Adaptor, Settings with { }));
    }

    [Fact]
    public void Knowing_SomeOfWhatIsKnown_LearnsTheRest()
    {
        var plan = (EndpointPlan)Plans.Get(Endpoint, Adaptor, Settings);
        Assert.Same(plan, plan.Knowing(Set()));
        EndpointPlan two = plan.Knowing(Set("first-secret", "second-secret"));

        Assert.Same(two, plan.Knowing(Set("second-secret")));
        EndpointPlan other = plan.Knowing(Set("first-secret", "third-secret"));
        Assert.Equal("*** *** second-secret", other.Mask.Mask("first-secret third-secret second-secret"));
        Assert.Equal("*** ***", two.Mask.Mask("first-secret second-secret"));
    }

    private static CredentialSet Set(params string[] strong)
    {
        var set = new CredentialSet();
        Array.ForEach(strong, set.AddStrong);
        return set;
    }
}
