using ConvosoConnect.Sdk.Adaptors.InMemory;
using ConvosoConnect.Sdk.Endpoints.InMemory;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors.InMemory;

public sealed class InMemoryAdaptorStoreTests
{
    private static readonly FieldMapping Row = new() { Field = "email", MappedTo = "email" };

    private readonly InMemoryAdaptorStore _store = new(new EndpointsStub(), new AdaptorUseGate());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveAsync_New_AssignsIdAndVersion()
    {
        Adaptor first = await _store.SaveAsync(New("a"), Token);
        Adaptor second = await _store.SaveAsync(New("b") with { Id = "mine" }, Token);

        Assert.True(Guid.TryParseExact(first.Id, "N", out _));
        Assert.Equal("mine", second.Id);
        Assert.True(second.Version > first.Version && first.Version > 0);
        Assert.Same(second, await _store.GetAsync("mine", Token));
        Assert.Null(await _store.GetAsync("MINE", Token));
    }

    [Fact]
    public async Task SaveAsync_SameVersion_Replaces()
    {
        Adaptor saved = await _store.SaveAsync(New("a"), Token);
        Adaptor again = await _store.SaveAsync(saved with { Name = "b" }, Token);

        Assert.True(again.Version > saved.Version);
        Assert.Equal("b", Assert.Single(await _store.ListAsync(cancellationToken: Token)).Name);
    }

    [Theory]
    [InlineData("x", 0, "already one adaptor 'x'")]
    [InlineData("x", 1, "version 1 was given, 2 is stored")]
    [InlineData("x", 9, "version 9 was given, 2 is stored")]
    [InlineData("y", 1, "'y' of version 1 is not stored")]
    [InlineData("", 1, "version 1 is not stored")]
    [InlineData("y", -1, "version -1 is not stored")]
    public async Task SaveAsync_OtherVersion_IsAConflict(string id, long version, string expected)
    {
        Adaptor saved = await _store.SaveAsync(New("a") with { Id = "x" }, Token);
        saved = await _store.SaveAsync(saved, Token);

        var conflict = await Assert.ThrowsAsync<ConnectConflictException>(
            async () => await _store.SaveAsync(New("n") with { Id = id, Version = version }, Token));

        Assert.Contains(expected, conflict.Message, StringComparison.Ordinal);
        Assert.Equal([saved], await _store.ListAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task SaveAsync_AfterDeletion_NeverReusesAVersion()
    {
        Adaptor first = await _store.SaveAsync(New("a") with { Id = "x" }, Token);
        Assert.True(await _store.DeleteAsync("x", Token));

        await Assert.ThrowsAsync<ConnectConflictException>(async () => await _store.SaveAsync(first, Token));
        Adaptor second = await _store.SaveAsync(New("a") with { Id = "x" }, Token);

        Assert.True(second.Version > first.Version);
    }

    [Fact]
    public async Task SaveAsync_Invalid_SavesNothingAndTellsAllProblems()
    {
        var exception = await Assert.ThrowsAsync<ConnectValidationException>(
            async () => await _store.SaveAsync(new Adaptor { Fields = [null!, Row] }, Token));

        Assert.Equal(["Name", "Fields[0]"], exception.Problems.Select(p => p.Field));
        await Assert.ThrowsAsync<ConnectValidationException>(async () => await _store.SaveAsync(New("n") with { Fields = null! }, Token));
        Assert.Empty(await _store.ListAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task SaveAsync_CallersList_IsCopied()
    {
        List<FieldMapping> rows = [Row];
        Adaptor saved = await _store.SaveAsync(New("a") with { Fields = rows }, Token);
        rows.Clear();

        Assert.Equal([Row], saved.Fields);
        Assert.Throws<NotSupportedException>(() => ((IList<FieldMapping>)saved.Fields)[0] = null!);
    }

    [Fact]
    public async Task SaveAsync_ManyAtOnceFromOneVersion_LetsOneThrough()
    {
        Adaptor saved = await _store.SaveAsync(New("a"), Token);
        int won = 0;
        int lost = 0;

        await Parallel.ForAsync(0, 50, Token, async (i, token) =>
        {
            try
            {
                await _store.SaveAsync(saved with { Name = $"n{i}" }, token);
                Interlocked.Increment(ref won);
            }
            catch (ConnectConflictException)
            {
                Interlocked.Increment(ref lost);
            }
        });

        Assert.Equal((1, 49), (won, lost));
    }

    [Fact]
    public async Task ListAsync_Filters_NarrowAndSortByCharacterCode()
    {
        foreach ((string id, string name, bool active) in new[] { ("2", "beta", true), ("1", "beta", false), ("3", "Zeta", true), ("4", "älpha", true) })
        {
            await _store.SaveAsync(New(name) with { Id = id, Active = active }, Token);
        }

        Assert.Equal(["3", "1", "2", "4"], await Ids());
        Assert.Equal(["3", "1", "2"], await Ids("ETA"));
        Assert.Equal(["3", "2"], await Ids("eta", true));
        Assert.Equal(["1"], await Ids(null, false));
        Assert.Empty(await Ids("gamma"));
    }

    [Fact]
    public async Task DeleteAsync_Unknown_IsFalse() => Assert.False(await _store.DeleteAsync("none", Token));

    [Fact]
    public async Task DeleteAsync_InUse_IsRefusedNamingTenEndpoints()
    {
        ConnectEndpoint[] users = [.. Enumerable.Range(1, 12).Select(i => new ConnectEndpoint { Id = $"e{i}", Name = $"Endpoint {i}", AdaptorId = "x" })];
        var store = new InMemoryAdaptorStore(new EndpointsStub(users), new AdaptorUseGate());
        await store.SaveAsync(New("a") with { Id = "x" }, Token);
        await store.SaveAsync(New("free") with { Id = "y" }, Token);

        var conflict = await Assert.ThrowsAsync<ConnectConflictException>(async () => await store.DeleteAsync("x", Token));

        Assert.Contains("'Endpoint 1' (e1), ", conflict.Message, StringComparison.Ordinal);
        Assert.Contains("'Endpoint 10' (e10) and 2 more.", conflict.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("e11", conflict.Message, StringComparison.Ordinal);
        Assert.NotNull(await store.GetAsync("x", Token));
        Assert.True(await store.DeleteAsync("y", Token));
    }

    [Fact]
    public async Task Everything_Cancelled_ChangesNothing()
    {
        Adaptor saved = await _store.SaveAsync(New("a"), Token);
        var cancelled = new CancellationToken(true);

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await _store.SaveAsync(saved with { Name = "b" }, cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await _store.DeleteAsync(saved.Id, cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await _store.GetAsync(saved.Id, cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await _store.ListAsync(cancellationToken: cancelled));
        Assert.Equal([saved], await _store.ListAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task Nulls_Throw()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("adaptor", async () => await _store.SaveAsync(null!, Token));
        await Assert.ThrowsAsync<ArgumentNullException>("id", async () => await _store.GetAsync(null!, Token));
        await Assert.ThrowsAsync<ArgumentNullException>("id", async () => await _store.DeleteAsync(null!, Token));
    }

    private static Adaptor New(string name) => new() { Name = name, Fields = [Row] };

    private async Task<IEnumerable<string>> Ids(string? name = null, bool? active = null) =>
        (await _store.ListAsync(new AdaptorFilter { Name = name, Active = active }, Token)).Select(a => a.Id);
}
