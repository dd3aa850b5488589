using System.Globalization;
using ConvosoConnect.Sdk.Dates;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Dates;

/// <summary>Compares with tables that PHP itself printed; php-dates.php says how.</summary>
public sealed class PhpDatesTests
{
    [Theory]
    [InlineData("America/Los_Angeles")]
    [InlineData("UTC")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Europe/London")]
    [InlineData("America/Phoenix")]
    [InlineData("Australia/Lord_Howe")]
    public void TryFormat_EveryFormatAtManyMoments_PrintsWhatPhpPrints(string zone)
    {
        (string[] head, List<string[]> rows) = Table("php-dates.tsv");
        rows = rows.FindAll(row => row[0] == zone);
        AccountClock clock = Clocks.At(zone);
        List<string> wrong = [];
        foreach (string[] row in rows)
        {
            DateTimeOffset moment = DateTimeOffset.FromUnixTimeSeconds(long.Parse(row[1], CultureInfo.InvariantCulture));
            string text = moment.ToOffset(TimeSpan.FromMinutes(345)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
            for (int column = 2; column < head.Length; column++)
            {
                string? fromTyped = Clocks.Format(head[column], moment, clock);
                string? fromText = Clocks.Format(head[column], text, clock);
                if (fromTyped != row[column] || fromText != row[column])
                {
                    wrong.Add($"{head[column]} at {row[1]}: PHP {row[column]}, typed {fromTyped}, text {fromText}");
                }
            }

            Assert.Equal(row[2], Clocks.Format(DateFormats.SystemDefault, moment, clock));
        }

        Assert.Empty(wrong);
        Assert.True(rows.Count >= 40);
        Assert.Equal(DateFormats.All.Skip(1), head[2..]);
    }

    [Fact]
    public void FromClock_TextInGapsAndOverlaps_ReadsWhatPhpReads()
    {
        List<string> wrong = [];
        (_, List<string[]> rows) = Table("php-reading.tsv");
        foreach (IGrouping<string, string[]> zone in rows.GroupBy(row => row[0]))
        {
            AccountClock clock = Clocks.At(zone.Key);
            foreach (string[] row in zone)
            {
                string? read = Clocks.Format("timestamp", row[1], clock);
                if (read != row[2])
                {
                    wrong.Add($"{row[1]} in {zone.Key}: PHP {row[2]}, here {read}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(rows.Count > 700);
    }

    [Fact]
    public void Abbreviation_EveryZone_IsPhps()
    {
        List<string> wrong = [];
        (_, List<string[]> rows) = Table("php-zones.tsv");
        foreach (string[] row in rows.Where(row => TimeZoneInfo.TryFindSystemTimeZoneById(row[0], out _)))
        {
            AccountClock clock = Clocks.At(row[0]);
            string january = clock.Abbreviation(clock.FromClock(new DateTime(2025, 1, 15)));
            string july = clock.Abbreviation(clock.FromClock(new DateTime(2025, 7, 15)));
            if (january != row[1] || july != row[2])
            {
                wrong.Add($"{row[0]}: PHP {row[1]} {row[2]}, here {january} {july}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(rows.Count > 400);
    }

    private static (string[] Head, List<string[]> Rows) Table(string name)
    {
        using Stream stream = typeof(PhpDatesTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        List<string[]> lines = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
        return (lines[0], lines[1..]);
    }
}
