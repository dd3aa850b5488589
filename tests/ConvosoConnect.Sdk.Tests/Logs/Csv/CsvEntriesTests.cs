using System.Buffers;
using ConvosoConnect.Sdk.Logs.Csv;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Logs.Csv;

public sealed class CsvEntriesTests
{
    private const int Rows = 100;

    [Fact]
    public void Write_OrdinaryEntry_MakesNoTextsButItsDate()
    {
        ConnectLogEntry entry = LogEntries.Entry() with
        {
            Id = 12345,
            StatusCode = 200,
            Duration = TimeSpan.FromMilliseconds(12.5),
            InputData = new ConnectInputData
            {
                Method = "POST",
                Url = "https://x.test/",
                Headers = [.. Enumerable.Range(0, 8).Select(n => KeyValuePair.Create($"X-Header-{n}", new string('x', 40)))],
                Body = "{\"a\":1}",
            },
        };
        var output = new ArrayBufferWriter<byte>(1024 * 1024);
        var rows = new CsvEntries(output, _ => "2026-03-08 01:59:59 PST");
        rows.Write(entry);

        long bytes = Allocations.Least(() =>
        {
            output.ResetWrittenCount();
            for (int i = 0; i < Rows; i++)
            {
                rows.Write(entry);
            }
        });

        // The headers alone make a text of 900 bytes.
        Assert.InRange(bytes / Rows, 0, 200);
    }
}
