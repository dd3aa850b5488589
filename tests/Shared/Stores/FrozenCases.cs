using ConvosoConnect.Sdk.Endpoints;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>
/// Databases as each schema was made by the version that brought it, kept as SQL: today's version opens them all. With <c>CONVOSOCONNECT_FREEZE=1</c> the newest one is
/// written anew first, which is right only as long as its schema was not released.
/// </summary>
public abstract class FrozenCases
{
    /// <summary>The number of the newest schema change.</summary>
    private const string Newest = "0001";

    private static readonly ConnectEndpoint Secret = StubEngine.Endpoint with
    {
        ApiUrl = "https://crm.example.com/leads?list=7&api_token=fr0zen-url-token",
        ApiAuthentication = "api_key=fr0zen-api-key-0123456789",
        SuccessValues = ["accepted 7@example.com"],
    };

    private static readonly ConnectEndpoint Open = StubEngine.Endpoint with { Id = "open", Name = "Ünïcode \u2028 'quoted'", Active = false };

    private static readonly Adaptor Adaptor = StubEngine.Adaptor with
    {
        Fields = [.. StubEngine.Adaptor.Fields, new FieldMapping { Field = "none", MappedTo = "access_token", DefaultValue = "fr0zen-default-token" }],
    };

    private static readonly ConnectLogEntry[] Entries =
    [
        Entry(0) with { Result = "Accepted 512", PrimaryPhone = "(310) 555-0142", StatusCode = 200, ResponseBody = "{\"ok\":\"Accepted 512\"}" },
        Entry(1) with
        {
            ErrorKind = ConnectErrorKind.HttpStatus, ErrorMessage = "The receiver responded with 503.", StatusCode = 503, Duration = TimeSpan.FromTicks(12_345_678),
            InputData = new() { Method = "POST", Url = "https://crm.example.com/leads?api_key=***", Headers = [new("Accept", "*/*")], Body = "{\"email\":\"ß@example.com\"}" },
            Attempts = [new() { Number = 1, StatusCode = 503, Reason = "503" }, new() { Number = 2, ErrorKind = ConnectErrorKind.Timeout, Wait = TimeSpan.FromSeconds(1), Reason = "time-out" }],
        },
        Entry(2) with { EndpointId = "open", LeadId = "lead-'3'", Origin = "workflow:nightly", Result = "Straße ſ K 100%", PrimaryPhone = "+1 702 555 0199" },
    ];

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The folder of the test project.</summary>
    private protected abstract string Project { get; }

    private protected abstract Task<TestDatabase> CreateAsync();

    /// <summary>A database whose content may be written as text.</summary>
    private protected abstract Task<TestDatabase> CreateToFreezeAsync();

    /// <summary>All that a database holds, as SQL.</summary>
    private protected abstract Task<string> WriteAsync(TestDatabase database);

    /// <summary>Makes that of an empty database.</summary>
    private protected abstract Task LoadAsync(TestDatabase database, string sql);

    /// <summary>The tables, columns and indexes of a database, a line each.</summary>
    private protected abstract Task<IReadOnlyList<string>> SchemaAsync(TestDatabase database);

    [Fact]
    public async Task OpenAsync_EachFrozenDatabase_IsReadSearchedAndWritten()
    {
        string[] frozen = await FrozenAsync();
        Assert.NotEmpty(frozen);
        foreach (string path in frozen)
        {
            await using TestDatabase database = await CreateAsync();
            await LoadAsync(database, await File.ReadAllTextAsync(path, Token));
            await using ServiceProvider engine = OpenEngine(database);

            await AssertItemsAsync(engine);
            await AssertLogAsync(engine);
            Assert.Equal(Entries.Length + 2, await database.CheckAsync());
        }
    }

    [Fact]
    public async Task OpenAsync_EachFrozenDatabase_ComesToTheSchemaOfANewOne()
    {
        await using TestDatabase made = await CreateAsync();
        await using ServiceProvider maker = OpenEngine(made);
        await StubEngine.SaveAsync(maker);
        IReadOnlyList<string> expected = await SchemaAsync(made);
        foreach (string path in await FrozenAsync())
        {
            await using TestDatabase database = await CreateAsync();
            await LoadAsync(database, await File.ReadAllTextAsync(path, Token));
            await using ServiceProvider engine = OpenEngine(database);
            await engine.GetRequiredService<IConnectLogStore>().QueryAsync(new(), Token);

            Assert.Equal(expected, await SchemaAsync(database));
        }
    }

    private static ConnectLogEntry Entry(int n) => new()
    {
        Timestamp = new DateTimeOffset(2026, 3, 8, 9, 59, 59, TimeSpan.Zero).AddHours(n).AddTicks(n),
        EndpointId = "crm",
        EndpointName = "CRM",
        LeadId = $"lead-{n}",
        Origin = "send",
    };

    private static ServiceProvider OpenEngine(TestDatabase database) => database.Open(services => services.AddSingleton<ISecretProtector>(new KeyRing("frozen")));

    private static async Task AssertItemsAsync(ServiceProvider engine)
    {
        IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
        ConnectEndpoint secret = (await endpoints.GetAsync(Secret.Id, Token))!;
        Assert.Equal(Secret, secret with { Version = 0 });
        Assert.Equal(Open, (await endpoints.GetAsync(Open.Id, Token))! with { Version = 0 });
        Adaptor adaptor = Assert.Single(await engine.GetRequiredService<IAdaptorStore>().ListAsync(cancellationToken: Token));
        Assert.Equal(Adaptor, adaptor with { Version = 0 });
        Assert.True((await endpoints.SaveAsync(secret, Token)).Version > Math.Max(secret.Version, adaptor.Version));
        await Assert.ThrowsAsync<ConnectConflictException>(async () => await endpoints.SaveAsync(secret, Token));
        await Assert.ThrowsAsync<ConnectConflictException>(async () => await engine.GetRequiredService<IAdaptorStore>().DeleteAsync(adaptor.Id, Token));
    }

    private static async Task AssertLogAsync(ServiceProvider engine)
    {
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        ConnectLogPage all = await log.QueryAsync(new(), Token);
        Assert.Equal((Entries.Length, true), ((int)all.Total, all.TotalIsExact));
        Assert.Equal(Entries.Reverse(), all.Entries.Select(e => e with { Id = 0 }));
        await AssertFindsAsync(new() { Search = "310-555-0142" }, 1);
        await AssertFindsAsync(new() { Search = "cepted 512" }, 1);
        await AssertFindsAsync(new() { Search = "straße ſ k 100%" }, 3);
        await AssertFindsAsync(new() { Origin = "workflow:nightly" }, 3);
        await AssertFindsAsync(new() { EndpointId = "crm" }, 2, 1);
        await AssertFindsAsync(new() { To = new DateOnly(2026, 3, 8), Before = 2 }, 1);
        long id = await log.AppendAsync(Entry(9) with { Result = "Accepted 513" }, Token);
        Assert.Equal(4, id);
        await AssertFindsAsync(new() { Search = "accepted 51" }, 4, 1);
        Assert.NotNull((await engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("7"), Token)).LogId);

        async Task AssertFindsAsync(ConnectLogQuery query, params long[] ids) => Assert.Equal(ids, (await log.QueryAsync(query, Token)).Entries.Select(e => e.Id));
    }

    private async Task<string[]> FrozenAsync()
    {
        string folder = Path.Combine(Root(), "tests", Project, "Frozen");
        if (Environment.GetEnvironmentVariable("CONVOSOCONNECT_FREEZE") == "1")
        {
            await FreezeAsync(Path.Combine(folder, $"{Newest}.sql"));
        }

        return [.. Directory.GetFiles(folder, "*.sql").Order(StringComparer.Ordinal)];
    }

    private async Task FreezeAsync(string path)
    {
        await using TestDatabase database = await CreateToFreezeAsync();
        await using (ServiceProvider engine = OpenEngine(database))
        {
            await engine.GetRequiredService<IAdaptorStore>().SaveAsync(Adaptor, Token);
            await engine.GetRequiredService<IEndpointStore>().SaveAsync(Secret, Token);
            await engine.GetRequiredService<IEndpointStore>().SaveAsync(Open, Token);
            foreach (ConnectLogEntry entry in Entries)
            {
                await engine.GetRequiredService<IConnectLogStore>().AppendAsync(entry, Token);
            }
        }

        await File.WriteAllTextAsync(path, await WriteAsync(database), Token);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ConvosoConnect.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
