using System.Globalization;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>Searches texts for every canary in every form, and counts.</summary>
internal sealed class Finder
{
    private readonly SortedSet<string> _leaks = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _places = new(StringComparer.Ordinal);
    private long _searches;
    private long _characters;

    /// <summary>What is being searched now, for the leaks' sentences.</summary>
    public string Scene { get; set; } = "";

    public IReadOnlyCollection<string> Leaks => _leaks;

    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Canary.All.Count} canaries × {_places.Count} places × {Forms.All.Count} forms; {_searches:N0} searches in {_characters:N0} characters; leaked: {_leaks.Count}");

    /// <summary>Searches what was found at a place.</summary>
    public void Search(string place, string? text)
    {
        text ??= "";
        _places.Add(place);
        _characters += text.Length;
        foreach (Canary canary in Canary.All)
        {
            foreach (Form form in Forms.All)
            {
                SearchFor(place, text, canary, form.Name, form.Traces(canary));
            }
        }
    }

    /// <summary>Searches what was found at a place for what is left of a secret that was cut: the halves of what arrived of it.</summary>
    public void SearchCut(string place, string text, Canary canary, Form form, string arrived)
    {
        _places.Add(place);
        _characters += text.Length;
        SearchFor(place, text, canary, form.Name, [arrived[..(arrived.Length / 2)], arrived[(arrived.Length / 2)..]]);
    }

    private void SearchFor(string place, string text, Canary canary, string form, IEnumerable<string> traces)
    {
        _searches++;
        foreach (int at in traces.Select(trace => text.IndexOf(trace, StringComparison.Ordinal)).Where(at => at >= 0).Take(1))
        {
            _leaks.Add($"{place} holds {canary.Slot}, {form}{Scene}: …{text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 40)]}");
        }
    }
}
