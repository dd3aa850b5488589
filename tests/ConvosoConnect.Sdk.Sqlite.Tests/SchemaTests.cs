using System.Text;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class SchemaTests : SchemaCases
{
    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=connect;Mode=Memory;Cache=Shared")]
    [InlineData("Data Source=file::memory:?cache=shared")]
    [InlineData("Data Source=file:connect?mode=memory&cache=shared")]
    public void UseSqlite_NoFile_IsRefused(string connectionString)
    {
        var refused = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddConvosoConnect().UseSqlite(connectionString));

        Assert.StartsWith("The SQLite store needs a file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_FileIsNoDatabase_SaysSoAndLeavesItAlone()
    {
        await using var database = new SqliteTestDatabase();
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("This is a letter and no database. ", 1000)));
        await File.WriteAllBytesAsync(database.Path, text, Token);

        await AssertUnusableAsync(database.Path, "It is no SQLite database, or it is damaged.");

        Assert.Equal(text, await File.ReadAllBytesAsync(database.Path, Token));
    }

    [Fact]
    public async Task GetAsync_FileIsDamaged_SaysSo()
    {
        await using var database = new SqliteTestDatabase();
        await using (ServiceProvider engine = database.Open())
        {
            await StubEngine.SaveAsync(engine);
        }

        byte[] bytes = await File.ReadAllBytesAsync(database.Path, Token);
        bytes.AsSpan(100).Fill(0xEE);
        await File.WriteAllBytesAsync(database.Path, bytes, Token);

        await AssertUnusableAsync(database.Path, "It is no SQLite database, or it is damaged.");
    }

    [Fact]
    public async Task GetAsync_FolderIsMissing_SaysSo()
    {
        await using var database = new SqliteTestDatabase();

        await AssertUnusableAsync(Path.Combine(database.Path, "nowhere", "connect.db"), "Its folder must exist");
    }

    [Fact]
    public async Task GetAsync_FileIsReadOnly_SaysSo()
    {
        await using var database = new SqliteTestDatabase();
        await database.ExecuteAsync("CREATE TABLE other (id INTEGER)");
        await using ServiceProvider engine = StubEngine.Build(b => b.UseSqlite($"Data Source={database.Path};Mode=ReadOnly"));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.GetRequiredService<IEndpointStore>().GetAsync("crm", Token));

        Assert.Contains("and it is read-only, so that it cannot be brought up to date.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "2")]
    [InlineData(false, "1")]
    public async Task OpenAsync_LogFlushesToDisk_SetsTheLevelOfSynchronizing(bool flushes, string level)
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open(stores: o => o.LogFlushesToDisk = flushes);
        await StubEngine.SaveAsync(engine);
        string connectionString = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder($"Data Source={database.Path}").ConnectionString;

        // The pool hands out the connection that the engine has used, with the settings that it made.
        await using var pooled = new Microsoft.Data.Sqlite.SqliteConnection(connectionString);
        await pooled.OpenAsync(Token);

        Assert.Equal(level, await SqliteTestDatabase.TextAsync(pooled, "PRAGMA synchronous"));
        Assert.Equal("wal", await SqliteTestDatabase.TextAsync(pooled, "PRAGMA journal_mode"));
    }

    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());

    private static async Task AssertUnusableAsync(string path, string advice)
    {
        await using ServiceProvider engine = StubEngine.Build(b => b.UseSqlite($"Data Source={path}"));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.GetRequiredService<IEndpointStore>().GetAsync("crm", Token));
        Assert.StartsWith($"The SQLite file '{path}' cannot be used: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refused.Message, StringComparison.Ordinal);

        ConnectResult result = await engine.GetRequiredService<IConvosoConnectClient>().SendAsync("crm", StubEngine.Lead("1"), Token);
        Assert.Equal(ConnectErrorKind.AppFailed, result.Error!.Kind);
        Assert.Contains(advice, result.Error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, result.LogError, StringComparison.Ordinal);
    }
}
