using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Endpoints.InMemory;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Endpoints.InMemory;

public sealed class InMemoryEndpointStoreTests
{
    private readonly InMemoryEndpointStore _store = new(new EndpointValidator(false, ["RAW"], ["JSON"], []), new AdaptorUseGate());

    [Fact]
    public async Task SaveAsync_NewWithoutId_AssignsIdAndVersion()
    {
        ConnectEndpoint one = await _store.SaveAsync(Named("", "One"), Engine.Token);
        ConnectEndpoint two = await _store.SaveAsync(Named("", "Two"), Engine.Token);

        Assert.NotEmpty(one.Id);
        Assert.NotEqual(one.Id, two.Id);
        Assert.True(one.Version > 0);
        Assert.Equal(one, await _store.GetAsync(one.Id, Engine.Token));
        Assert.Null(await _store.GetAsync(one.Id.ToUpperInvariant() + "x", Engine.Token));
    }

    [Fact]
    public async Task SaveAsync_Update_GrowsTheVersionAndRefusesStaleOnes()
    {
        ConnectEndpoint first = await _store.SaveAsync(Named("crm", "One"), Engine.Token);
        ConnectEndpoint second = await _store.SaveAsync(first with { Name = "Two" }, Engine.Token);

        Assert.True(second.Version > first.Version);
        var stale = await Assert.ThrowsAsync<ConnectConflictException>(async () => await _store.SaveAsync(first with { Name = "Three" }, Engine.Token));
        Assert.Contains("changed by someone else", stale.Message, StringComparison.Ordinal);
        var taken = await Assert.ThrowsAsync<ConnectConflictException>(async () => await _store.SaveAsync(Named("crm", "Four"), Engine.Token));
        Assert.Contains("already one endpoint 'crm'", taken.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConnectConflictException>(async () => await _store.SaveAsync(Named("new", "Five") with { Version = 4 }, Engine.Token));
        Assert.Equal("Two", (await _store.GetAsync("crm", Engine.Token))!.Name);
    }

    [Fact]
    public async Task DeleteAsync_ThenStaleSave_IsRefusedAndVersionsAreNotReused()
    {
        ConnectEndpoint first = await _store.SaveAsync(Named("crm", "One"), Engine.Token);

        Assert.True(await _store.DeleteAsync("crm", Engine.Token));
        Assert.False(await _store.DeleteAsync("crm", Engine.Token));
        Assert.Null(await _store.GetAsync("crm", Engine.Token));
        var gone = await Assert.ThrowsAsync<ConnectConflictException>(async () => await _store.SaveAsync(first, Engine.Token));
        Assert.Contains("deleted", gone.Message, StringComparison.Ordinal);
        Assert.True((await _store.SaveAsync(Named("crm", "Again"), Engine.Token)).Version > first.Version);
    }

    [Fact]
    public async Task SaveAsync_Invalid_SavesNothingAndTellsEverything()
    {
        var exception = await Assert.ThrowsAsync<ConnectValidationException>(
            async () => await _store.SaveAsync(new ConnectEndpoint { Id = "crm", ApiUrl = "http://x.example", AuthorizationHeader = "Content-Length: 1" }, Engine.Token));

        Assert.Equal(["Name", "ApiUrl", "AuthorizationHeader", "AdaptorId"], exception.Problems.Select(p => p.Field));
        Assert.Contains("endpoint 'crm'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", exception.Message, StringComparison.Ordinal);
        Assert.Null(await _store.GetAsync("crm", Engine.Token));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await _store.SaveAsync(null!, Engine.Token));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await _store.GetAsync(null!, Engine.Token));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await _store.DeleteAsync(null!, Engine.Token));
    }

    [Fact]
    public async Task SaveAsync_SuccessValues_AreCopied()
    {
        var values = new List<string> { "yes" };
        await _store.SaveAsync(Named("crm", "One") with { SuccessValues = values }, Engine.Token);
        values.Clear();

        Assert.Equal(["yes"], (await _store.GetAsync("crm", Engine.Token))!.SuccessValues);
    }

    [Fact]
    public async Task SaveAsync_HundredSaversOfOneId_ExactlyOneWinsPerVersion()
    {
        ConnectEndpoint current = await _store.SaveAsync(Named("crm", "0"), Engine.Token);
        for (int round = 0; round < 20; round++)
        {
            ConnectEndpoint[] saved = await SaveHundredTimesAsync(current);
            current = Assert.Single(saved);
            Assert.Equal(current, await _store.GetAsync("crm", Engine.Token));
        }
    }

    [Fact]
    public async Task SaveAsync_HundredAddersOfOneId_ExactlyOneWins() => Assert.Single(await SaveHundredTimesAsync(Named("crm", "new")));

    [Fact]
    public async Task ListAsync_Filters_AndOrdersByCharacterCode()
    {
        await _store.SaveAsync(Named("3", "beta") with { ApiUrl = "https://one.example/x", Active = false }, Engine.Token);
        await _store.SaveAsync(Named("2", "Alpha") with { ApiUrl = "https://two.example/x" }, Engine.Token);
        await _store.SaveAsync(Named("1", "Alpha") with { RequestMethod = RequestMethod.Get, AdaptorId = "other" }, Engine.Token);
        await _store.SaveAsync(Named("4", "Ärger"), Engine.Token);

        Assert.Equal("1 2 3 4", await IdsAsync(null));
        Assert.Equal("1 2 3 4", await IdsAsync(new EndpointFilter()));
        Assert.Equal("1 2", await IdsAsync(new EndpointFilter { Name = "ALPH" }));
        Assert.Equal("2", await IdsAsync(new EndpointFilter { ApiUrl = "TWO.example" }));
        Assert.Equal("1", await IdsAsync(new EndpointFilter { RequestMethod = RequestMethod.Get }));
        Assert.Equal("3", await IdsAsync(new EndpointFilter { Active = false }));
        Assert.Equal("1", await IdsAsync(new EndpointFilter { AdaptorId = "other" }));
        Assert.Equal("", await IdsAsync(new EndpointFilter { AdaptorId = "OTHER" }));
        Assert.Equal("", await IdsAsync(new EndpointFilter { Name = "Alpha", Active = false }));
    }

    [Fact]
    public async Task EveryMember_CancelledToken_Throws()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _store.GetAsync("x", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _store.ListAsync(null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _store.SaveAsync(Named("x", "X"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _store.DeleteAsync("x", cancelled));
        Assert.Empty(await _store.ListAsync(null, Engine.Token));
    }

    [Fact]
    public async Task ListAsync_TenThousandEndpoints_AreAllThereInOrder()
    {
        for (int i = 9_999; i >= 0; i--)
        {
            await _store.SaveAsync(Named($"e{i:0000}", $"Endpoint {i:0000}"), Engine.Token);
        }

        IReadOnlyList<ConnectEndpoint> all = await _store.ListAsync(null, Engine.Token);
        Assert.Equal(10_000, all.Count);
        Assert.Equal(all.Select(e => e.Id).Order(StringComparer.Ordinal), all.Select(e => e.Id));
        Assert.Equal("e0042", Assert.Single(await _store.ListAsync(new EndpointFilter { Name = "0042" }, Engine.Token)).Id);
    }

    private static ConnectEndpoint Named(string id, string name) => new() { Id = id, Name = name, ApiUrl = "https://x.example/", AdaptorId = "map" };

    /// <summary>Saves the same version a hundred times at once; gives those that were saved.</summary>
    private async Task<ConnectEndpoint[]> SaveHundredTimesAsync(ConnectEndpoint endpoint)
    {
        ConnectEndpoint?[] saved = await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Run(async () =>
        {
            try
            {
                return await _store.SaveAsync(endpoint with { Name = $"{i}" }, Engine.Token);
            }
            catch (ConnectConflictException)
            {
                return null;
            }
        }, Engine.Token)));
        return [.. saved.OfType<ConnectEndpoint>()];
    }

    private async Task<string> IdsAsync(EndpointFilter? filter) => string.Join(' ', (await _store.ListAsync(filter, Engine.Token)).Select(e => e.Id));
}
