using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Benchmarks;

namespace ConvosoConnect.Sdk.Load;

/// <summary>What a soak showed.</summary>
/// <param name="Samples">Its samples in order.</param>
/// <param name="Sent">All sends.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Arguments">How it was run.</param>
internal sealed record SoakResult(IReadOnlyList<SoakSample> Samples, long Sent, long Failed, Arguments Arguments)
{
    private const double Allowed = 1.1;

    /// <summary>Whether the last quarter holds no more than a tenth over what the second quarter held; the first is left to warm up.</summary>
    public bool IsFlat => Growth <= Allowed;

    private double Growth => Samples.Skip(15).Average(s => s.Held) / Samples.Skip(5).Take(5).Average(s => s.Held);

    public string Markdown()
    {
        var text = new StringBuilder("# Soak\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Machine: {Machine.Description}; commit {Machine.Commit}.\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $$"""
            {{Arguments.SoakMinutes:0.#}} minutes of sends from 16 senders to a receiver in another process, {{Arguments.Rate:N0}} a second aimed at, log in SQLite, durable: {{Sent:N0}} sends, {{Failed}} failed.
            Memory held in the last quarter ÷ in the second: {{Growth:0.00}} ({{(IsFlat ? "flat" : "NOT flat")}}; allowed {{Allowed}}).


            """);
        text.Append("| minute | sends | held MB | working set MB | full collections | pool threads |\n|--:|--:|--:|--:|--:|--:|\n");
        foreach (SoakSample s in Samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {s.At.TotalMinutes:0.0} | {s.Sent:N0} | {s.Held / 1e6:0.0} | {s.WorkingSet / 1e6:0} | {s.FullCollections} | {s.Threads} |\n");
        }

        return text.ToString();
    }
}
