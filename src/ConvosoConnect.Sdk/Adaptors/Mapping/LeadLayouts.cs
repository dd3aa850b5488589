namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>
/// The rows of an adaptor that read one section of leads. Remembers the layout of the leads that it sees: an app mostly fills its dictionaries in one
/// order, and then the n-th entry is the n-th field, with no hash to work out. Other leads are looked up field by field.
/// Without that, the send of a lead with 200 fields takes 14 to 19 % more processor time, of one with 20 fields 1 to 5 % (benchmarks/results/ablation.md).
/// </summary>
internal sealed class LeadLayouts(LeadSection section, MappedRow[] rows)
{
    // Leads of many shapes must not have a layout made for each.
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
