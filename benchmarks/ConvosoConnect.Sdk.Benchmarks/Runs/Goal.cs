using ConvosoConnect.Sdk.Benchmarks.Work;

namespace ConvosoConnect.Sdk.Benchmarks.Runs;

/// <summary>What the engine may take at most of what something else takes.</summary>
/// <param name="Text">What is compared.</param>
/// <param name="Group">What is measured of the engine.</param>
/// <param name="OtherGroup">What it is compared with.</param>
/// <param name="Other">Who does that.</param>
/// <param name="Time">The goal for the time, as a ratio.</param>
/// <param name="Bytes">The goal for the bytes allocated; null for none.</param>
/// <param name="Limit">The ratio of times that a check lets pass: far above the goal, so that a busy machine does not fail it.</param>
internal sealed record Goal(string Text, string Group, string OtherGroup, string Other, double Time, double? Bytes, double? Limit = null)
{
    // Bytes do not depend on how busy the machine is.
    private const double SpareBytes = 1.25;

    private static readonly string[] XmlLengths = ["1 KB", "100 KB"];

    public static IReadOnlyList<Goal> All { get; } = [.. OfBuilds(), .. OfSends(), .. OfParsing()];

    /// <summary>How much more a key may cost with 200 keys than with six.</summary>
    public static Goal Growth { get; } = new(
        "cost per key, 200 ÷ 6 keys", Catalogue.BuildOf("JSON", "large"), Catalogue.BuildOf("JSON", "small"), Catalogue.Engine, 200.0 / 6, null, 1.5 * 200 / 6);

    public (double Time, double Bytes)? RatiosIn(IReadOnlyList<Figure> figures)
    {
        Figure? mine = figures.FirstOrDefault(f => f.Group == Group && f.Contender == Catalogue.Engine);
        Figure? other = figures.FirstOrDefault(f => f.Group == OtherGroup && f.Contender == Other);
        return mine is null || other is null ? null : (mine.Nanoseconds / other.Nanoseconds, mine.Bytes / Math.Max(1, other.Bytes));
    }

    /// <summary>Why the check does not pass; null when it does.</summary>
    public string? Miss(IReadOnlyList<Figure> figures)
    {
        (double time, double bytes) = RatiosIn(figures) ?? throw new InvalidOperationException($"'{Text}' was not measured.");
        return time > Limit ? FormattableString.Invariant($"{Text}: {time:0.00} of the time, and may take {Limit:0.00}.")
            : bytes > Bytes * SpareBytes ? FormattableString.Invariant($"{Text}: {bytes:0.00} of the memory, and may take {Bytes * SpareBytes:0.00}.")
            : null;
    }

    /// <summary>Whether a job is needed for the check.</summary>
    public static bool Needs(Job job) => All.Append(Growth).Any(g => g.Limit is not null
        && ((job.Group == g.Group && job.Contender == Catalogue.Engine) || (job.Group == g.OtherGroup && job.Contender == g.Other)));

    private static IEnumerable<Goal> OfBuilds()
    {
        string json = Catalogue.BuildOf("JSON", "typical");
        string raw = Catalogue.BuildOf("RAW", "typical");
        yield return new("build JSON ÷ hand-written Utf8JsonWriter", json, json, Catalogue.HandWritten, 0.8, 1.1, 1.8);
        yield return new("build RAW ÷ FormUrlEncodedContent", raw, raw, Catalogue.FormContent, 0.3, 0.2, 0.7);
        foreach ((string format, double time) in new[] { ("HubSpot v3", 1.15), ("HubSpot v1", 1.4), ("Blue Ink Digital", 1.4) })
        {
            yield return new($"build {format} ÷ build JSON", Catalogue.BuildOf(format, "typical"), json, Catalogue.Engine, time, null, 2.5);
        }
    }

    private static IEnumerable<Goal> OfSends()
    {
        foreach (string format in (string[])["JSON", "RAW"])
        {
            string group = Catalogue.SendOf(format, "typical");
            yield return new($"send {format}, parsing and log entry included ÷ Refit's bare call", group, group, "Refit", 0.6, 0.6, format == "JSON" ? 1.2 : null);
            yield return new($"send {format} ÷ Flurl's bare call", group, group, "Flurl", 0.1, null);
            yield return new($"send {format} ÷ RestSharp's bare call", group, group, "RestSharp", 0.1, null);
        }
    }

    private static IEnumerable<Goal> OfParsing() => Parsing.Places.Select(place =>
    {
        string group = Parsing.JsonOf("100 KB", place);
        return new Goal($"find a key at the {place} of 100 KB of JSON ÷ JsonDocument", group, group, Parsing.Document, 0.8, null, place == "end" ? 1.2 : null);
    }).Concat(XmlLengths.Select(length =>
        new Goal($"find a key in {length} of XML ÷ XDocument", $"Parse, XML {length}", $"Parse, XML {length}", "XDocument", 1.5, 1.5, length == "100 KB" ? 2.5 : null)));
}
