using System.Buffers;
using System.Text;

namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>
/// Finds quickly, by vector search, that a text holds none of a mask's secrets, as nearly all texts do. Usual encoders do not change letters and digits. So a text with a secret
/// holds a piece of one of its forms unchanged; or it holds an escape for a letter, a digit or the sign of another escape, a NUL, or a line break within a word. A text with any
/// of these may hold a secret.
/// </summary>
internal sealed class MaskFilter
{
    // With more secrets than this, the search for pieces is not faster than the search for the secrets.
    private const int MostSecrets = 64;
    private const int ShortestPiece = 3;
    private const int LongestName = 64;

    private static readonly SearchValues<char> Signs = SearchValues.Create("%\\\n\r\0");
    private static readonly SearchValues<char> SignsAndEntities = SearchValues.Create("%\\\n\r\0&");
    // These include the signs of escapes, because an escape may stand for a separator.
    private static readonly SearchValues<char> Separators = SearchValues.Create("=:>\"'\\ \t\r\n[]({%&");

    private readonly SearchValues<string>? _pieces;
    private readonly SearchValues<string>? _names;
    private readonly SearchValues<char> _firstOfValues;

    private MaskFilter(HashSet<string> pieces, HashSet<string> names, HashSet<char> firstOfValues)
    {
        _pieces = pieces.Count == 0 ? null : SearchValues.Create([.. pieces], StringComparison.OrdinalIgnoreCase);
        _names = names.Count == 0 ? null : SearchValues.Create([.. names], StringComparison.OrdinalIgnoreCase);
        _firstOfValues = SearchValues.Create([.. firstOfValues, '%', '\\', '&']);
    }

    /// <summary>
    /// Makes a filter for secrets in all their forms and for weak credentials; null when a piece is too short, a weak name cannot be searched for, or there are too many.
    /// </summary>
    public static MaskFilter? Create(IReadOnlyCollection<string> secrets, Func<string, IEnumerable<SecretForm>> formsOf, IReadOnlyCollection<KeyValuePair<string, string>> weak)
    {
        if (secrets.Count + weak.Count > MostSecrets)
        {
            return null;
        }

        var pieces = new HashSet<string>(secrets.SelectMany(formsOf).SelectMany(form => form.Pieces), StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var firstOfValues = new HashSet<char>();
        foreach ((string name, string value) in weak)
        {
            string piece = SecretForm.LongestRun(name.ToLowerInvariant());
            names.Add(name.AsSpan().ContainsAny(Separators) ? "" : piece);
            foreach (char first in CanonicalText.FormsOf(value, 1).Where(form => form.Length > 0).Select(form => form[0]))
            {
                firstOfValues.UnionWith(CharacterTrie.Fold(first) switch { ' ' => " +-", '/' => "/_", _ => [first, char.ToUpperInvariant(first)] });
            }
        }

        return pieces.Any(piece => piece.Length < ShortestPiece) || names.Contains("") ? null : new MaskFilter(pieces, names, firstOfValues);
    }

    /// <summary>Whether the text may hold a secret.</summary>
    public bool MayHit(ReadOnlySpan<char> text) =>
        (_pieces is not null && text.ContainsAny(_pieces))
        || ((_pieces is not null || _names is not null) && HidesLetters(text))
        || (_names is not null && HasPair(text));

    private static bool HidesLetters(ReadOnlySpan<char> text)
    {
        // Form text is full of ampersands, and an entity has a sign of its own beside it.
        SearchValues<char> signs = text.Contains('&') && (text.Contains(';') || text.IndexOf("&#") >= 0) ? SignsAndEntities : Signs;
        Span<char> lower = stackalloc char[Escape.Longest];
        for (int at = text.IndexOfAny(signs); at >= 0;)
        {
            int used = 1;
            switch (text[at])
            {
                case '\0':
                    return true;
                case '\r' or '\n':
                    if (IsWithinWord(text, at))
                    {
                        return true;
                    }

                    break;
                default:
                    Ascii.ToLower(text.Slice(at, Math.Min(text.Length - at, lower.Length)), lower, out int written);
                    used = Math.Max(1, Escape.Read(lower[..written], out int value));
                    if (used > 1 && (value is '%' or '\\' or '&' or '\0' or '\r' or '\n' || (value < 128 && char.IsAsciiLetterOrDigit((char)value))))
                    {
                        return true;
                    }

                    break;
            }

            int next = text[(at + used)..].IndexOfAny(signs);
            at = next < 0 ? -1 : at + used + next;
        }

        return false;
    }

    // A wrapped word may be indented on its next line.
    private static bool IsWithinWord(ReadOnlySpan<char> text, int at)
    {
        ReadOnlySpan<char> rest = text[at..].TrimStart(" \t\r\n");
        return at > 0 && rest.Length > 0 && IsWord(text[at - 1]) && IsWord(rest[0]);

        static bool IsWord(char character) => char.IsLetterOrDigit(character) || character is '+' or '/' or '-' or '_' or '=';
    }

    private bool HasPair(ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOfAny(_names!); at >= 0;)
        {
            ReadOnlySpan<char> rest = text[at..];
            int end = rest[..Math.Min(rest.Length, LongestName)].IndexOfAny(Separators);
            if (end > 0)
            {
                ReadOnlySpan<char> value = rest[end..Math.Min(rest.Length, end + 16)];
                int first = value.IndexOfAnyExcept(Separators);
                if (first < 0 || _firstOfValues.Contains(value[first]) || value[..first].ContainsAny(Escape.Signs) || WeakValues.MayHaveAttributes(rest[end..]))
                {
                    return true;
                }
            }

            int next = text[(at + 1)..].IndexOfAny(_names!);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }
}
