using System.Buffers;
using System.Globalization;

namespace ConvosoConnect.Sdk.Logs.Csv;

/// <summary>Writes log entries as rows of a CSV file, field by field, with no text made for a row that the entry does not hold already.</summary>
/// <param name="output">Gets the rows.</param>
/// <param name="date">Writes an instant.</param>
internal sealed class CsvEntries(IBufferWriter<byte> output, Func<DateTimeOffset, string> date)
{
    private static readonly string[] Columns =
    [
        "Id", "Date", "Primary Phone", "Result", "Endpoint Id", "Endpoint", "Lead Id", "Method", "URL", "Headers", "Body",
        "Status Code", "Error Kind", "Error", "Duration (ms)", "Origin", "Response Body", "Attempts", "Direction",
        "Idempotency Key", "Captures", "Resend Of",
    ];

    // Fields of several texts are put together here.
    private readonly ArrayBufferWriter<char> _field = new(1024);

    public void WriteColumns()
    {
        CsvText.WriteField(output, Columns[0]);
        foreach (string column in Columns.AsSpan(1))
        {
            Next(column);
        }

        CsvText.EndRow(output);
    }

    public void Write(ConnectLogEntry entry)
    {
        Span<char> number = stackalloc char[32];
        CsvText.WriteField(output, Format(entry.Id, default, number));
        Next(date(entry.Timestamp));
        Next(entry.PrimaryPhone);
        Next(entry.Result);
        Next(entry.EndpointId);
        Next(entry.EndpointName);
        Next(entry.LeadId);
        Next(entry.InputData?.Method);
        Next(entry.InputData?.Url);
        Next(entry.InputData is { } input ? Headers(input.Headers) : default);
        Next(entry.InputData?.Body);
        Next(entry.StatusCode is { } status ? Format(status, default, number) : default);
        Next(entry.ErrorKind?.ToString());
        Next(entry.ErrorMessage);
        Next(Format(entry.Duration.TotalMilliseconds, "0.###", number));
        Next(entry.Origin);
        Next(entry.ResponseBody);
        Next(Attempts(entry.Attempts));
        Next(entry.Direction.ToString());
        Next(entry.IdempotencyKey);
        Next(entry.Captures.Count == 0 ? default : Headers([.. entry.Captures]));
        Next(entry.ResendOf is { } first ? Format(first, default, number) : default);
        CsvText.EndRow(output);
    }

    private void Next(ReadOnlySpan<char> field)
    {
        output.Write(","u8);
        CsvText.WriteField(output, field);
    }

    private static ReadOnlySpan<char> Format<T>(T value, ReadOnlySpan<char> format, Span<char> room)
        where T : ISpanFormattable
    {
        value.TryFormat(room, out int length, format, CultureInfo.InvariantCulture);
        return room[..length];
    }

    private ReadOnlySpan<char> Headers(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        _field.ResetWrittenCount();
        for (int i = 0; i < headers.Count; i++)
        {
            Add(i > 0 ? "|" : "");
            Add(Escaped(headers[i].Key));
            Add(": ");
            Add(Escaped(headers[i].Value));
        }

        return _field.WrittenSpan;
    }

    private ReadOnlySpan<char> Attempts(IReadOnlyList<ConnectAttempt> attempts)
    {
        _field.ResetWrittenCount();
        for (int i = 0; i < attempts.Count; i++)
        {
            Add(i > 0 ? "|" : "");
            Add(Escaped(Attempt(attempts[i])));
        }

        return _field.WrittenSpan;
    }

    private static string Attempt(ConnectAttempt attempt)
    {
        string outcome = attempt.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? attempt.ErrorKind?.ToString() ?? "";
        string reason = attempt.Reason.Length == 0 ? "" : ", " + attempt.Reason;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{attempt.Number}: {outcome}, {attempt.Duration.TotalMilliseconds:0.###} ms, waited {attempt.Wait.TotalMilliseconds:0.###} ms{reason}");
    }

    private static string Escaped(string text) => text.Contains('|', StringComparison.Ordinal) ? text.Replace("|", "\\|", StringComparison.Ordinal) : text;

    private void Add(string text) => _field.Write(text);
}
