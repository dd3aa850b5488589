namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>
/// Uses an adaptor in the other direction: an incoming payload becomes a lead, Mapped To → Field. Convoso does not document the details, so the rules here are our decisions.
/// </summary>
internal static class AdaptorReader
{
    /// <summary>
    /// Reads a lead. A row takes the first of its keys that is present and not empty. When several rows fill one field, the last row that received a value wins; a default value
    /// fills a field only when no value was received for it. Rows of the section Values belong to sends and are passed over. The lead's id is its <c>id</c> field, else the <c>lead_id</c> of the call.
    /// </summary>
    /// <param name="adaptor">The adaptor; null takes every key as a lead field of the same name.</param>
    /// <param name="incoming">The received keys, each once.</param>
    /// <returns>The lead, and the received keys that no row names, in the order in which they were received.</returns>
    public static (LeadRecord Lead, IReadOnlyList<string> UnusedKeys) Read(
        Adaptor? adaptor,
        IReadOnlyList<KeyValuePair<string, LeadValue>> incoming)
    {
        var received = new Dictionary<string, LeadValue>(incoming, StringComparer.Ordinal);
        if (adaptor is null)
        {
            return (Record(received, [], []), []);
        }

        var sections = new Dictionary<string, LeadValue>[3];
        for (int i = 0; i < sections.Length; i++)
        {
            sections[i] = new Dictionary<string, LeadValue>(StringComparer.Ordinal);
        }

        var named = new HashSet<string>(StringComparer.Ordinal);
        FieldMapping[] rows = [.. adaptor.Fields.Where(row => row.Section != LeadSection.Values)];
        foreach (FieldMapping row in rows)
        {
            LeadValue found = First(DestinationKeys.Split(row.MappedTo), received, named);
            if (!found.IsEmpty)
            {
                sections[(int)row.Section][row.Field] = found;
            }
        }

        AddDefaults(rows, sections);
        var unused = new List<string>();
        foreach ((string key, _) in incoming)
        {
            if (!named.Contains(key))
            {
                unused.Add(key);
            }
        }

        return (Record(sections[0], sections[1], sections[2]), unused);
    }

    private static LeadValue First(string[] keys, Dictionary<string, LeadValue> received, HashSet<string> named)
    {
        LeadValue found = default;
        foreach (string key in keys)
        {
            named.Add(key);
            if (found.IsEmpty && received.TryGetValue(key, out LeadValue value))
            {
                found = value;
            }
        }

        return found;
    }

    // The rows are read from the last to the first, so that the last row wins here too.
    private static void AddDefaults(FieldMapping[] rows, Dictionary<string, LeadValue>[] sections)
    {
        foreach (FieldMapping row in Enumerable.Reverse(rows))
        {
            if (!string.IsNullOrEmpty(row.DefaultValue) && DestinationKeys.Split(row.MappedTo).Length > 0)
            {
                sections[(int)row.Section].TryAdd(row.Field, row.DefaultValue);
            }
        }
    }

    private static LeadRecord Record(
        Dictionary<string, LeadValue> lead,
        Dictionary<string, LeadValue> callLog,
        Dictionary<string, LeadValue> extra)
    {
        LeadValue id = lead.GetValueOrDefault("id");
        id = id.IsEmpty ? callLog.GetValueOrDefault("lead_id") : id;
        return new LeadRecord { Id = id.ToString(), Lead = lead, CallLog = callLog, Extra = extra };
    }
}
