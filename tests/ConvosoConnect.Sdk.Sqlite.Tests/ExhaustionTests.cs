using ConvosoConnect.Sdk.Tests;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>A file that cannot be opened for want of file descriptors: SQLite tells it as if the file were at fault.</summary>
public sealed class ExhaustionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Process_OfFewFileDescriptors_HoldsWhatTheOtherTestsSay()
    {
        (int code, string output) = await FewDescriptors.RunAsync(typeof(ExhaustionTests));

        Assert.True(code == 0, output);
        Assert.Contains("Total: 3, Errors: 0, Failed: 0, Skipped: 0, Not Run: 1,", output, StringComparison.Ordinal);
    }

    /// <summary>The file is there, as after a restart: it must not be taken for one on a medium that cannot be written.</summary>
    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAndWrite_NoFileDescriptorIsLeft_IsNamedAndPasses(bool wasOpen)
    {
        await using var database = new SqliteTestDatabase();
        await using (ServiceProvider before = Open(database))
        {
            await before.GetRequiredService<IEndpointStore>().ListAsync(cancellationToken: Token);
        }

        await using ServiceProvider engine = Open(database);
        IEndpointStore store = engine.GetRequiredService<IEndpointStore>();
        if (wasOpen)
        {
            await store.ListAsync(cancellationToken: Token);
        }

        SqliteConnection.ClearAllPools();
        InvalidOperationException exception = await FewDescriptors.WithoutAnyAsync(
            () => Assert.ThrowsAsync<InvalidOperationException>(async () => await store.ListAsync(cancellationToken: Token)));

        Assert.EndsWith(
            "The cause is that this process has as many files and connections open as it may (file descriptors). "
            + "Raise its limit, by ulimit -n or systemd's LimitNOFILE, and look for files and connections that the app leaves open.",
            exception.Message,
            StringComparison.Ordinal);
        await store.SaveAsync(StubEngine.Endpoint with { AdaptorId = "", RequestMethod = RequestMethod.Get }, Token);
        Assert.Single(await store.ListAsync(cancellationToken: Token));
    }

    private static ServiceProvider Open(SqliteTestDatabase database)
    {
        var services = new ServiceCollection();
        database.Use(services.AddConvosoConnect());
        return services.BuildServiceProvider();
    }
}
