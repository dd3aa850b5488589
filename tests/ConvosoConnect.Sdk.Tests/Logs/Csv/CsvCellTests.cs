using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using CsvHelper;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Logs.Csv;

/// <summary>The CSV file in a spreadsheet that splits it at semicolons or tabs, where the quotes of a field protect nothing.</summary>
public sealed class CsvCellTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a;b", "a;b")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("a;=1+1", "a;'=1+1")]
    [InlineData("a\t=1+1", "a\t'=1+1")]
    [InlineData(";@x;+1;-1", ";'@x;'+1;'-1")]
    [InlineData("a;＝1;＋1;－1;＠1", "a;'＝1;'＋1;'－1;'＠1")]
    [InlineData("a; \u00a0\u200b=1", "a;' \u00a0\u200b=1")]
    [InlineData("a;\"=1\"", "a;'\"=1\"")]
    [InlineData("a;\"b;=1\"", "a;\"b;'=1\"")]
    [InlineData("a;\tb", "a;'\tb")]
    [InlineData("a;\rb", "a;'\rb")]
    [InlineData("a;\r\nb", "a;\r\nb")]
    [InlineData("a\n=1", "a\n'=1")]
    [InlineData("a\r\n \"@x", "a\r\n' \"@x")]
    [InlineData("a\t\t\t=1", "a\t\t\t'=1")]
    [InlineData("a;b=1;c-d", "a;b=1;c-d")]
    [InlineData("=1;=1", "'=1;'=1")]
    [InlineData(";", ";")]
    [InlineData("\"a\";\"b\"", "\"a\";\"b\"")]
    public async Task WriteAsync_CellsWithinAField_AreQuotedAndMadeHarmless(string text, string expected)
    {
        byte[] bytes = await ConnectLogCsvTests.Write(LogEntries.Entry(result: text) with { ResponseBody = text, ErrorMessage = text });

        Assert.Equal(expected, Assert.Single(ConnectLogCsvTests.Read(bytes))["Result"]);
        Assert.Contains(",\"" + expected.Replace("\"", "\"\"", StringComparison.Ordinal) + "\",", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task WriteAsync_AnyText_SplitBySemicolonsOrTabs_HasNoCellThatIsAFormula(char separator)
    {
        // No randomness that differs from run to run: every text is made of these pieces, in an order that the seed fixes.
        string[] pieces = [";", "\t", "\r", "\n", "\r\n", "\"", ",", "=1+1", "+1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "＝1", "－1", " ", "\u200b", "\ufeff", "x", "'", "5"];
        var random = new Random(20260308);
        for (int n = 0; n < 3000; n++)
        {
            string[] texts = [.. Enumerable.Range(0, 3).Select(_ => string.Concat(random.GetItems(pieces, random.Next(1, 9))))];
            byte[] bytes = await ConnectLogCsvTests.Write(
                LogEntries.Entry(endpointId: "e", phone: texts[0], result: texts[1]) with { ResponseBody = texts[2], ErrorMessage = texts[0] });

            var options = new CsvReaderOptions { Separator = separator, MalformedData = CsvMalformedDataHandling.Recover };
            using CsvReader csv = CsvReader.Create(bytes, options);
            while (csv.Read())
            {
                Assert.All(csv.Current.ToArray(), cell => Assert.False(Runs(cell), $"{Encoding.UTF8.GetString(bytes)} has the cell {cell}"));
            }

            // A spreadsheet that heeds no quotes at all.
            string[] cells = Encoding.UTF8.GetString(bytes).Split([separator, '\r', '\n']);
            Assert.All(cells, cell => Assert.False(Runs(cell), $"{string.Join('|', texts)} has the cell {cell}"));
        }

        static bool Runs(string cell) => cell.TrimStart(' ', '\t', '\r', '\n', '\u200b', '\ufeff', '"') is ['=' or '+' or '-' or '@' or '＝' or '－', ..];
    }

    [Fact]
    public async Task WriteAsync_MegabytesOfSeparatorsAndMarks_TakesLinearTime()
    {
        string[] texts = [new('\t', 1 << 20), new(';', 1 << 20), string.Concat(Enumerable.Repeat(";\t=", 1 << 18)), ";" + new string('"', 1 << 20), ";" + new string(' ', 1 << 20)];
        foreach (string text in texts)
        {
            // Quadratic time would be hours.
            await ConnectLogCsvTests.Write(LogEntries.Entry(result: text)).WaitAsync(TimeSpan.FromSeconds(60), Token);
        }
    }
}
