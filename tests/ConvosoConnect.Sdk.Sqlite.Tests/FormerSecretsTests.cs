using System.Data.Common;
using System.Diagnostics;
using System.Text;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>Secrets that were changed or deleted are gone from all files of the database, though nothing encrypts them.</summary>
public sealed class FormerSecretsTests
{
    private const int Endpoints = 60;
    private const string Old = "0ld-secret-";
    private const string New = "n3w-secret-";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveAsync_SecretsChangedAndDeleted_NoFileHoldsThem()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        await using ServiceProvider other = database.Open();
        await StubEngine.SaveAsync(engine);
        IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
        IAdaptorStore adaptors = engine.GetRequiredService<IAdaptorStore>();
        var saved = new List<ConnectEndpoint>();
        for (int n = 0; n < Endpoints; n++)
        {
            saved.Add(await endpoints.SaveAsync(StubEngine.Endpoint with { Id = $"e{n}", ApiAuthentication = Secret(Old, n) }, Token));
        }

        Adaptor adaptor = await adaptors.SaveAsync(Adaptor(Old), Token);
        Assert.True(await CountAsync(database, Old) > Endpoints);

        // Longer, shorter and no more, in no order, while leads are sent by another engine.
        foreach ((int at, ConnectEndpoint endpoint) in saved.Index().OrderBy(e => e.Index * 37 % Endpoints))
        {
            if (at % 3 == 0)
            {
                Assert.True(await endpoints.DeleteAsync(endpoint.Id, Token));
            }
            else
            {
                await endpoints.SaveAsync(endpoint with { ApiAuthentication = Secret(New, Endpoints - at) }, Token);
            }

            Assert.NotNull((await other.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead($"{at}"), Token)).LogId);
        }

        await adaptors.SaveAsync(Adaptor(New) with { Version = adaptor.Version }, Token);

        Assert.Equal(0, await CountAsync(database, Old));
        Assert.True(await CountAsync(database, New) > Endpoints / 2);
    }

    [Fact]
    public async Task SaveAsync_SecretChangedWhileSomebodyReads_IsGoneOnceTheReaderHasEnded()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        await StubEngine.SaveAsync(engine);
        IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
        ConnectEndpoint saved = await endpoints.SaveAsync(StubEngine.Endpoint with { Id = "e", ApiAuthentication = Secret(Old, 0) }, Token);
        await using (DbConnection reader = await database.ConnectAsync())
        {
            await TestDatabase.ExecuteAsync(reader, "BEGIN");
            await SqliteTestDatabase.TextAsync(reader, "SELECT count(*) FROM connect_endpoints");

            await endpoints.SaveAsync(saved with { ApiAuthentication = Secret(New, 0) }, Token);

            Assert.True(await CountAsync(database, Old) > 0);
        }

        long start = Stopwatch.GetTimestamp();
        while (await CountAsync(database, Old) > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), "It is still there.");
            await Task.Yield();
        }
    }

    /// <summary>From a few characters to several pages.</summary>
    private static string Secret(string kind, int n) => $"api_key={string.Concat(Enumerable.Repeat(kind, 1 + (n * n * 1000 / (Endpoints * Endpoints))))}";

    private static Adaptor Adaptor(string kind) => StubEngine.Adaptor with
    {
        Id = "a",
        Fields = [new FieldMapping { Field = "none", MappedTo = "api_key", DefaultValue = Secret(kind, Endpoints / 2) }],
    };

    /// <summary>How often a text stands in all files of the database.</summary>
    private static async Task<int> CountAsync(SqliteTestDatabase database, string text)
    {
        int count = 0;
        foreach (string path in Directory.GetFiles(Path.GetDirectoryName(database.Path)!))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

            // The write-ahead log may be cut off while it is read.
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy, Token);
            byte[] bytes = copy.ToArray();
            byte[] sought = Encoding.UTF8.GetBytes(text);
            for (int at = bytes.AsSpan().IndexOf(sought); at >= 0;)
            {
                count++;
                int next = bytes.AsSpan(at + 1).IndexOf(sought);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return count;
    }
}
