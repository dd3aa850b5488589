using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Reliability.Tests.Models;

/// <summary>Random sequences of operations on an endpoint store do what they do to a plain dictionary.</summary>
public sealed class EndpointModelTests
{
    private static readonly string[] Ids = ["a", "A", "b", "ü"];
    private static readonly string[] Names = ["x", "y", "Z", "é"];

    private static readonly Gen<Step[]> Steps = Gen.Select(
        Gen.Enum<Action>(), Gen.Int[0, 3], Gen.Int[0, 3], Gen.Enum<Age>(), Gen.Bool,
        (action, id, name, age, active) => new Step(action, Ids[id], Names[name], age, active)).Array[1, 25];

    private enum Action
    {
        Save,
        Delete,
        List,
        ListByName,
    }

    /// <summary>Which version a save names.</summary>
    private enum Age
    {
        Current,
        New,
        Stale,
        Future,
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public Task RandomOperations_AgreeWithTheModel(string store) => FreshStore.SampleAsync(store, Steps, RunAsync);

    private static async Task RunAsync(IServiceProvider engine, Step[] steps)
    {
        IEndpointStore store = engine.GetRequiredService<IEndpointStore>();
        var model = new Dictionary<string, ConnectEndpoint>(StringComparer.Ordinal);
        long newest = 0;
        foreach (Step step in steps)
        {
            switch (step.Action)
            {
                case Action.Delete:
                    Assert.Equal(model.Remove(step.Id), await store.DeleteAsync(step.Id));
                    break;
                case Action.List:
                    Assert.Equal(Sorted(model.Values), await store.ListAsync());
                    break;
                case Action.ListByName:
                    var filter = new EndpointFilter { Name = step.Name, Active = step.Active };
                    Assert.Equal(
                        Sorted(model.Values.Where(e => e.Active == step.Active && e.Name.Contains(step.Name, StringComparison.OrdinalIgnoreCase))), await store.ListAsync(filter));
                    break;
                default:
                    newest = await SaveAsync(store, model, step, newest);
                    break;
            }

            Assert.Equal(model.GetValueOrDefault(step.Id), await store.GetAsync(step.Id));
        }
    }

    private static async Task<long> SaveAsync(IEndpointStore store, Dictionary<string, ConnectEndpoint> model, Step step, long newest)
    {
        long stored = model.GetValueOrDefault(step.Id)?.Version ?? 0;
        long version = step.Age switch { Age.Current => stored, Age.New => 0, Age.Stale => Math.Max(0, stored - 1), _ => stored + 1 };
        var endpoint = new ConnectEndpoint
        {
            Id = step.Id,
            Name = step.Name,
            ApiUrl = "https://crm.example.com/",
            RequestMethod = RequestMethod.Get,
            Active = step.Active,
            Version = version,
        };
        if (version != stored)
        {
            await Assert.ThrowsAsync<ConnectConflictException>(() => store.SaveAsync(endpoint).AsTask());
            return newest;
        }

        ConnectEndpoint saved = await store.SaveAsync(endpoint);
        Assert.Equal(endpoint with { Version = saved.Version }, saved);
        Assert.True(saved.Version > newest, "Versions never go back, not even after a deletion.");
        model[step.Id] = saved;
        return saved.Version;
    }

    private static IEnumerable<ConnectEndpoint> Sorted(IEnumerable<ConnectEndpoint> endpoints) =>
        endpoints.OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal);

    private sealed record Step(Action Action, string Id, string Name, Age Age, bool Active);
}
