using ConvosoConnect.Sdk;
using Spectre.Console;

namespace QuickStart.Pages;

/// <summary>Shows what a send would do: the request, and what each adaptor row became.</summary>
internal static class PreviewPage
{
    public static void Show(Screen screen, ConnectPreview preview)
    {
        if (preview.Request is { } request)
        {
            ShowRequest(screen, request);
        }

        foreach (string warning in preview.Warnings.Append(preview.Error?.Message).OfType<string>())
        {
            screen.Item("[yellow]![/]", warning);
        }

        screen.Line("");
        Table table = Screen.Table("Section", "Field", "Mapped to", "Outcome", "Value");
        foreach (RowTrace row in preview.Rows)
        {
            string colour = row.Outcome is RowOutcome.Sent ? "green" : row.Outcome is RowOutcome.SentDefault ? "blue" : "grey";
            table.AddRow(
                new Text(row.Mapping.Section.ToString()),
                new Text(row.Mapping.Field),
                new Text(string.Join(", ", row.Keys)),
                new Markup($"[{colour}]{row.Outcome}[/]"),
                new Text(row.Value ?? ""));
        }

        screen.Show(table);
    }

    /// <summary>Shows a request as it went out or would go out.</summary>
    public static void ShowRequest(Screen screen, ConnectInputData request)
    {
        screen.Show(Screen.Facts(
            (request.Method, request.Url),
            ("Headers", string.Join('\n', request.Headers.Select(h => $"{h.Key}: {h.Value}"))),
            ("Body", request.Body ?? "none")));
    }
}
