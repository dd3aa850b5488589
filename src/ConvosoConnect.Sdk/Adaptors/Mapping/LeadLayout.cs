namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>In which order a lead has its fields, and which rows each of them goes to.</summary>
internal sealed class LeadLayout
{
    // So many more fields than rows make looking up the few quicker.
    private const int MostFieldsForARow = 3;

    // A layout keeps its names: these two bounds hold its memory.
    private const int LongestName = 200;

    private readonly Entry[] _entries;
    private readonly MappedRow[] _absent;

    private LeadLayout(string[] names, IReadOnlyDictionary<string, MappedRow[]> rowsByField)
    {
        var present = new HashSet<string>(names, StringComparer.Ordinal);
        _entries = Array.ConvertAll(names, name => Entry.Create(name, rowsByField.GetValueOrDefault(name, [])));
        _absent = [.. rowsByField.Where(rows => !present.Contains(rows.Key)).SelectMany(rows => rows.Value)];
    }

    /// <summary>The layout of a lead, in time proportional to its fields and the rows; null when it is not worth one.</summary>
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

    /// <summary>Maps a lead of this layout; false for any other, which may leave some rows mapped.</summary>
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

    /// <summary>Where names are compared in another way, an entry may be meant by a name that it does not have.</summary>
    private static bool IsOrdinal(Dictionary<string, LeadValue> lead) =>
        ReferenceEquals(lead.Comparer, EqualityComparer<string>.Default) || ReferenceEquals(lead.Comparer, StringComparer.Ordinal);

    /// <summary>One entry of a lead and the rows that read it.</summary>
    /// <param name="Name">The field's name.</param>
    /// <param name="Rows">The rows.</param>
    /// <param name="OnlyKey">The key, when there is but one, of one row, which sends texts as they are; null otherwise.</param>
    /// <param name="Place">Where in the payload that key is.</param>
    private readonly record struct Entry(string Name, MappedRow[] Rows, PayloadKey? OnlyKey, int Place)
    {
        public static Entry Create(string name, MappedRow[] rows) =>
            rows is [{ Format: null, Keys: [var key] } row] ? new(name, rows, key, row.Place) : new(name, rows, null, 0);
    }
}
