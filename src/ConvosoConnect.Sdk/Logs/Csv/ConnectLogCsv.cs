using System.IO.Pipelines;
using ConvosoConnect.Sdk.Dates;
using ConvosoConnect.Sdk.Logs.Csv;

namespace ConvosoConnect.Sdk;

/// <summary>
/// <para>
/// The file is UTF-8 without a byte-order mark (our decision), because most programs would take the mark as part of the first column's name. Excel reads such a file correctly
/// through "From Text/CSV". For a file that is opened by a double click, write the three bytes EF BB BF to the stream first.
/// </para>
/// <para>
/// A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV Injection"): a text that begins, after white space, with <c>= + - @</c> or their
/// full-width forms, or with a tab or a line break. Plain numbers such as <c>-12.5</c> and <c>+13105550142</c> stay unchanged. A spreadsheet may split the file at semicolons or
/// tabs instead of commas. So fields with these characters are quoted; and within a field, a text after a semicolon, tab or line break that would begin a formula gets an
/// apostrophe too, also a number with a sign (our decision).
/// </para>
/// </summary>
public static class ConnectLogCsv
{
    private const int FlushAt = 64 * 1024;

#pragma warning disable RS0026 // The overloads differ in the type of a parameter that is required, so that the optional one makes no call ambiguous.
    /// <summary>
    /// Writes the entries in the order in which they come. It writes to the stream whenever about 64 KiB are ready, so that the log may have any length. Dates are in Pacific
    /// time, <c>2026-03-08 01:59:59 PST</c>; headers are <c>Name: value</c>, joined by <c>|</c>, with a pipe in them written <c>\|</c>; attempts are <c>1: 503, 12 ms, waited 0
    /// ms, reason</c>, joined by <c>|</c> in the same way; captures are written like headers; null is an empty field; invalid UTF-16 becomes U+FFFD.
    /// </summary>
    /// <param name="entries">The entries, for instance of <see cref="IConnectLogStore.StreamAsync"/>.</param>
    /// <param name="output">The stream to write to. It is written only asynchronously, flushed at the end, and left open.</param>
    /// <param name="cancellationToken">Cancels the export; the file is then incomplete.</param>
    /// <returns>A task that completes when everything is written and flushed.</returns>
    public static Task WriteAsync(
        IAsyncEnumerable<ConnectLogEntry> entries, Stream output, CancellationToken cancellationToken = default) =>
        WriteAsync(entries, output, PacificTime.Format, cancellationToken);

    /// <summary>Does the same with the dates in another time zone, such as that of the option <c>LogTimeZone</c>: <c>2026-03-08 15:44:59 +0545</c>.</summary>
    /// <param name="entries">The entries, for instance of <see cref="IConnectLogStore.StreamAsync"/>.</param>
    /// <param name="output">The stream to write to. It is written only asynchronously, flushed at the end, and left open.</param>
    /// <param name="timeZone">The zone of the dates, such as <c>ConvosoConnectOptions.GetLogTimeZone()</c>.</param>
    /// <param name="cancellationToken">Cancels the export; the file is then incomplete.</param>
    /// <returns>A task that completes when everything is written and flushed.</returns>
    public static Task WriteAsync(
        IAsyncEnumerable<ConnectLogEntry> entries, Stream output, TimeZoneInfo timeZone, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(timeZone);
        return WriteAsync(entries, output, new ZoneClock(timeZone).Format, cancellationToken);
    }
#pragma warning restore RS0026

    private static async Task WriteAsync(
        IAsyncEnumerable<ConnectLogEntry> entries, Stream output, Func<DateTimeOffset, string> format, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(output);
        PipeWriter writer = PipeWriter.Create(output, new StreamPipeWriterOptions(minimumBufferSize: FlushAt, leaveOpen: true));
        var rows = new CsvEntries(writer, format);
        try
        {
            rows.WriteColumns();
            await foreach (ConnectLogEntry entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                rows.Write(entry);
                if (writer.UnflushedBytes >= FlushAt)
                {
                    await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            await writer.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Completed with an exception, the writer returns its buffers without writing them.
            await writer.CompleteAsync(failure).ConfigureAwait(false);
            throw;
        }
    }
}
