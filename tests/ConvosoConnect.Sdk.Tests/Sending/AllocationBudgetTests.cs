using System.Diagnostics;
using System.Net;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>
/// What a request and a whole send may allocate. A test that fails here means that the hot path became more expensive: find out why before a budget is raised.
/// Budgets are a few per cent above what was measured, with no listener of another test beside.
/// </summary>
[Collection(MeasuredGroup.Name)]
public sealed class AllocationBudgetTests
{
    private const int WarmUps = 2000;
    private const int Runs = 1000;

    // Unoptimised code keeps each asynchronous method's state in an object and elides nothing.
    private static readonly bool IsOptimised =
        !typeof(ConvosoConnectOptions).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), false).OfType<DebuggableAttribute>().Any(d => d.IsJITOptimizerDisabled);

    public static TheoryData<string, int, int> Builds { get; } = new()
    {
        { "JSON", 490, 520 },
        { "RAW", 490, 520 },
        { "HubSpot v1", 620, 650 },
        { "HubSpot v3", 620, 650 },
        { "Blue Ink Digital", 620, 650 },
        { "GET", 2100, 2100 },
    };

    // 240 bytes of each are the framework's bag of request options, in which every request carries its endpoint for the app's handlers. The one of HubSpot v3
    // holds the associations that its documents ask for.
    public static TheoryData<string, int, int> Sends { get; } = new()
    {
        { "JSON", 3700, 5300 },
        { "RAW", 3620, 5220 },
        { "HubSpot v1", 4360, 5960 },
        { "HubSpot v3", 4000, 5600 },
        { "Blue Ink Digital", 3950, 5540 },
        { "GET", 4440, 6090 },
    };

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task Build_TypicalLead_StaysWithinItsBudget(string format, int optimised, int unoptimised)
    {
        await using var subject = await SubjectOf(format, 21);
        EndpointPlan plan = await subject.PlanAsync();

        double bytes = Measure(() =>
        {
            using BuiltRequest request = RequestBuilder.Build(plan, subject.Lead, trace: null, SendOptions.Default);
            Assert.Null(request.Error);
        });

        Assert.InRange(bytes, 1, IsOptimised ? optimised : unoptimised);
    }

    [Theory]
    [InlineData("JSON")]
    [InlineData("RAW")]
    [InlineData("HubSpot v3")]
    public async Task Build_MoreKeys_AllocatesNoMore(string format)
    {
        await using var few = await SubjectOf(format, 6);
        await using var many = await SubjectOf(format, 200);
        (EndpointPlan small, EndpointPlan large) = (await few.PlanAsync(), await many.PlanAsync());

        double ofFew = Measure(() => RequestBuilder.Build(small, few.Lead, trace: null, SendOptions.Default).Dispose());
        double ofMany = Measure(() => RequestBuilder.Build(large, many.Lead, trace: null, SendOptions.Default).Dispose());

        Assert.Equal(ofFew, ofMany, 1.0);
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task SendAsync_TypicalLead_StaysWithinItsBudget(string format, int optimised, int unoptimised)
    {
        await using var subject = await SubjectOf(format, 21);

        double bytes = Measure(() =>
        {
            Task<ConnectResult> sending = subject.Client.SendAsync("crm", subject.Lead, CancellationToken.None);
            Assert.True(sending.IsCompletedSuccessfully);
            Assert.True(sending.Result.Succeeded);
        });

        Assert.InRange(bytes, 1, IsOptimised ? optimised : unoptimised);
    }

    private static double Measure(Action run)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            run();
        }

        return Allocations.Least(() =>
        {
            for (int i = 0; i < Runs; i++)
            {
                run();
            }
        }) / (double)Runs;
    }

    private static async Task<Subject> SubjectOf(string format, int keys)
    {
        ConnectEndpoint endpoint = Engine.Endpoint("https://crm.example.com/leads/direct_post") with { AuthorizationHeader = "Authorization: Bearer pat-na1-0f4c2a9e" };
        var subject = new Subject(keys);
        await subject.SaveAsync(format switch
        {
            "GET" => endpoint with { RequestMethod = RequestMethod.Get },
            "JSON" or "RAW" => endpoint with { PostDataType = format },
            _ => endpoint with { ApiIntegrator = format },
        });
        return subject;
    }

    /// <summary>An engine with one endpoint, and a lead of so many fields.</summary>
    private sealed class Subject(int keys) : IAsyncDisposable
    {
        private static readonly byte[] Answer = """{"status":"success","ok":"512"}"""u8.ToArray();

        // Fewer entries than warm-up runs: a log that is full allocates no more.
        private readonly Engine _engine = new(options => options.LogCapacity = Runs / 2, StubHandler.Under(_ => Respond()));

        public LeadRecord Lead { get; } = new()
        {
            Id = "4711",
            Lead = Enumerable.Range(0, keys).ToDictionary(i => $"custom_field_{i}", i => (LeadValue)$"the value of field {i}"),
        };

        public IConvosoConnectClient Client => _engine.Client;

        public Task SaveAsync(ConnectEndpoint endpoint) => _engine.SaveAsync(endpoint, Engine.Adaptor with
        {
            Fields = [.. Lead.Lead.Keys.Select(name => new FieldMapping { Field = name, MappedTo = name })],
        });

        public async Task<EndpointPlan> PlanAsync() => (EndpointPlan)_engine.Services.GetRequiredService<PlanCompiler>().Get(
            (await _engine.Endpoints.GetAsync("crm"))!, await _engine.Adaptors.GetAsync("map"), _engine.Services.GetRequiredService<SendSettingsHolder>().Current);

        public ValueTask DisposeAsync() => _engine.DisposeAsync();

        private static HttpResponseMessage Respond()
        {
            var content = new ByteArrayContent(Answer);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        }
    }
}
