using System.Globalization;
using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Tests.Architecture;
using CsvHelper;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Samples;

public sealed partial class QuickStartTests(QuickStartRuns runs) : IClassFixture<QuickStartRuns>
{
    private const int Leads = 50;
    private const int Calls = (4 * Leads) + 1;

    [Fact]
    public void Run_WithoutArguments_HoldsEveryExpectation()
    {
        Assert.True(runs.Here.ExitCode == 0, runs.Here.Output + runs.Here.Errors);
        Assert.Empty(runs.Here.Errors);
        Assert.Matches(@"^All \d+ expectations held\.$", runs.Here.Lines.Last(l => l.Length > 0));
        Assert.InRange(runs.Here.Lines.Count(l => l.StartsWith("  ✓ ", StringComparison.Ordinal)), 15, 25);
        Assert.DoesNotContain(runs.Here.Lines, l => l.StartsWith("  ✗ ", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_Redirected_IsPlainTextOfAtMostHundredColumns()
    {
        Assert.Equal([], runs.Here.Lines.Concat(runs.Elsewhere.Lines).Where(l => new StringInfo(l).LengthInTextElements > 100));
        Assert.DoesNotContain('\e', runs.Here.Output);
    }

    [Theory]
    [InlineData("1 Preview")]
    [InlineData("""Body      {"lead_id":"1001","first_name":"Zoë",""")]
    [InlineData("│ Lead    │ alt_phone_2   │ work_phone       │ SentEmpty   │")]
    [InlineData("│ HubSpot         │ POST HubSpot v3 │ JSON   │   50 │       49 │       1 │")]
    [InlineData("│ Lead API        │ POST JSON       │ JSON   │   50 │       50 │       0 │")]
    [InlineData("│ Transfer lookup │ GET             │ XML    │   50 │       50 │       0 │")]
    [InlineData("│ Web form        │ POST RAW        │ TEXT   │   50 │       50 │       0 │")]
    [InlineData("! Lead 1003, HubSpot: HubSpot already has this record, its ID is 77")]
    [InlineData("│ 1 │ Endpoint URL and protocol │ ✓ ok     │")]
    [InlineData("│ 2 │ Credentials               │ ✓ ok     │")]
    [InlineData("│ 3 │ IP allowlist              │ ✓ ok     │")]
    [InlineData("│ 4 │ Response Data Type        │ ✗ failed │ The response looks like an HTML page titled 'Sign")]
    [InlineData("│ 5 │ Adaptor mappings          │ ✓ ok     │")]
    [InlineData("│ Partner portal  │ 1050 │ 200  │ ResponseUnreadable │")]
    [InlineData("/leads/form?source=convoso&api_key=***&credential=***")]
    [InlineData("connect-log.csv is written to the current folder: 201 rows.")]
    public void Run_WithoutArguments_Shows(string text) => Assert.Contains(text, runs.Here.Output, StringComparison.Ordinal);

    [Fact]
    public void Run_Csv_HoldsEveryCall()
    {
        List<Dictionary<string, string>> records = Read(runs.Here.Csv);

        Assert.Equal(Calls, records.Count);
        Assert.Equal(
            [("api", Leads), ("form", Leads), ("hubspot", Leads), ("lookup", Leads), ("portal", 1)],
            records.CountBy(r => r["Endpoint Id"]).Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(Calls, records.DistinctBy(r => r["Id"]).Count());
        Assert.All(records, r => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d P[SD]T$", r["Date"]));
        Assert.Equal("ResponseUnreadable", records.Single(r => r["Origin"] == "Test")["Error Kind"]);
    }

    [Fact]
    public void Run_Credentials_AreShownNowhere()
    {
        string[] credentials = [.. Credential().Matches(Repository.Read("samples/QuickStart/appsettings.json")).Select(m => m.Value).Distinct()];

        Assert.Equal(7, credentials.Length);
        Assert.All(credentials, credential => Assert.All(
            [runs.Here.Output, runs.Here.Csv!, runs.Elsewhere.Output, runs.Elsewhere.Csv!],
            text => Assert.DoesNotContain(credential, text, StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_OtherCultureAndTimeZone_SendsAndLogsTheSame()
    {
        Assert.True(runs.Elsewhere.ExitCode == 0, runs.Elsewhere.Output + runs.Elsewhere.Errors);
        Assert.Equal(Comparable(runs.Here.Csv), Comparable(runs.Elsewhere.Csv));
        Assert.Equal(
            runs.Here.Lines.Where(l => l.StartsWith("  ✓ ", StringComparison.Ordinal)),
            runs.Elsewhere.Lines.Where(l => l.StartsWith("  ✓ ", StringComparison.Ordinal) && !Request().IsMatch(l)));
        Assert.DoesNotMatch(@"\d,\d ms", runs.Elsewhere.Output);
    }

    [Fact]
    public void Run_Verbose_ShowsEachRequestInALine()
    {
        Assert.Equal(4 * Leads, runs.Elsewhere.Lines.Count(Request().IsMatch));
        Assert.DoesNotContain(runs.Here.Lines, Request().IsMatch);
    }

    [Fact]
    public async Task Run_Help_ShowsTheUsageOnly()
    {
        SampleRun run = await SampleRun.OfAsync("QuickStart", null, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"--verbose +show each request in one line", run.Output);
        Assert.All(run.Lines, l => Assert.InRange(l.Length, 0, 100));
        Assert.Null(run.Csv);
    }

    [Fact]
    public async Task Run_UnknownArgument_EndsWithTwo()
    {
        SampleRun run = await SampleRun.OfAsync("QuickStart", null, "--verbose", "--loud");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'--loud'", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Null(run.Csv);
    }

    private static List<Dictionary<string, string>> Read(string? text)
    {
        using CsvReader csv = CsvReader.FromText(text!, new CsvReaderOptions { Separator = ',' });
        var records = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            records.Add(csv.Headers.ToArray().Zip(csv.Current.ToArray()).ToDictionary(pair => pair.First, pair => pair.Second));
        }

        return records;
    }

    /// <summary>What must not differ from run to run: all but ids, times and the receiver's port.</summary>
    private static IEnumerable<string> Comparable(string? csv) => Read(csv)
        .Select(r => Port().Replace(string.Join('\n', r.Where(f => f.Key is not ("Id" or "Date" or "Duration (ms)")).Select(f => $"{f.Key}={f.Value}")), ":port"))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"demo-[\w-]+")]
    private static partial Regex Credential();

    [GeneratedRegex(@"(?<=127\.0\.0\.1):\d+")]
    private static partial Regex Port();

    [GeneratedRegex(@"^  [✓!] 10\d\d (HubSpot|Lead API|Transfer lookup|Web form) +\d{3} +\d+\.\d ms  ")]
    private static partial Regex Request();
}
