using ConvosoConnect.Sdk;
using Spectre.Console;

namespace QuickStart.Pages;

/// <summary>Shows why a send failed: the error, and the five checks.</summary>
internal static class DiagnosisPage
{
    public static void Show(Screen screen, ConnectResult result)
    {
        screen.Show(Screen.Facts(
            ("Result", result.Value ?? "null"),
            ("Error", $"{result.Error?.Kind}"),
            ("", result.Error?.Message ?? "")));
        screen.Line("");
        Table table = Screen.Table("", "Check", "Verdict", "What was seen");
        foreach ((int number, DiagnosisStep step) in (result.Diagnosis?.Steps ?? []).Index())
        {
            table.AddRow(new Text($"{number + 1}"), new Text(step.Name), new Markup(Verdict(step.Verdict)), new Text(step.Finding));
        }

        screen.Show(table);
    }

    private static string Verdict(DiagnosisVerdict verdict) => verdict switch
    {
        DiagnosisVerdict.Ok => "[green]✓ ok[/]",
        DiagnosisVerdict.Suspect => "[yellow]? suspect[/]",
        DiagnosisVerdict.Failed => "[red]✗ failed[/]",
        _ => "[grey]– not reached[/]",
    };
}
