namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>In which order a lead has its fields, and which rows each of them goes to.</summary>
internal sealed class LeadLayout
{
    // So many more fields than rows make looking up the few quicker.
    private const int MostFieldsForARow = 3;

    private readonly string[] _names;
    private readonly MappedRow[][] _readers;
    private readonly MappedRow[] _absent;

    private LeadLayout(string[] names, MappedRow[] rows)
    {
        _names = names;
        _readers = Array.ConvertAll(names, name => Array.FindAll(rows, row => row.Mapping.Field == name));
        _absent = Array.FindAll(rows, row => !names.Contains(row.Mapping.Field, StringComparer.Ordinal));
    }

    /// <summary>The layout of a lead; null when it is not worth one.</summary>
    public static LeadLayout? Of(Dictionary<string, LeadValue> lead, MappedRow[] rows) =>
        lead.Count > rows.Length * MostFieldsForARow || !IsOrdinal(lead) ? null : new([.. lead.Keys], rows);

    /// <summary>Maps a lead of this layout; false for any other, which may leave some rows mapped.</summary>
    public bool TryMap(Dictionary<string, LeadValue> lead, AdaptorMapper mapper, PayloadField[] fields)
    {
        if (lead.Count != _names.Length || !IsOrdinal(lead))
        {
            return false;
        }

        int at = 0;
        string[] names = _names;
        foreach (KeyValuePair<string, LeadValue> field in lead)
        {
            if (!ReferenceEquals(field.Key, names[at]) && field.Key != names[at])
            {
                return false;
            }

            LeadValue value = field.Value;
            foreach (MappedRow row in _readers[at++])
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
}
