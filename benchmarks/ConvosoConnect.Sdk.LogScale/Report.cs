using System.Globalization;
using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.Benchmarks;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>The tables as Markdown, and the numbers behind them, to which further runs add.</summary>
internal static class Report
{
    private const string Name = "log-scale";

    private const string Legend =
        """
        Times are medians in ms, with the 95th percentile and the best in parentheses. Rates are entries a second, the median of three runs, with the best and the
        least processor time of the program for each entry in parentheses. A read is timed through the public API, connection, total and entries of the page
        included; each time another number, text, day or place is asked for. "Growth" divides the best time of the largest log by that of the smallest. ✗ marks a median that misses its goal. The database's
        pages are in the operating system's cache as far as they fit.

        """;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static IReadOnlyList<LogResult> Merge(string folder, IReadOnlyList<LogResult> results)
    {
        string path = Path.Combine(folder, Name + ".json");
        List<LogResult> known = File.Exists(path) ? JsonSerializer.Deserialize<List<LogResult>>(File.ReadAllText(path))! : [];
        return [.. known.Where(k => !results.Any(k.IsOfSameLog)).Concat(results.Select(r => r.With(known.FirstOrDefault(r.IsOfSameLog)))).OrderBy(r => r.Size)];
    }

    public static void Write(string folder, IReadOnlyList<LogResult> results)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Name + ".json"), JsonSerializer.Serialize(results, Indented) + "\n");
        File.WriteAllText(Path.Combine(folder, Name + ".md"), Markdown(results));
    }

    public static string Markdown(IReadOnlyList<LogResult> results)
    {
        var text = new StringBuilder("# The log at scale\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Machine: {Machine.Description}. Package: ConvosoConnect.Sdk {typeof(ConvosoConnectOptions).Assembly.GetName().Version}.\n\n");
        text.Append(Legend);
        foreach (var provider in results.GroupBy(r => r.Provider))
        {
            Append(text, [.. provider.OrderBy(r => r.Size)]);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, LogResult[] results)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {results[^1].Version}\n\n| | {string.Join(" | ", results.Select(r => Number(r.Size)))} | goal | growth |\n|---|");
        text.Append(string.Concat(Enumerable.Repeat("--:|", results.Length + 2))).Append('\n');
        foreach (string name in results.SelectMany(r => r.Measures).Select(m => m.Name).Distinct())
        {
            Measure?[] line = [.. results.Select(r => r.Measures.FirstOrDefault(m => m.Name == name))];
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", line.Select(Cell))} | {Goal(line.First(m => m is not null)!)} | {Growth(line)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nRun at commit {string.Join(", ", results.Select(r => $"{r.Commit} ({Number(r.Size)}; load {r.Load})"))}.\n");
    }

    private static string Cell(Measure? measure) => measure switch
    {
        null => "–",
        { Unit: "ms" } => FormattableString.Invariant($"{measure.Value:0.00} ({measure.P95:0.00}; {measure.Best:0.00}){(measure.Value > measure.Goal ? " ✗" : "")}"),
        { Unit: "/s" } => FormattableString.Invariant($"{measure.Value:N0}{Detail(measure)}{(measure.Value < measure.Goal ? " ✗" : "")}"),
        _ => FormattableString.Invariant($"{measure.Value:N0} {measure.Unit}"),
    };

    private static string Detail(Measure rate) => rate is { Best: { } best, Micros: { } micros }
        ? FormattableString.Invariant($" ({best:N0}; {micros:0.0} µs)")
        : "";

    private static string Goal(Measure measure) => measure.Goal is not { } goal ? ""
        : measure.Unit == "ms" ? FormattableString.Invariant($"≤ {goal:0}") : FormattableString.Invariant($"≥ {goal:N0}");

    private static string Growth(Measure?[] line) => line is [{ Best: { } first }, .., { Best: { } last }]
        ? FormattableString.Invariant($"{last / first:0.0}×")
        : "";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
