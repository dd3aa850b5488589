using System.Globalization;
using System.Text.Json;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>
/// Finds the value under a Response Key in valid JSON: a member of the root, a path <c>data.0.id</c> or a pointer <c>/data/0/id</c> (RFC 6901).
/// Of members with the same name the last wins, as in JSON.parse (our decision); an exact name wins over one that differs in case.
/// </summary>
internal static class JsonPath
{
    // Each segment may read the rest of the response again. The validator of endpoints has the same limit, but it does not see the keys that templates ask for (our decision).
    private const int MostSegments = 32;

    /// <summary>Whether a key may be a path; if not, it is the name of a member of the root.</summary>
    public static bool IsPath(string key) => key.StartsWith('/') || key.Contains('.', StringComparison.Ordinal);

    /// <summary>Moves a reader from the root value to the value under the key.</summary>
    public static bool TryMoveTo(ref Utf8JsonReader reader, string key)
    {
        if (!IsPath(key))
        {
            return TryStep(ref reader, key);
        }

        bool isPointer = key.StartsWith('/');

        // A root member with exactly this name goes before the path; a root member whose name differs only in case is tried after it.
        var root = reader;
        if (TryMember(ref reader, key, orIgnoringCase: false))
        {
            return true;
        }

        reader = root;
        char separator = isPointer ? '/' : '.';
        var path = key.AsSpan(isPointer ? 1 : 0);
        if (path.Count(separator) < MostSegments && TryPath(ref reader, path, separator))
        {
            return true;
        }

        reader = root;
        return TryMember(ref reader, key, orIgnoringCase: true);
    }

    private static bool TryPath(ref Utf8JsonReader reader, ReadOnlySpan<char> path, char separator)
    {
        while (true)
        {
            int end = path.IndexOf(separator);
            var segment = end < 0 ? path : path[..end];
            if (separator == '/' && segment.Contains('~'))
            {
                segment = segment.ToString().Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            }

            if (!TryStep(ref reader, segment))
            {
                return false;
            }

            if (end < 0)
            {
                return true;
            }

            path = path[(end + 1)..];
        }
    }

    private static bool TryStep(ref Utf8JsonReader reader, ReadOnlySpan<char> segment) =>
        reader.TokenType == JsonTokenType.StartArray ? TryItem(ref reader, segment) : TryMember(ref reader, segment, orIgnoringCase: true);

    private static bool TryMember(ref Utf8JsonReader reader, ReadOnlySpan<char> name, bool orIgnoringCase)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var best = reader;
        bool found = false;
        bool foundExact = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isExact = JsonString.Is(in reader, name, StringComparison.Ordinal);
            bool isBest = isExact || (orIgnoringCase && !foundExact && JsonString.Is(in reader, name, StringComparison.OrdinalIgnoreCase));
            reader.Read();
            if (isBest)
            {
                best = reader;
                found = true;
                foundExact |= isExact;
            }

            reader.Skip();
        }

        reader = best;
        return found;
    }

    private static bool TryItem(ref Utf8JsonReader reader, ReadOnlySpan<char> segment)
    {
        // "01" is not an index (RFC 6901).
        bool isNumber = int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index);
        if (!isNumber || (segment.Length > 1 && segment[0] == '0'))
        {
            return false;
        }

        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index--)
        {
            if (index == 0)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
