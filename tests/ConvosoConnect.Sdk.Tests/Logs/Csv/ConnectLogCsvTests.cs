using System.Runtime.CompilerServices;
using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using CsvHelper;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Logs.Csv;

public sealed class ConnectLogCsvTests
{
    private const string Header = "Id,Date,Primary Phone,Result,Endpoint Id,Endpoint,Lead Id,Method,URL,Headers,Body,"
        + "Status Code,Error Kind,Error,Duration (ms),Origin,Response Body,Attempts,Direction,Idempotency Key,Captures,Resend Of\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_NoEntries_WritesTheHeaderLineWithoutMark() =>
        Assert.Equal(Header, Encoding.UTF8.GetString(await Write()));

    [Fact]
    public async Task WriteAsync_WholeEntry_WritesEveryColumn()
    {
        LogEntries.UseTurkish();
        var entry = new ConnectLogEntry
        {
            Id = 12345,
            Timestamp = new DateTimeOffset(2026, 3, 8, 9, 59, 59, TimeSpan.Zero),
            EndpointId = "e1",
            EndpointName = "Hub, Spot",
            LeadId = "9",
            PrimaryPhone = "+13105550142",
            Result = "true",
            InputData = new ConnectInputData
            {
                Method = "POST",
                Url = "https://x.test/?a=1",
                Headers = [new("Accept", "a|b"), new("Content-Type", "application/json")],
                Body = "{\"a\":1}",
            },
            ResponseBody = "line\r\nline",
            StatusCode = 200,
            ErrorKind = ConnectErrorKind.Rejected,
            ErrorMessage = "No.",
            Duration = TimeSpan.FromMilliseconds(1234.5),
            Origin = "workflow:12",
            Direction = ConnectLogDirection.In,
            IdempotencyKey = "batch-7/9",
            Captures = new Dictionary<string, string> { ["transfer"] = "1|2" },
            ResendOf = 12_001,
            Attempts =
            [
                new() { ErrorKind = ConnectErrorKind.Connect, Duration = TimeSpan.FromMilliseconds(12.5), Reason = "Refused | retried" },
                new() { Number = 2, StatusCode = 200, Duration = TimeSpan.FromMilliseconds(3), Wait = TimeSpan.FromSeconds(2) },
            ],
        };
        Assert.Equal(
            Header + "12345,2026-03-08 01:59:59 PST,+13105550142,true,e1,\"Hub, Spot\",9,POST,https://x.test/?a=1,"
            + "Accept: a\\|b|Content-Type: application/json,\"{\"\"a\"\":1}\",200,Rejected,No.,1234.5,workflow:12,\"line\r\nline\","
            + "\"1: Connect, 12.5 ms, waited 0 ms, Refused \\| retried|2: 200, 3 ms, waited 2000 ms\",In,batch-7/9,transfer: 1\\|2,12001\r\n",
            Encoding.UTF8.GetString(await Write(entry)));
    }

    [Fact]
    public async Task WriteAsync_SparseEntry_LeavesFieldsEmpty() =>
        Assert.Equal(
            Header + "0,2026-03-08 05:00:00 PDT,,,e1,,,,,,,,,,0,Send,,,Out,,,\r\n",
            Encoding.UTF8.GetString(await Write(LogEntries.Entry())));

    [Theory]
    [InlineData("Asia/Kathmandu", "2026-03-08T09:59:59Z", "2026-03-08 15:44:59 +0545")]
    [InlineData("Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29 01:59:59 CET")]
    [InlineData("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29 03:00:00 CEST")]
    [InlineData("Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25 02:00:00 CET")]
    [InlineData("America/Los_Angeles", "2026-11-01T08:59:59Z", "2026-11-01 01:59:59 PDT")]
    public async Task WriteAsync_TimeZoneGiven_WritesDatesInIt(string zone, string instant, string date)
    {
        LogEntries.UseTurkish();
        using var output = new MemoryStream();
        ConnectLogEntry entry = LogEntries.Entry() with { Timestamp = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture) };

        await ConnectLogCsv.WriteAsync(new[] { entry }.ToAsyncEnumerable(), output, new ConvosoConnectOptions { LogTimeZone = zone }.GetLogTimeZone(), Token);

        Assert.StartsWith($"0,{date},", Encoding.UTF8.GetString(output.ToArray())[Header.Length..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("a,b")]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\r\nb,\"c\"\r\n")]
    [InlineData(" padded ")]
    [InlineData("é–😀\u2028\0\u0001")]
    [InlineData("-12.5")]
    [InlineData("+13105550142")]
    [InlineData("-0")]
    [InlineData("a=b")]
    [InlineData("'")]
    public async Task WriteAsync_AnyText_IsReadBackUnchanged(string text) =>
        Assert.Equal(text, Assert.Single(Read(await Write(LogEntries.Entry(result: text))))["Result"]);

    [Fact]
    public async Task WriteAsync_MegabyteValues_AreReadBackUnchanged()
    {
        string quotes = new('"', 1 << 20);
        string mixed = string.Concat(Enumerable.Repeat("é😀,\r\n\"x", 1 << 17));
        IDictionary<string, string> row = Assert.Single(Read(await Write(LogEntries.Entry(result: quotes) with { ResponseBody = mixed })));
        Assert.Equal(quotes, row["Result"]);
        Assert.Equal(mixed, row["Response Body"]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=5")]
    [InlineData("@SUM(A1)")]
    [InlineData("@5")]
    [InlineData("+1+1")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("-1.")]
    [InlineData("-.5")]
    [InlineData("-1.2.3")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("+1 (310) 555-0142")]
    [InlineData("+٣١٠")]
    [InlineData("\t5")]
    [InlineData("\r")]
    [InlineData("\n1")]
    [InlineData("＝1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠x")]
    [InlineData("  =1")]
    [InlineData(" -5")]
    [InlineData("\u00a0=1")]
    [InlineData("\ufeff=1")]
    [InlineData("\u200b\0=1")]
    [InlineData("=HYPERLINK(\"https://x.test\",\"a\")")]
    public async Task WriteAsync_Formula_GetsAnApostropheInEveryColumn(string text)
    {
        ConnectLogEntry entry = LogEntries.Entry(endpointId: text, phone: text, result: text) with
        {
            EndpointName = text,
            LeadId = text,
            ErrorMessage = text,
            Origin = text,
            ResponseBody = text,
            IdempotencyKey = text,
            Captures = new Dictionary<string, string> { [text] = text },
            InputData = new ConnectInputData { Method = text, Url = text, Body = text, Headers = [new(text, "v")] },
            Attempts = [new() { Number = -1, ErrorKind = ConnectErrorKind.Timeout, Reason = text }],
        };
        IDictionary<string, string> row = Assert.Single(Read(await Write(entry)));
        foreach (string column in Header.TrimEnd().Split(',').Except(["Id", "Date", "Headers", "Status Code", "Error Kind", "Duration (ms)", "Attempts", "Direction", "Captures", "Resend Of"]))
        {
            Assert.Equal("'" + text, row[column]);
        }

        Assert.StartsWith("'", row["Captures"], StringComparison.Ordinal);
        Assert.StartsWith("'", row["Headers"], StringComparison.Ordinal);
        Assert.StartsWith("'-1: ", row["Attempts"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_LoneSurrogates_BecomeReplacementCharacters()
    {
        byte[] bytes = await Write(LogEntries.Entry(result: "\ud800x\udc00\ud800"));
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.Contains(",\ufffdx\ufffd\ufffd,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_HundredThousandRows_StreamsWithBoundedMemory()
    {
        var output = new CountingStream();
        var peak = new Peak();
        await ConnectLogCsv.WriteAsync(Many(100_000, output, peak), output, Token);
        Assert.True(output.Written > 100_000_000, $"{output.Written} bytes");
        Assert.InRange(peak.Unwritten, 1, 200_000);
        Assert.InRange(output.Longest, 1, 200_000);
        Assert.Equal(100_001, output.Lines);
        Assert.True(output.Flushes > 100, $"{output.Flushes} flushes");
        Assert.False(output.Closed);
        Assert.False(output.WrittenSynchronously);
    }

    [Fact]
    public async Task WriteAsync_Cancelled_StopsAndLeavesTheStreamOpen()
    {
        using var source = new CancellationTokenSource();
        var output = new CountingStream();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ConnectLogCsv.WriteAsync(Cancelling(source, Token), output, source.Token));
        Assert.False(output.Closed);
        Assert.False(output.WrittenSynchronously);
    }

    [Fact]
    public async Task WriteAsync_FailingEntries_PassesTheFailureOn()
    {
        var output = new CountingStream();
        async IAsyncEnumerable<ConnectLogEntry> Failing()
        {
            yield return LogEntries.Entry();
            await Task.Yield();
            throw new InvalidDataException("disk");
        }

        Assert.Equal("disk", (await Assert.ThrowsAsync<InvalidDataException>(() => ConnectLogCsv.WriteAsync(Failing(), output, Token))).Message);
        Assert.False(output.WrittenSynchronously);
    }

    [Fact]
    public async Task WriteAsync_NullArguments_Throws()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => ConnectLogCsv.WriteAsync(null!, Stream.Null, Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ConnectLogCsv.WriteAsync(Entries(), null!, Token));
    }

    internal static async Task<byte[]> Write(params ConnectLogEntry[] entries)
    {
        using var output = new MemoryStream();
        await ConnectLogCsv.WriteAsync(Entries(entries), output, Token);
        return output.ToArray();
    }

    internal static List<IDictionary<string, string>> Read(byte[] bytes)
    {
        var options = new CsvReaderOptions
        {
            Separator = ',',
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
        };
        using CsvReader csv = CsvReader.Create(bytes, options);
        csv.ReadHeader();
        var rows = new List<IDictionary<string, string>>();
        while (csv.Read())
        {
            string[] values = csv.Current.ToArray();
            rows.Add(csv.Headers.ToArray().Zip(values).ToDictionary(pair => pair.First, pair => pair.Second));
        }

        return rows;
    }

    private static async IAsyncEnumerable<ConnectLogEntry> Entries(params ConnectLogEntry[] entries)
    {
        await Task.Yield();
        foreach (ConnectLogEntry entry in entries)
        {
            yield return entry;
        }
    }

    private static async IAsyncEnumerable<ConnectLogEntry> Many(int count, CountingStream output, Peak peak)
    {
        ConnectLogEntry entry = LogEntries.Entry(result: new string('x', 1000));
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            // Each row is longer than 1,000 bytes, so this much at least waits to be written.
            peak.Unwritten = Math.Max(peak.Unwritten, (i * 1000L) - output.Written);
            yield return entry with { Id = i };
        }
    }

    private static async IAsyncEnumerable<ConnectLogEntry> Cancelling(
        CancellationTokenSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return LogEntries.Entry();
        await source.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private sealed class Peak
    {
        public long Unwritten { get; set; }
    }
}
