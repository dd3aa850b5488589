namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>In which order a lead has its fields, and which rows each of them goes to.</summary>
internal sealed class LeadLayout
{
    // So many more fields than rows make looking up the few quicker.
    private const int MostFieldsForARow = 3;

    private readonly Entry[] _entries;
    private readonly MappedRow[] _absent;

    private LeadLayout(string[] names, MappedRow[] rows)
    {
        _entries = Array.ConvertAll(names, name => Entry.Of(name, Array.FindAll(rows, row => row.Mapping.Field == name)));
        _absent = Array.FindAll(rows, row => !names.Contains(row.Mapping.Field, StringComparer.Ordinal));
    }

    /// <summary>The layout of a lead; null when it is not worth one.</summary>
    public static LeadLayout? Of(Dictionary<string, LeadValue> lead, MappedRow[] rows) =>
        lead.Count > rows.Length * MostFieldsForARow || !IsOrdinal(lead) ? null : new([.. lead.Keys], rows);

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
        public static Entry Of(string name, MappedRow[] rows) =>
            rows is [{ Format: null, Keys: [var key] } row] ? new(name, rows, key, row.Place) : new(name, rows, null, 0);
    }
}
