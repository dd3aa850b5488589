using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>
/// Maps leads to payloads with one version of an adaptor. Compiled once and shared by all sends: mapping itself allocates the payload and the texts
/// it has to make, nothing else.
/// </summary>
/// <remarks>
/// Where several rows name one key, the last row wins even when its own value is then omitted as empty: what a row sends never depends on
/// another row's value. Our decision.
/// </remarks>
internal sealed class AdaptorMapper
{
    private readonly MappedRow[] _rows;
    private readonly int _keyCount;
    private readonly bool _omitEmpty;
    private readonly string _delimiter;
    private readonly RowDateFormat _systemFormat;

    /// <summary>Compiles an adaptor.</summary>
    /// <param name="adaptor">The adaptor; null maps every lead to an empty payload.</param>
    /// <param name="rules">How to map.</param>
    public AdaptorMapper(Adaptor? adaptor, MappingRules rules)
    {
        _rows = adaptor is null ? [] : MappedRow.Compile(adaptor.Fields, rules.Clock);
        _keyCount = _rows.Sum(row => row.Keys.Length);
        _omitEmpty = rules.EmptyValues == EmptyValues.Omit;
        _delimiter = rules.Delimiter;
        _systemFormat = RowDateFormat.Create(DateFormats.SystemDefault, rules.Clock)!;
    }

    /// <summary>Maps a lead.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="trace">Receives what became of each row, in row order; null when nobody looks.</param>
    public Payload Map(LeadRecord lead, List<RowTrace>? trace = null)
    {
        PayloadField[] fields = _keyCount == 0 ? [] : new PayloadField[_keyCount];
        int count = 0;
        foreach (MappedRow row in _rows)
        {
            if (row.Keys.Length == 0)
            {
                trace?.Add(new RowTrace { Mapping = row.Mapping, Outcome = row.IdleOutcome });
                continue;
            }

            LeadValue value = Read(row, lead, out bool noDate);
            RowOutcome outcome = RowOutcome.Sent;
            if (value.IsEmpty)
            {
                value = row.DefaultValue.IsEmpty ? "" : row.DefaultValue;
                outcome = !row.DefaultValue.IsEmpty ? RowOutcome.SentDefault : _omitEmpty ? RowOutcome.Omitted : RowOutcome.SentEmpty;
            }

            trace?.Add(Trace(row, value, outcome, noDate));
            if (outcome != RowOutcome.Omitted)
            {
                foreach (PayloadKey key in row.Keys)
                {
                    fields[count++] = new PayloadField(key, value);
                }
            }
        }

        return count == 0 ? Payload.Empty : new Payload(fields, fields.Length - count);
    }

    // The lead's value as it is sent: dates formatted, lists joined, the rest as it is.
    private LeadValue Read(MappedRow row, LeadRecord lead, out bool noDate)
    {
        noDate = false;
        lead[row.Mapping.Section].TryGetValue(row.Mapping.Field, out LeadValue value);
        if (value.Kind == LeadValueKind.List)
        {
            value = value.ToText(_delimiter);
        }

        RowDateFormat? format = row.Format ?? (value.Kind == LeadValueKind.Date ? _systemFormat : null);
        if (format is null || value.IsEmpty)
        {
            return value;
        }

        if (format.TryFormat(value, out string text))
        {
            return text;
        }

        noDate = true;
        return value.Kind == LeadValueKind.Date ? value.ToText(_delimiter) : value;
    }

    private static RowTrace Trace(MappedRow row, LeadValue value, RowOutcome outcome, bool noDate)
    {
        bool sent = outcome != RowOutcome.Omitted;
        string text = value.ToText(",");
        return new RowTrace
        {
            Mapping = row.Mapping,
            Keys = sent ? row.KeyNames : [],
            Value = sent ? text : null,
            Outcome = outcome,
            Warning = Warning(row, text, noDate),
        };
    }

    private static string? Warning(MappedRow row, string text, bool noDate)
    {
        if (noDate)
        {
            return $"The field '{row.Mapping.Field}' should be a date, but holds '{Start(text)}', which was sent unchanged. "
                + "Write dates as 2026-01-31 23:59:59, 2026-01-31 or ISO 8601.";
        }

        return row.Format is null && !string.IsNullOrEmpty(row.Mapping.DateFormat)
            ? $"The date format '{Start(row.Mapping.DateFormat)}' is unknown, so that '{row.Mapping.Field}' was sent as it is. "
                + $"Use one of: {string.Join(" | ", DateFormats.All)}."
            : null;
    }

    private static string Start(string text) =>
        text.Length <= 40 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[39]) ? 39 : 40), "…");
}
