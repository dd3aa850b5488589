using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>What becomes of databases of other versions.</summary>
public abstract class SchemaCases
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task OpenAsync_NewDatabase_RecordsItsVersion()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open();
        await StubEngine.SaveAsync(engine);

        Assert.Equal(
            1, await database.NumberAsync($"SELECT count(*) FROM {database.Prefix}connect_schema_versions WHERE scriptname = '0001 endpoints, adaptors and the log'"));
    }

    [Fact]
    public async Task OpenAsync_NewerSchema_IsRefusedAndNothingChanged()
    {
        await using TestDatabase database = await CreateAsync();
        await using (ServiceProvider engine = database.Open())
        {
            await StubEngine.SaveAsync(engine);
        }

        await database.ExecuteAsync(
            $"INSERT INTO {database.Prefix}connect_schema_versions (scriptname, applied) VALUES ('0099 of the future', '2030-01-01 00:00:00')");
        byte[] before = await database.DumpAsync();
        await using (ServiceProvider old = database.Open())
        {
            InvalidOperationException[] refused =
            [
                await Assert.ThrowsAsync<InvalidOperationException>(async () => await old.GetRequiredService<IEndpointStore>().SaveAsync(StubEngine.Endpoint, Token)),
                await Assert.ThrowsAsync<InvalidOperationException>(async () => await old.GetRequiredService<IConnectLogStore>().QueryAsync(new(), Token)),
                await Assert.ThrowsAsync<InvalidOperationException>(async () => await old.GetRequiredService<IConnectLogStore>().AppendAsync(
                    new ConnectLogEntry { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm" }, Token)),
            ];
            Assert.All(refused, r => Assert.StartsWith(
                "The database was made by a newer version of ConvosoConnect.Sdk: this one does not know its schema change 0099 of the future.",
                r.Message,
                StringComparison.Ordinal));
        }

        Assert.Equal(before, await database.DumpAsync());
    }

    [Theory]
    [InlineData("0001 endpoints, adaptors, log with counts")]
    [InlineData("endpoints")]
    public async Task OpenAsync_SchemaFromBeforeTheFirstRelease_IsToldApartFromANewerOne(string change)
    {
        await using TestDatabase database = await CreateAsync();
        await using (ServiceProvider engine = database.Open())
        {
            await StubEngine.SaveAsync(engine);
        }

        await database.ExecuteAsync($"UPDATE {database.Prefix}connect_schema_versions SET scriptname = '{change}'");
        byte[] before = await database.DumpAsync();
        await using (ServiceProvider engine = database.Open())
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await engine.GetRequiredService<IConnectLogStore>().QueryAsync(new(), Token));
            Assert.StartsWith("The database was made by a version of ConvosoConnect.Sdk from before its first release", refused.Message, StringComparison.Ordinal);
            Assert.Contains($"its schema change {change} is of none that was released", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await database.DumpAsync());
    }

    [Fact]
    public async Task OpenAsync_TablesWithoutAHistory_SaysThatTheyMayBeFromBeforeTheFirstRelease()
    {
        await using TestDatabase database = await CreateAsync();
        await using (ServiceProvider engine = database.Open())
        {
            await StubEngine.SaveAsync(engine);
        }

        await database.ExecuteAsync($"DROP TABLE {database.Prefix}connect_schema_versions");
        await using ServiceProvider again = database.Open();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await again.GetRequiredService<IConnectLogStore>().QueryAsync(new(), Token));

        Assert.Contains(
            "Where tables whose names begin with connect_ stand there already, they are of a version of ConvosoConnect.Sdk from before its first release", refused.Message, StringComparison.Ordinal);
    }
}
