using System.Buffers;

namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>
/// Maps leads to payloads with one version of an adaptor. It is compiled once and used by all sends. Each row knows its place in the payload, whose array is rented. Leads with the
/// same fields in the same order are read by position (see <see cref="LeadLayout"/>). Only dates and joined lists are allocated as new texts.
/// </summary>
/// <remarks>
/// When several rows name one key, the last row wins, even when its own value is empty and omitted: what a row sends never depends on the value of another row (our decision).
/// </remarks>
internal sealed class AdaptorMapper
{
    private readonly MappedRow[] _rows;
    private readonly LeadLayouts[] _sections;
    private readonly MappedRow[] _idRows;
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
        _idRows = Array.FindAll(_rows, row => row.IsLeadId && row.Keys.Length > 0);
        _sections = [.. _rows.Where(row => row.Keys.Length > 0 && !row.IsLeadId).GroupBy(row => row.Mapping.Section, (section, rows) => new LeadLayouts(section, [.. rows]))];
        _keyCount = _rows.Sum(row => row.Keys.Length);
        _omitEmpty = rules.EmptyValues == EmptyValues.Omit;
        _delimiter = rules.Delimiter;
        _systemFormat = RowDateFormat.Create(DateFormats.SystemDefault, rules.Clock)!;
    }

    /// <summary>Maps a lead.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="trace">Receives what became of each row, in row order; null when that is not needed.</param>
    public Payload Map(LeadRecord lead, List<RowTrace>? trace = null)
    {
        if (_keyCount == 0 && trace is null)
        {
            return Payload.Empty;
        }

        PayloadField[] fields = ArrayPool<PayloadField>.Shared.Rent(_keyCount);
        if (trace is null)
        {
            foreach (LeadLayouts section in _sections)
            {
                section.Map(lead, this, fields);
            }

            foreach (MappedRow row in _idRows)
            {
                Put(row, ValueOf(lead, row), fields);
            }
        }
        else
        {
            Map(lead, fields, trace);
        }

        // An omitted field leaves a place without a key, which is removed here.
        int count = _omitEmpty ? Close(fields.AsSpan(0, _keyCount)) : _keyCount;
        if (count > 0)
        {
            return new Payload(fields, count);
        }

        ArrayPool<PayloadField>.Shared.Return(fields);
        return Payload.Empty;
    }

    /// <summary>Puts the value of a row into the places of its keys.</summary>
    public void Put(MappedRow row, in LeadValue given, PayloadField[] fields)
    {
        // Nearly every row sends a text unchanged.
        if (given.IsText && row.Format is null)
        {
            Put(row, in given, fields.AsSpan(row.Place));
        }
        else
        {
            Put(row, in given, fields, out _, out _);
        }
    }

    private RowOutcome Put(MappedRow row, in LeadValue given, PayloadField[] fields, out LeadValue value, out bool noDate)
    {
        value = Read(row, given, out noDate);
        RowOutcome outcome = RowOutcome.Sent;
        if (value.IsEmpty)
        {
            value = row.DefaultValue.IsEmpty ? "" : row.DefaultValue;
            outcome = !row.DefaultValue.IsEmpty ? RowOutcome.SentDefault : _omitEmpty ? RowOutcome.Omitted : RowOutcome.SentEmpty;
        }

        if (outcome == RowOutcome.Omitted)
        {
            fields.AsSpan(row.Place, row.Keys.Length).Clear();
        }
        else
        {
            Put(row, in value, fields.AsSpan(row.Place));
        }

        return outcome;
    }

    private static void Put(MappedRow row, in LeadValue value, Span<PayloadField> fields)
    {
        PayloadKey[] keys = row.Keys;
        for (int i = 0; i < keys.Length; i++)
        {
            fields[i] = new PayloadField(keys[i], value);
        }
    }

    /// <summary>Maps row by row and traces each row.</summary>
    private void Map(LeadRecord lead, PayloadField[] fields, List<RowTrace> trace)
    {
        foreach (MappedRow row in _rows)
        {
            if (row.Keys.Length == 0)
            {
                trace.Add(new RowTrace { Mapping = row.Mapping, Outcome = row.IdleOutcome });
                continue;
            }

            RowOutcome outcome = Put(row, ValueOf(lead, row), fields, out LeadValue value, out bool noDate);
            trace.Add(Trace(row, value, outcome, noDate));
        }
    }

    /// <summary>The lead's value for a row. When the lead section has no <c>id</c>, the id of the record is its value.</summary>
    private static LeadValue ValueOf(LeadRecord lead, MappedRow row)
    {
        lead[row.Mapping.Section].TryGetValue(row.Mapping.Field, out LeadValue value);
        return row.IsLeadId && value.IsEmpty ? lead.Id : value;
    }

    // Formats dates and joins lists; every other value stays unchanged.
    private LeadValue Read(MappedRow row, LeadValue value, out bool noDate)
    {
        noDate = false;
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

    private static int Close(Span<PayloadField> fields)
    {
        int count = 0;
        while (count < fields.Length && fields[count].Key is not null)
        {
            count++;
        }

        foreach (ref PayloadField field in fields[count..])
        {
            if (field.Key is not null)
            {
                fields[count++] = field;
            }
        }

        fields[count..].Clear();
        return count;
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
