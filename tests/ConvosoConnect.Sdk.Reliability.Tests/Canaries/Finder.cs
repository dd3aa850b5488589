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
            foreach ((string form, Func<Canary, string> write) in Forms.All)
            {
                _searches++;
                int at = text.IndexOf(write(canary), StringComparison.Ordinal);
                if (at >= 0)
                {
                    _leaks.Add($"{place} holds {canary.Slot}, {form}{Scene}: …{text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 40)]}");
                }
            }
        }
    }
}
