using System.Buffers;
using System.Text.Json;
using ConvosoConnect.Sdk;
using Microsoft.Win32.SafeHandles;

namespace CustomStore;

/// <summary>Log entries as lines of JSON. JSON escapes line breaks within texts, so that a line break always ends an entry.</summary>
internal static class JsonLines
{
    public static byte[] Line(ConnectLogEntry entry) => [.. JsonSerializer.SerializeToUtf8Bytes(entry, JsonTypes.Default.ConnectLogEntry), (byte)'\n'];

    /// <summary>All whole lines of a file, with their lengths in bytes.</summary>
    public static IEnumerable<(ConnectLogEntry Entry, int Length)> Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new BufferedStream(file, 1 << 16);
        var line = new ArrayBufferWriter<byte>();
        for (int next = bytes.ReadByte(); next >= 0; next = bytes.ReadByte())
        {
            line.Write([(byte)next]);
            if (next == '\n')
            {
                yield return (Parse(line.WrittenSpan), line.WrittenCount);
                line.ResetWrittenCount();
            }
        }
    }

    /// <summary>One line of which is known where it is.</summary>
    public static async ValueTask<ConnectLogEntry> ReadAsync(SafeFileHandle file, long offset, int length, CancellationToken cancellationToken)
    {
        byte[] line = new byte[length];
        for (int read = 0; read < length;)
        {
            int count = await RandomAccess.ReadAsync(file, line.AsMemory(read), offset + read, cancellationToken);
            read += count > 0 ? count : throw new EndOfStreamException($"The log ends at {offset + read}, within an entry. Was the file cut by another program?");
        }

        return Parse(line);
    }

    private static ConnectLogEntry Parse(ReadOnlySpan<byte> line) => JsonSerializer.Deserialize(line, JsonTypes.Default.ConnectLogEntry)!;
}
