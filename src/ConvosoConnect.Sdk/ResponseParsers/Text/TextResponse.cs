using System.Buffers;
using System.Globalization;

namespace ConvosoConnect.Sdk.ResponseParsers.Text;

/// <summary>A text of segments <c>key=value</c> or <c>key:value</c>. Of segments with the same key the first wins (our decision).</summary>
internal sealed class TextResponse(string text) : ParsedResponse
{
    private const int MostKeys = 300;
    private const int LongestKey = 200;

    private static readonly SearchValues<char> UsualDelimiters = SearchValues.Create(",;&|\r\n\t");

    public override string Whole => text;

    /// <summary>The delimiter is not known here, so the usual ones are tried.</summary>
    public override IEnumerable<string> Keys
    {
        get
        {
            var keys = new List<string>();
            var rest = text.AsSpan();
            while (!rest.IsEmpty && keys.Count < MostKeys)
            {
                int end = rest.IndexOfAny(UsualDelimiters);
                if (TrySplit(end < 0 ? rest : rest[..end], out var key, out _) && key.Length is > 0 and <= LongestKey)
                {
                    keys.Add(key.ToString());
                }

                rest = end < 0 ? [] : rest[(end + 1)..];
            }

            return keys;
        }
    }

    public override ResponseValue Find(string key, string delimiter)
    {
        int position = key.StartsWith('#') && int.TryParse(key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1;
        var name = key.AsSpan().Trim();
        var other = ResponseValue.Missing;
        var rest = text.AsSpan();
        for (int at = 0; ; at++)
        {
            int end = delimiter.Length == 0 ? -1 : rest.IndexOf(delimiter);
            var segment = end < 0 ? rest : rest[..end];
            if (at == position)
            {
                return ResponseValue.Found(segment.Trim().ToString());
            }

            // A key such as "#1" is always a position. It never finds a segment whose name is "#1".
            if (position < 0 && TrySplit(segment, out var found, out var value) && found.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                if (found.SequenceEqual(name))
                {
                    return ResponseValue.Found(value.ToString());
                }

                other = other.Exists ? other : ResponseValue.Found(value.ToString());
            }

            if (end < 0)
            {
                return other;
            }

            rest = rest[(end + delimiter.Length)..];
        }
    }

    private static bool TrySplit(ReadOnlySpan<char> segment, out ReadOnlySpan<char> key, out ReadOnlySpan<char> value)
    {
        int at = segment.IndexOfAny('=', ':');
        key = at < 0 ? [] : segment[..at].Trim();
        value = segment[(at + 1)..].Trim();
        return at >= 0;
    }
}
