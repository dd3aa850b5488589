using System.Text;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Logs.InMemory;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Logs.InMemory;

/// <summary>Each shape that an entry can have comes out of the log in memory as it went in, though it lay there as bytes.</summary>
public sealed class PackedEntryTests
{
    private static readonly CredentialMask Mask = new(new HashSet<string> { "s3cret-value" });

    private static readonly SharedHeaders Shared = new([new("Host", "crm.example.com"), new("Content-Length", "1"), new("X-Api-Key", "s3cret-value")]);

    private static readonly ConnectLogEntry Bare = new() { Timestamp = new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero), EndpointId = "crm", Origin = "Queue" };

    private static readonly ConnectAttempt[] Attempts =
    [
        new() { Number = 1, ErrorKind = ConnectErrorKind.Connect, Wait = TimeSpan.FromTicks(7), Duration = TimeSpan.FromMilliseconds(3), Reason = "Tried again." },
        new() { Number = 2, StatusCode = 503, Wait = TimeSpan.FromSeconds(2) },
        new() { Number = 3, StatusCode = 0, Reason = "é😀" },
    ];

    public static TheoryData<string, ConnectLogEntry> Shapes => new()
    {
        { "bare", Bare },
        { "attempts", Bare with { Attempts = Attempts } },
        { "status 0", Bare with { StatusCode = 0 } },
        {
            "status",
            Bare with
            {
                StatusCode = 204,
                ErrorKind = ConnectErrorKind.HttpStatus,
                ErrorMessage = "m",
                Duration = TimeSpan.FromTicks(1),
                Result = "",
                ResponseBody = "{}",
                LeadId = "l",
                EndpointName = "n",
            }
        },
        { "no body", Bare with { InputData = new ConnectInputData { Method = "GET", Url = "u" } } },
        { "empty body", Bare with { InputData = new ConnectInputData { Method = "POST", Url = "u", Body = "" } } },
        { "text", Bare with { InputData = new ConnectInputData { Method = "POST", Url = "u", Body = "é😀", Headers = [new("A", "1"), new("A", "2")] } } },
        { "bytes", Bare with { InputData = new ConnectInputData("é😀"u8.ToArray()) { Method = "POST", Url = "u" } } },
        { "no bytes", Bare with { InputData = new ConnectInputData([]) { Method = "POST", Url = "u" } } },
        { "shared headers", Bare with { InputData = new ConnectInputData("x"u8.ToArray()) { Method = "POST", Url = "u", Headers = new HeaderList(Shared, "42") } } },
        { "shared length", Bare with { InputData = new ConnectInputData { Method = "GET", Url = "u", Headers = new HeaderList(Shared, null) } } },
        {
            "long",
            Bare with
            {
                Result = new string('r', 70_000),
                ResponseBody = new string('é', 70_000),
                InputData = new ConnectInputData(new byte[300_000]) { Method = "POST", Url = "u" },
            }
        },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task GetAsync_Entry_IsAsItWasAppended(string shape, ConnectLogEntry entry)
    {
        var log = new InMemoryConnectLogStore(100);
        await log.AppendAsync(Bare with { Result = "before", Attempts = Attempts }, Engine.Token);
        long id = await log.AppendAsync(entry, Engine.Token);
        await log.AppendAsync(Bare with { Result = "after" }, Engine.Token);

        ConnectLogEntry? read = await log.GetAsync(id, Engine.Token);

        Assert.True(read is not null, shape);
        Assert.Equal(entry.Attempts, read.Attempts);
        Assert.Equal(entry.InputData?.Headers, read.InputData?.Headers);
        Assert.Equal(Parts(entry), Parts(read));
    }

    [Fact]
    public void HeaderList_IndexAndEnumeration_PutTheLengthInItsPlace()
    {
        var list = new HeaderList(Shared, "42");

        Assert.Equal(["crm.example.com", "42", "s3cret-value"], list.Select(h => h.Value));
        Assert.Equal(["Host", "Content-Length", "X-Api-Key"], list.Select(h => h.Key));
        Assert.Equal(["crm.example.com", "1", "s3cret-value"], new HeaderList(Shared, null).Select(h => h.Value));
        Assert.Equal(["a"], new HeaderList(new SharedHeaders([new("Host", "a")]), "42").Select(h => h.Value));
    }

    [Fact]
    public void Masked_Headers_AreMaskedOnceForEachMask()
    {
        var list = new HeaderList(Shared, "42");
        HeaderList masked = list.Masked(Mask);

        Assert.Equal(["crm.example.com", "42", "***"], masked.Select(h => h.Value));
        Assert.Same(masked.Shared, new HeaderList(Shared, "43").Masked(Mask).Shared);
        Assert.NotSame(masked.Shared, list.Masked(new CredentialMask(new HashSet<string> { "crm.example.com" })).Shared);
        Assert.Equal("***", new HeaderList(Shared, "s3cret-value").Masked(Mask)[1].Value);
        var clean = new HeaderList(new SharedHeaders([new("Host", "a")]), "42");
        Assert.Same(clean, clean.Masked(Mask));
    }

    [Fact]
    public void WithMaskedBody_BytesOrText_AreMaskedWhereTheyHoldASecret()
    {
        ConnectInputData Of(string body) => new(Encoding.UTF8.GetBytes(body)) { Method = "POST", Url = "u" };
        ConnectInputData clean = Of("nothing of the kind");

        Assert.Same(clean, clean.WithMaskedBody(Mask));
        Assert.Equal("{\"a\":\"***\"}", Of("{\"a\":\"s3cret-value\"}").WithMaskedBody(Mask).Body);
        Assert.Equal("***", Of("s3cret-value").WithMaskedBody(Mask).Body);
        Assert.Equal("***", new ConnectInputData { Method = "POST", Url = "u", Body = "s3cret-value" }.WithMaskedBody(Mask).Body);
        Assert.Same(clean, clean.WithMaskedBody(CredentialMask.None));
    }

    [Fact]
    public void ConnectInputData_Equals_LooksAtEachMember()
    {
        var one = new ConnectInputData { Method = "POST", Url = "u", Body = "b" };

        Assert.Equal(one, new ConnectInputData("b"u8.ToArray()) { Method = "POST", Url = "u" });
        Assert.Equal(one.GetHashCode(), (one with { Body = "c" }).GetHashCode());
        Assert.NotEqual(one, one with { Method = "GET" });
        Assert.NotEqual(one, one with { Url = "v" });
        Assert.NotEqual(one, one with { Body = "c" });
        Assert.NotEqual(one, one with { Body = null });
        Assert.NotEqual(one, one with { Headers = [new("a", "b")] });
        Assert.False(one.Equals(null));
    }

    [Fact]
    public async Task QueryAsync_AfterAndBefore_AreBordersOfTheirOwn()
    {
        var log = new InMemoryConnectLogStore(100);
        long[] ids = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(n => log.AppendAsync(Bare with { Result = $"{n}" }, Engine.Token).AsTask()))];
        async Task<string> Of(ConnectLogQuery query) => string.Join(' ', (await log.QueryAsync(query, Engine.Token)).Entries.Select(e => e.Result));

        Assert.Equal("5 4 3", await Of(new() { After = ids[2] }));
        Assert.Equal("2 1 0", await Of(new() { Before = ids[3] }));
        Assert.Equal("3", await Of(new() { After = ids[2], Before = ids[4] }));
        Assert.Equal("", await Of(new() { After = ids[2], Before = ids[3] }));
        Assert.Equal("3", await Of(new() { After = ids[2], Search = "3" }));
        Assert.Equal("", await Of(new() { Before = ids[3], Search = "3" }));
    }

    [Fact]
    public async Task Log_NullOrCancelled_SaysSo()
    {
        var log = new InMemoryConnectLogStore(10);
        var cancelled = new CancellationToken(canceled: true);
        await log.AppendAsync(Bare, Engine.Token);

        Assert.Equal("entry", (await Assert.ThrowsAsync<ArgumentNullException>(() => log.AppendAsync(null!, Engine.Token).AsTask())).ParamName);
        Assert.Equal("query", (await Assert.ThrowsAsync<ArgumentNullException>(() => log.QueryAsync(null!, Engine.Token).AsTask())).ParamName);
        Assert.Equal("query", Assert.Throws<ArgumentNullException>(() => log.StreamAsync(null!, Engine.Token)).ParamName);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => log.QueryAsync(new(), cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await log.StreamAsync(new(), cancelled).ToListAsync(Engine.Token));
        Assert.Throws<ArgumentNullException>(() => new ConnectLogQuery().Matches(null!));
        Assert.Equal("output",
            (await Assert.ThrowsAsync<ArgumentNullException>(() => ConnectLogCsv.WriteAsync(log.StreamAsync(new(), Engine.Token), null!, Engine.Token))).ParamName);
    }

    private static object Parts(ConnectLogEntry entry) => (
        entry.Timestamp, entry.EndpointId, entry.Origin, entry.PrimaryPhone, entry.Result, entry.EndpointName,
        (entry.LeadId, entry.ResponseBody, entry.StatusCode, entry.ErrorKind, entry.ErrorMessage, entry.Duration),
        (entry.InputData?.Method, entry.InputData?.Url, entry.InputData?.Body, entry.InputData?.Utf8Body is null));
}
