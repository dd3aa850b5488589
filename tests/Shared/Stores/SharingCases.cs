using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>Several instances on one database.</summary>
public abstract class SharingCases
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task SaveAsync_FourInstancesTwoOfThemProcesses_LoseNoUpdate()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider first = database.Open();
        await using ServiceProvider second = database.Open();
        using var third = new Victim(database, "contend", "c");
        using var fourth = new Victim(database, "contend", "d");

        await Task.WhenAll(
            Contender.RunAsync(first, "a", Token), Contender.RunAsync(second, "b", Token), third.FinishAsync(Token), fourth.FinishAsync(Token));

        IReadOnlyList<ConnectEndpoint> endpoints = await first.GetRequiredService<IEndpointStore>().ListAsync(cancellationToken: Token);
        Assert.Equal($"{4 * Contender.Increments}", Assert.Single(endpoints, e => e.Id == Contender.SharedId).Name);
        Assert.Equal(4 * Contender.Items, endpoints.Count(e => e.Name == "Own"));
        Assert.Equal(endpoints.Count, endpoints.DistinctBy(e => e.Version).Count());
        Assert.Equal(4 * Contender.Items, await database.CheckAsync());
    }

    [Fact]
    public async Task OpenAsync_TenInstancesAtOnce_MigrateOnce()
    {
        await using TestDatabase database = await CreateAsync();
        ServiceProvider[] engines = [.. Enumerable.Range(0, 10).Select(_ => database.Open())];
        long[] ids = await Task.WhenAll(engines.Select(e => Task.Run(() => e.GetRequiredService<IConnectLogStore>().AppendAsync(
            new ConnectLogEntry { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm" }, Token).AsTask(), Token)));

        Assert.Equal(Enumerable.Range(1, 10).Select(id => (long)id), ids.Order());
        Assert.Equal(1, await database.NumberAsync($"SELECT count(*) FROM {database.Prefix}connect_schema_versions"));
        foreach (ServiceProvider engine in engines)
        {
            await engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task OpenAsync_ManyFirstUsesInOneProcess_AllSucceed()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open();

        IReadOnlyList<ConnectEndpoint>[] lists = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ =>
            Task.Run(() => engine.GetRequiredService<IEndpointStore>().ListAsync(cancellationToken: Token).AsTask(), Token)));

        Assert.All(lists, Assert.Empty);
        Assert.Equal(1, await database.NumberAsync($"SELECT count(*) FROM {database.Prefix}connect_schema_versions"));
    }

    [Fact]
    public async Task SendAsync_EndpointChangedAndDeletedByAnotherInstance_FollowsWithinASecond()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider admin = database.Open();
        await using ServiceProvider sender = database.Open();
        await StubEngine.SaveAsync(admin);
        IEndpointStore endpoints = admin.GetRequiredService<IEndpointStore>();
        Assert.True((await SendAsync(sender)).Succeeded);

        ConnectEndpoint stored = (await endpoints.GetAsync(StubEngine.EndpointId, Token))!;
        await endpoints.SaveAsync(stored with { Active = false }, Token);
        await WithinASecondAsync(async () => (await SendAsync(sender)).Error?.Kind == ConnectErrorKind.EndpointInactive);

        await endpoints.DeleteAsync(StubEngine.EndpointId, Token);
        await WithinASecondAsync(async () => (await SendAsync(sender)).Error?.Kind == ConnectErrorKind.EndpointNotFound);
    }

    [Fact]
    public async Task GetAsync_AfterAConflict_ShowsWhatTheOtherSaved()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider first = database.Open();
        await using ServiceProvider second = database.Open();
        IEndpointStore here = first.GetRequiredService<IEndpointStore>();
        IEndpointStore there = second.GetRequiredService<IEndpointStore>();
        await here.SaveAsync(Contender.Endpoint("e", "old"), Token);
        ConnectEndpoint old = (await here.GetAsync("e", Token))!;
        await there.SaveAsync((await there.GetAsync("e", Token))! with { Name = "new" }, Token);

        await Assert.ThrowsAsync<ConnectConflictException>(async () => await here.SaveAsync(old with { Name = "mine" }, Token));

        Assert.Equal("new", (await here.GetAsync("e", Token))!.Name);
    }

    [Fact]
    public async Task SaveAsync_AdaptorDeletedByAnotherInstance_NeverLeavesAnEndpointWithoutIt()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider first = database.Open();
        await using ServiceProvider second = database.Open();
        IAdaptorStore adaptors = first.GetRequiredService<IAdaptorStore>();
        for (int i = 0; i < 20; i++)
        {
            string id = $"map-{i}";
            await adaptors.SaveAsync(StubEngine.Adaptor with { Id = id }, Token);

            // The first instance now keeps it in memory for a while.
            Assert.NotNull(await adaptors.GetAsync(id, Token));
            Task<bool> deleting = Task.Run(() => SucceedsAsync(() => second.GetRequiredService<IAdaptorStore>().DeleteAsync(id, Token).AsTask()), Token);
            if (i % 2 == 0)
            {
                Assert.True(await deleting);
            }

            bool saved = await SucceedsAsync(() => first.GetRequiredService<IEndpointStore>().SaveAsync(StubEngine.Endpoint with { Id = id, AdaptorId = id }, Token).AsTask());

            Assert.NotEqual(await deleting, saved);
            Assert.Equal(saved, (await second.GetRequiredService<IEndpointStore>().ListAsync(null, Token)).Any(e => e.Id == id));
            Assert.Equal(saved, (await adaptors.ListAsync(cancellationToken: Token)).Any(a => a.Id == id));
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<ConnectResult> SendAsync(ServiceProvider engine) =>
        engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token);

    /// <summary>Asks again and again, and for the last time when the second is over.</summary>
    private static async Task WithinASecondAsync(Func<Task<bool>> isSo)
    {
        long started = TimeProvider.System.GetTimestamp();
        bool isLast;
        do
        {
            isLast = TimeProvider.System.GetElapsedTime(started) >= Second;
            if (await isSo())
            {
                return;
            }
        }
        while (!isLast);
        Assert.Fail("The change was not used within a second.");
    }

    private static async Task<bool> SucceedsAsync(Func<Task> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (Exception exception) when (exception is ConnectConflictException or ConnectValidationException)
        {
            return false;
        }
    }
}
