using System.Data.Common;
using System.Text;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>What is erased is gone from the file, byte by byte.</summary>
public sealed class ErasureTests
{
    // Each stands in the file before: the lead's id, its phone, its result as it is and as it is searched, its request, its response, and the words of its phone in the index.
    private static readonly string[] Traces =
    [
        "lead-8812-of-zelda", "8185550173", "zelda said yes", "ZELDA SAID YES", "zelda@example.com", "zelda was here", "818555", "550173",
    ];

    [Fact]
    public async Task EraseLeadAsync_EntriesAmongOthers_LeavesNoByteOfThemInTheFile()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        IConnectLogRetention retention = engine.GetRequiredService<IConnectLogRetention>();

        // Several merges of the index and a purge come before, so that words and entries stand in pages that are free by now too.
        await AppendAsync(log, 0, 3_000);
        await retention.PurgeAsync(Now.AddDays(-1), Token);
        await AppendAsync(log, 3_000, 4_000);
        byte[] before = await database.DumpAsync();
        Assert.All(Traces, trace => Assert.True(Find(before, trace), trace));

        Assert.Equal(140, await retention.EraseLeadAsync(Traces[0], Token));

        byte[] after = await database.DumpAsync();
        Assert.All(Traces, trace => Assert.False(Find(after, trace), trace));
        Assert.Equal(4_000 + 1_500 - 140, await database.CheckAsync());
        Assert.Equal(0, (await log.QueryAsync(new ConnectLogQuery { Search = "zelda" }, Token)).Total);
        Assert.Equal(1_000, (await log.QueryAsync(new ConnectLogQuery { Search = "accepted" }, Token)).Total);
        await AssertNothingIsLeftOverAsync(database);
    }

    [Fact]
    public async Task EraseLeadAsync_CancelledAfterTheDeletion_IsFinishedByTheNext()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        IConnectLogRetention retention = engine.GetRequiredService<IConnectLogRetention>();
        await AppendAsync(log, 0, 500);

        // A merge leaves words in pages that are free then.
        await database.ExecuteAsync("INSERT INTO connect_log_search (connect_log_search) VALUES ('optimize')");
        await using (DbConnection reader = await database.ConnectAsync())
        {
            // Somebody who reads keeps the write-ahead log from being emptied.
            await using DbTransaction reading = await reader.BeginTransactionAsync(System.Data.IsolationLevel.ReadUncommitted, Token);
            await SqliteTestDatabase.TextAsync(reader, "SELECT count(*) FROM connect_log");
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            Task erasing = retention.EraseLeadAsync(Traces[0], stop.Token).AsTask();
            while ((await log.QueryAsync(new ConnectLogQuery { LeadId = Traces[0] }, Token)).Total > 0)
            {
                await Task.Yield();
            }

            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => erasing);
        }

        Assert.Equal(0, await retention.EraseLeadAsync(Traces[0], Token));

        byte[] after = await database.DumpAsync();
        Assert.All(Traces, trace => Assert.False(Find(after, trace), trace));
        await AssertNothingIsLeftOverAsync(database);
    }

    [Fact]
    public async Task EraseLeadAsync_WhileOthersAppend_LosesNoneOfTheirs()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await AppendAsync(log, 0, 1_000);

        Task appending = AppendAsync(log, 1_001, 1_000, zelda: false);
        long erased = await engine.GetRequiredService<IConnectLogRetention>().EraseLeadAsync(Traces[0], Token);
        await appending;

        Assert.Equal(20, erased);
        Assert.Equal(1_980, await database.CheckAsync());
    }

    private static DateTimeOffset Now { get; } = new(2026, 6, 15, 19, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task AssertNothingIsLeftOverAsync(SqliteTestDatabase database)
    {
        Assert.Equal(0, await database.NumberAsync("SELECT count(*) FROM connect_log_zeros"));
        Assert.Equal(0, await database.NumberAsync("SELECT count(*) FROM connect_meta WHERE name = 'erasing'"));
    }

    /// <summary>Every fiftieth entry is Zelda's, one in four are accepted; of the first 3,000 one in two are old.</summary>
    private static async Task AppendAsync(IConnectLogStore log, int first, int count, bool zelda = true)
    {
        foreach (int[] some in Enumerable.Range(first, count).Chunk(25))
        {
            await Task.WhenAll(some.Select(n => log.AppendAsync(zelda && n % 50 == 0 ? Zelda() : Other(n), Token).AsTask()));
        }
    }

    private static ConnectLogEntry Zelda() => new()
    {
        Timestamp = Now,
        EndpointId = "crm",
        LeadId = Traces[0],
        PrimaryPhone = "(818) 555-0173",
        Result = "zelda said yes",
        InputData = new() { Method = "POST", Url = "https://crm.example.com/", Body = "{\"email\":\"zelda@example.com\"}" },
        ResponseBody = string.Concat(Enumerable.Repeat("zelda was here ", 1_000)),
    };

    private static ConnectLogEntry Other(int n) => new()
    {
        Timestamp = n < 3_000 && n % 2 == 1 ? Now.AddDays(-2) : Now,
        EndpointId = $"e{n % 7}",
        LeadId = $"{n}",
        PrimaryPhone = $"310222{n:0000}",
        Result = n % 4 == 0 ? $"accepted {n}" : $"denied {n * 7919L}",
        ResponseBody = string.Concat(Enumerable.Repeat($"{n} ", n % 500)),
    };

    private static bool Find(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
