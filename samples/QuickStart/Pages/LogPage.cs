using System.Globalization;
using ConvosoConnect.Sdk;
using Spectre.Console;

namespace QuickStart.Pages;

/// <summary>Shows a page of the log, and what one entry keeps of its request.</summary>
internal static class LogPage
{
    public static void Show(Screen screen, ConnectLogPage page, EarlierRuns earlier)
    {
        Table table = Screen.Table("Id", "Date (Pacific)", "Primary phone", "Endpoint", "Lead", "HTTP", "Result");
        foreach (ConnectLogEntry entry in page.Entries)
        {
            table.AddRow(
                new Text(Text(entry.Id)),
                new Text(entry.PacificTimestamp[..^" PST".Length]),
                new Text(entry.PrimaryPhone),
                new Text(entry.EndpointName),
                new Text(entry.LeadId),
                new Text(Text(entry.StatusCode)),
                entry.ErrorKind is null ? new Text(entry.Result ?? "") : new Markup($"[yellow]{entry.ErrorKind}[/]"));
        }

        table.Columns[0].RightAligned();
        screen.Show(table);
        screen.Line($"  [grey]{page.Entries.Count} of {Text(page.Total)} entries of this run, newest first{(earlier.Entries == 0 ? "" : $"; before them {earlier}")}[/]");
    }

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
