using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.Benchmarks.Runs;

/// <summary>The tables as Markdown.</summary>
internal static class Report
{
    private const string Legend =
        """
        Every contender's request was compared with the engine's before anything was timed: method, URL, headers, media type and body are the same but for how text
        is escaped. Ratios are to the first line of each table, the engine. ✗ marks a goal that is missed. "Send" is the whole `SendAsync`: endpoint and adaptor are
        looked up, the lead is mapped, the request built and sent, the response parsed, the result judged and the masked entry appended to the log in memory. The others'
        bare calls do none of that but map the lead, send, and read the response as text. No network: a handler takes the request's bytes and answers at once.
        """;

    public static string Head(string title, string method) => string.Create(
        CultureInfo.InvariantCulture,
        $"# {title}\n\nMachine: {Machine.Description}. Commit {Machine.Commit}; load {Machine.Load}. {method} {Versions}\n");

    public static string Markdown(string method, IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder(Head("Building, sending and reading", method)).Append('\n').Append(Legend).Append('\n');
        AppendGoals(text, figures);
        foreach (IGrouping<string, Figure> group in figures.GroupBy(f => f.Group).OrderByDescending(g => g.Count() > 1))
        {
            if (group.Count() > 1)
            {
                AppendGroup(text, group);
            }
        }

        text.Append("\n## The engine alone\n\n| | time | allocated |\n|---|--:|--:|\n");
        foreach (Figure figure in figures.Where(f => f.Contender == Work.Catalogue.Engine && !Work.Masking.Is(f.Group)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {figure.Group} | {Time(figure.Nanoseconds)} | {figure.Bytes:N0} B |\n");
        }

        if (figures.Any(f => Work.Masking.Is(f.Group)))
        {
            AppendMasking(text, figures);
        }

        return text.ToString();
    }

    /// <summary>The table of what masking takes.</summary>
    public static string Masking(IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder(Head("Masking", "Processor time, medians of 11 rounds, in turn."));
        AppendMasking(text, figures);
        return text.ToString();
    }

    private static string Versions => "Beside it: "
        + string.Join(", ", new[] { typeof(Refit.RestService), typeof(Flurl.Http.FlurlClient), typeof(RestSharp.RestClient) }.Select(t => $"{t.Assembly.GetName().Name} {t.Assembly.GetName().Version}"))
        + ".";

    private static void AppendGoals(StringBuilder text, IReadOnlyList<Figure> figures)
    {
        text.Append("\n## Goals\n\n| | time | goal | allocated | goal |\n|---|--:|--:|--:|--:|\n");
        foreach (Goal goal in Goal.All.Append(Goal.Growth))
        {
            if (goal.RatiosIn(figures) is ({ } time, { } bytes))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {goal.Text} | {time:0.00}{Mark(time, goal.Time)} | ≤ {goal.Time:0.##} | {bytes:0.00}{Mark(bytes, goal.Bytes)} | {(goal.Bytes is { } most ? $"≤ {most:0.##}" : "")} |\n");
            }
        }
    }

    private static void AppendMasking(StringBuilder text, IReadOnlyList<Figure> figures)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## Masking, {Work.Masking.Length:N0} characters each\n\n| | time a character | goal | allocated |\n|---|--:|--:|--:|\n");
        foreach (Figure figure in figures.Where(f => Work.Masking.Is(f.Group)))
        {
            double each = figure.Nanoseconds / Work.Masking.Length;
            text.Append(CultureInfo.InvariantCulture, $"| {figure.Group} | {each:0.0} ns{Mark(each, Work.Masking.Nanoseconds)} | ≤ {Work.Masking.Nanoseconds:0} ns | {figure.Bytes:N0} B |\n");
        }
    }

    private static void AppendGroup(StringBuilder text, IEnumerable<Figure> figures)
    {
        Figure first = figures.First();
        text.Append(CultureInfo.InvariantCulture, $"\n## {first.Group}\n\n| | time | ratio | allocated | ratio |\n|---|--:|--:|--:|--:|\n");
        foreach (Figure figure in figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {figure.Contender} | {Time(figure.Nanoseconds)} | {figure.Nanoseconds / first.Nanoseconds:0.00} | {figure.Bytes:N0} B | {figure.Bytes / Math.Max(1, first.Bytes):0.00} |\n");
        }
    }

    private static string Mark(double value, double? goal) => value > goal ? " ✗" : "";

    private static string Time(double nanoseconds) => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1000:0.00} µs");
}
