using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>What stands in the way of a change is said in the same words, wherever endpoints and adaptors are kept.</summary>
public sealed class ConflictTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveAndDelete_Conflicts_AreToldAsInMemory()
    {
        using var file = new SqliteFile();
        await using ServiceProvider database = file.Open();
        await using ServiceProvider memory = StubEngine.Build(_ => { });

        List<string> told = await ConflictsAsync(database);

        Assert.Equal(await ConflictsAsync(memory), told);
        Assert.Equal("The adaptor 'Map' (map) was not deleted, because endpoints still use it: 'CRM' (crm). Choose another adaptor for them first.", told[^1]);
        Assert.Equal(5, told.Distinct().Count());
    }

    [Fact]
    public async Task DeleteAsync_AdaptorThatIsNotThere_IsFalse()
    {
        using var file = new SqliteFile();
        await using ServiceProvider engine = file.Open();
        IAdaptorStore adaptors = engine.GetRequiredService<IAdaptorStore>();

        Assert.False(await adaptors.DeleteAsync("map", Token));
        Assert.False(await adaptors.DeleteAsync("a\0\ud800", Token));
    }

    private static async Task<List<string>> ConflictsAsync(ServiceProvider engine)
    {
        IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
        IAdaptorStore adaptors = engine.GetRequiredService<IAdaptorStore>();
        await StubEngine.SaveAsync(engine);
        long version = (await endpoints.GetAsync(StubEngine.EndpointId, Token))!.Version;
        return
        [
            await ToldAsync(() => endpoints.SaveAsync(StubEngine.Endpoint, Token)),
            (await ToldAsync(() => endpoints.SaveAsync(StubEngine.Endpoint with { Version = version + 7 }, Token))).Replace($"{version + 7}", "7", StringComparison.Ordinal)
                .Replace($"{version} is", "1 is", StringComparison.Ordinal),
            await ToldAsync(() => endpoints.SaveAsync(StubEngine.Endpoint with { Id = "other", Version = 3 }, Token)),
            await ToldAsync(() => adaptors.SaveAsync(StubEngine.Adaptor with { Version = 0 }, Token)),
            await ToldAsync(() => adaptors.DeleteAsync("map", Token)),
        ];
    }

    private static async Task<string> ToldAsync<T>(Func<ValueTask<T>> change) =>
        (await Assert.ThrowsAsync<ConnectConflictException>(async () => await change())).Message;
}
