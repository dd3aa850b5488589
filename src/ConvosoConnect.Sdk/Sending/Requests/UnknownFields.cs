using System.Collections.Frozen;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Requests;

/// <summary>Warns of mapped fields that neither the lead nor the catalogue has: most often a typo, or the wrong section.</summary>
internal static class UnknownFields
{
    // Finding the nearest names takes hundreds of times as long as a send, so only previews and tests do it, for ten fields at most.
    private const int MostNamed = 10;
    private const int LongestName = 100;

    private static readonly FrozenSet<(LeadSection Section, string Field)> Catalogue = FieldCatalogue.All.Select(f => (f.Section, f.Field)).ToFrozenSet();

    /// <summary>Adds the warnings to the rows.</summary>
    /// <param name="rows">What became of each row.</param>
    /// <param name="lead">The lead that was mapped.</param>
    /// <param name="nearest">Whether to name the nearest fields there are.</param>
    public static void Warn(List<RowTrace> rows, LeadRecord lead, bool nearest)
    {
        int unknown = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            (LeadSection section, string field) = (rows[i].Mapping.Section, rows[i].Mapping.Field);
            if (rows[i].Outcome is RowOutcome.NotMapped or RowOutcome.Overridden
                || Catalogue.Contains((section, field)) || lead[section].ContainsKey(field))
            {
                continue;
            }

            string where = section == LeadSection.Values
                ? $"The value '{AsTyped(field)}' is not among the Values of this send"
                : $"The field '{AsTyped(field)}' of the section {section} is neither in this lead nor in the catalogue of fields";
            string warning = $"{where}, so that it counts as empty. {Advice(section, field, lead, nearest && unknown++ < MostNamed)}";
            rows[i] = rows[i] with { Warning = rows[i].Warning is { } other ? $"{other} {warning}" : warning };
        }
    }

    /// <summary>The name with all its spaces, which are often what is wrong with it; a longer one is cut.</summary>
    private static string AsTyped(string field) => field.Length > LongestName
        ? Excerpt.From(field, LongestName)
        : string.Concat(field.Select(character => char.IsControl(character) || char.IsWhiteSpace(character) ? ' ' : character));

    private static string Advice(LeadSection section, string field, LeadRecord lead, bool named)
    {
        IReadOnlyList<string> found = named ? NearestKeys.To($"{section}.{field}", Names(section, lead), onlyNear: true) : [];
        return found.Count switch
        {
            0 => "Check its name and its section.",
            1 => $"Nearest is: {found[0]}.",
            _ => $"Nearest are: {string.Join(", ", found)}.",
        };
    }

    /// <summary>Every field there is. The catalogue comes first, for only some hundred names are looked at and a lead may have more.</summary>
    private static IEnumerable<string> Names(LeadSection section, LeadRecord lead) =>
        from fields in (IEnumerable<(LeadSection, string)>[])
        [
            FieldCatalogue.All.Where(f => f.Section == section).Select(f => (f.Section, f.Field)),
            FieldCatalogue.All.Where(f => f.Section != section).Select(f => (f.Section, f.Field)),
            lead[section].Keys.Select(f => (section, f)),
            .. Enum.GetValues<LeadSection>().Where(other => other != section).Select(other => lead[other].Keys.Select(f => (other, f))),
        ]
        from field in fields
        select $"{field.Item1}.{field.Item2}";
}
