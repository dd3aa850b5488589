using System.Buffers;
using System.Text;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>Removes the white space outside the strings of valid JSON; everything else stays as it was written.</summary>
internal static class JsonCompact
{
    private static readonly SearchValues<byte> Stops = SearchValues.Create("\" \t\r\n"u8);

    public static string Text(ReadOnlySpan<byte> json)
    {
        byte[] output = ArrayPool<byte>.Shared.Rent(json.Length);
        int written = 0;
        while (!json.IsEmpty)
        {
            int stop = json.IndexOfAny(Stops);
            int kept = stop < 0 ? json.Length : json[stop] == (byte)'"' ? stop + QuotedLength(json[stop..]) : stop;
            json[..kept].CopyTo(output.AsSpan(written));
            written += kept;
            json = json[kept..].TrimStart(" \t\r\n"u8);
        }

        string text = Encoding.UTF8.GetString(output, 0, written);
        ArrayPool<byte>.Shared.Return(output);
        return text;
    }

    private static int QuotedLength(ReadOnlySpan<byte> json)
    {
        int at = 1;
        while (true)
        {
            at += json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[at] == (byte)'"')
            {
                return at + 1;
            }

            at += 2;
        }
    }
}
