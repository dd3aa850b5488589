using ConvosoConnect.Sdk.Dates;

namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>One row of an adaptor, compiled.</summary>
internal sealed class MappedRow
{
    private MappedRow(FieldMapping mapping, List<string> won, bool mapped, RowDateFormat? format)
    {
        Mapping = mapping;
        KeyNames = [.. won];
        Keys = Array.ConvertAll(KeyNames, name => new PayloadKey(name));
        DefaultValue = mapping.DefaultValue;
        Format = format;
        IsLeadId = mapping is { Section: LeadSection.Lead, Field: "id" };
        IdleOutcome = mapped ? RowOutcome.Overridden : RowOutcome.NotMapped;
    }

    public FieldMapping Mapping { get; }

    /// <summary>The place of its first key in the payload; its other keys follow.</summary>
    public int Place { get; private set; }

    /// <summary>The keys that this row writes: those that no later row names.</summary>
    public PayloadKey[] Keys { get; }

    public string[] KeyNames { get; }

    public LeadValue DefaultValue { get; }

    /// <summary>Null when the row has no date format, or an unknown one.</summary>
    public RowDateFormat? Format { get; }

    /// <summary>Whether it sends the lead's id, which is taken from the lead record when the lead section has none.</summary>
    public bool IsLeadId { get; }

    /// <summary>The outcome that a trace shows when the row writes no key.</summary>
    public RowOutcome IdleOutcome { get; }

    /// <summary>Compiles the rows from the last to the first, because the last row that names a key wins it.</summary>
    public static MappedRow[] Compile(IReadOnlyList<FieldMapping> mappings, AccountClock clock)
    {
        var rows = new MappedRow[mappings.Count];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (int i = rows.Length - 1; i >= 0; i--)
        {
            FieldMapping mapping = mappings[i];
            string[] names = DestinationKeys.Split(mapping.MappedTo);
            var won = new List<string>(names.Length);
            foreach (string name in names)
            {
                if (taken.Add(name))
                {
                    won.Add(name);
                }
            }

            rows[i] = new MappedRow(mapping, won, names.Length > 0, RowDateFormat.Create(mapping.DateFormat, clock));
        }

        int place = 0;
        foreach (MappedRow row in rows)
        {
            row.Place = place;
            place += row.Keys.Length;
        }

        return rows;
    }
}
