using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QuickStart;

/// <summary>The console: at most 100 columns wide, plain text where it is redirected, and able to say afterwards what it showed.</summary>
internal sealed class Screen
{
    public const int Width = 100;

    private readonly IAnsiConsole _console;
    private readonly Recorder _recorder;
    private readonly Lock _gate = new();
    private int _chapter;

    private Screen(IAnsiConsole console) => (_console, _recorder) = (console, console.CreateRecorder());

    /// <summary>Whether somebody watches, so that a moving progress bar makes sense.</summary>
    public bool IsWatched => _console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>All that was shown, without line breaks, spaces and borders, so that text that was wrapped is found in it.</summary>
    public string Shown => string.Concat(_recorder.ExportText().Where(c => !char.IsWhiteSpace(c) && c != '│'));

    public static Screen Open()
    {
        System.Console.OutputEncoding = Encoding.UTF8;

        // The enrichers would write escape codes into redirected output on some build servers.
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false } });
        console.Profile.Width = System.Console.IsOutputRedirected ? Width : Math.Min(Width, console.Profile.Width);
        return new Screen(console);
    }

    /// <summary>A heading with one line of explanation.</summary>
    public void Chapter(string title, string explanation) =>
        Line($"\n[bold blue]{++_chapter} {Markup.Escape(title)}[/]\n  [grey]{Markup.Escape(explanation)}[/]\n");

    /// <summary>Writes a line of markup; data in it must be escaped. Callers may do so at the same time.</summary>
    public void Line(string markup)
    {
        lock (_gate)
        {
            _recorder.MarkupLine(markup);
        }
    }

    /// <summary>Writes a mark and a text beside it, which stays beside it when it is wrapped.</summary>
    public void Item(string markup, string text) =>
        Show(new Grid().AddColumn(new GridColumn().NoWrap().PadRight(1)).AddColumn(new GridColumn().PadRight(0)).AddRow(new Markup(markup), new Text(text)));

    public void Show(IRenderable part) => _recorder.Write(new Padder(part, new Padding(2, 0, 0, 0)));

    /// <summary>Progress bars, which leave nothing behind.</summary>
    public Progress Progress() => _console.Progress().AutoClear(true);

    /// <summary>A table in the style of all tables here.</summary>
    public static Table Table(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn($"[bold]{Markup.Escape(column)}[/]").NoWrap());
        }

        table.Columns[^1].NoWrap = false;
        return table;
    }

    /// <summary>Two columns without lines: a name, and what stands under it.</summary>
    public static Grid Facts(params (string Name, string Text)[] facts)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        foreach ((string name, string text) in facts)
        {
            grid.AddRow(new Markup($"[grey]{Markup.Escape(name)}[/]"), new Text(text));
        }

        return grid;
    }
}
