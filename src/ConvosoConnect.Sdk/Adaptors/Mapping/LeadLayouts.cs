namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>
/// The rows of an adaptor that read one section of leads. It remembers one layout of leads: an app usually fills its dictionaries in one order, so the fields are known by position
/// and no hash is computed. The fields of other leads are looked up one by one. Without layouts, the send of a lead with 200 fields takes 14 to 19 % more processor time, and of a
/// lead with 20 fields 1 to 5 % more (benchmarks/results/ablation.md).
/// </summary>
internal sealed class LeadLayouts(LeadSection section, MappedRow[] rows)
{
    // When leads have many different layouts, not every lead may cause a new layout to be made.
    private const int MissesBeforeLearning = 50;

    private readonly Dictionary<string, MappedRow[]> _rowsByField =
        rows.GroupBy(row => row.Mapping.Field, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private LeadLayout? _layout;
    private int _misses = MissesBeforeLearning - 1;

    public void Map(LeadRecord lead, AdaptorMapper mapper, PayloadField[] fields)
    {
        IReadOnlyDictionary<string, LeadValue> given = lead[section];
        if (given is not Dictionary<string, LeadValue> dictionary)
        {
            foreach (MappedRow row in rows)
            {
                given.TryGetValue(row.Mapping.Field, out LeadValue value);
                mapper.Put(row, in value, fields);
            }

            return;
        }

        if (Volatile.Read(ref _layout) is { } layout && layout.TryMap(dictionary, mapper, fields))
        {
            return;
        }

        foreach (MappedRow row in rows)
        {
            dictionary.TryGetValue(row.Mapping.Field, out LeadValue value);
            mapper.Put(row, in value, fields);
        }

        if (++_misses >= MissesBeforeLearning)
        {
            _misses = 0;
            Volatile.Write(ref _layout, LeadLayout.Create(dictionary, _rowsByField));
        }
    }
}
