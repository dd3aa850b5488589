namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>The order in which a lead has its fields, and the rows that read each field.</summary>
internal sealed class LeadLayout
{
    // When a lead has more fields for each row than this, looking up the fields of the rows is faster.
    private const int MostFieldsForARow = 3;

    // A layout keeps the names of the fields, so this limit and the one above bound its memory.
    private const int LongestName = 200;

    private readonly Entry[] _entries;
    private readonly MappedRow[] _absent;

    private LeadLayout(string[] names, IReadOnlyDictionary<string, MappedRow[]> rowsByField)
    {
        var present = new HashSet<string>(names, StringComparer.Ordinal);
        _entries = Array.ConvertAll(names, name => Entry.Create(name, rowsByField.GetValueOrDefault(name, [])));
        _absent = [.. rowsByField.Where(rows => !present.Contains(rows.Key)).SelectMany(rows => rows.Value)];
    }

    /// <summary>Makes the layout of a lead, in time proportional to its fields and the rows; null when a layout would not make the mapping faster or would be too large.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="rowsByField">The rows of the section by the field that they read, names compared exactly.</param>
    public static LeadLayout? Create(Dictionary<string, LeadValue> lead, IReadOnlyDictionary<string, MappedRow[]> rowsByField)
    {
        if (lead.Count > rowsByField.Count * MostFieldsForARow || !IsOrdinal(lead))
        {
            return null;
        }

        string[] names = [.. lead.Keys];
        return names.Any(name => name.Length > LongestName) ? null : new(names, rowsByField);
    }

    /// <summary>Maps a lead that has this layout. Returns false for any other lead; some rows may then be mapped already.</summary>
    public bool TryMap(Dictionary<string, LeadValue> lead, AdaptorMapper mapper, PayloadField[] fields)
    {
        if (lead.Count != _entries.Length || !IsOrdinal(lead))
        {
            return false;
        }

        int at = 0;
        foreach (KeyValuePair<string, LeadValue> field in lead)
        {
            ref readonly Entry entry = ref _entries[at++];
            if (!ReferenceEquals(field.Key, entry.Name) && field.Key != entry.Name)
            {
                return false;
            }

            LeadValue value = field.Value;
            if (entry.OnlyKey is { } key && value.IsText)
            {
                fields[entry.Place] = new PayloadField(key, value);
                continue;
            }

            foreach (MappedRow row in entry.Rows)
            {
                mapper.Put(row, in value, fields);
            }
        }

        foreach (MappedRow row in _absent)
        {
            mapper.Put(row, default, fields);
        }

        return true;
    }

    /// <summary>Whether the dictionary compares names exactly. Otherwise a row may mean an entry whose name is written differently.</summary>
    private static bool IsOrdinal(Dictionary<string, LeadValue> lead) =>
        ReferenceEquals(lead.Comparer, EqualityComparer<string>.Default) || ReferenceEquals(lead.Comparer, StringComparer.Ordinal);

    /// <summary>One entry of a lead and the rows that read it.</summary>
    /// <param name="Name">The field's name.</param>
    /// <param name="Rows">The rows.</param>
    /// <param name="OnlyKey">The key to send when one row without a date format reads the entry and has one key; null otherwise.</param>
    /// <param name="Place">The place of that key in the payload.</param>
    private readonly record struct Entry(string Name, MappedRow[] Rows, PayloadKey? OnlyKey, int Place)
    {
        public static Entry Create(string name, MappedRow[] rows) =>
            rows is [{ Format: null, Keys: [var key] } row] ? new(name, rows, key, row.Place) : new(name, rows, null, 0);
    }
}
