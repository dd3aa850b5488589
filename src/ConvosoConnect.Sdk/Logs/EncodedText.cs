using System.Text;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Reads text in which any character may be escaped, and the escapes escaped again: JSON within a form is one case, the serializer that writes
/// the plus of a form as <c>\u002B</c> another. Not decoded but compared, for <c>%41</c> may be an escape or a part of the secret itself.
/// One thread at a time.
/// </summary>
internal sealed class EncodedText(string text)
{
    /// <summary>How many times over a character may be encoded.</summary>
    public const int Levels = 3;

    private List<int> _now = [];
    private List<int> _next = [];

    /// <summary>Where the text goes on when the wanted text stands at <paramref name="start"/> in any form; the longest one; -1 when it does not.</summary>
    public int Match(string wanted, int start)
    {
        _now.Clear();
        _now.Add(start);
        for (int i = 0; i < wanted.Length && _now.Count > 0;)
        {
            Rune.DecodeFromUtf16(wanted.AsSpan(i), out _, out int length);
            _next.Clear();
            foreach (int at in _now)
            {
                MatchCharacter(wanted.AsSpan(i, length), at);
            }

            (_now, _next) = (_next, _now);
            i += length;
        }

        return _now.Count == 0 ? -1 : _now.Max();
    }

    private void MatchCharacter(ReadOnlySpan<char> character, int at)
    {
        if (text.AsSpan(at).StartsWith(character, StringComparison.Ordinal))
        {
            Add(_next, at + character.Length);
        }

        if (at < text.Length && CharacterEscapes.CanBegin(text[at]))
        {
            foreach (string escape in CharacterEscapes.Of(character))
            {
                MatchEscape(escape, at, Levels - 1, _next);
            }
        }
    }

    private void MatchEscape(ReadOnlySpan<char> escape, int at, int levels, List<int> ends)
    {
        if (escape.IsEmpty)
        {
            Add(ends, at);
            return;
        }

        if (at >= text.Length)
        {
            return;
        }

        if (char.ToUpperInvariant(text[at]) == char.ToUpperInvariant(escape[0]))
        {
            MatchEscape(escape[1..], at + 1, levels, ends);
        }

        if (levels > 0 && CharacterEscapes.CanBegin(text[at]) && (!CharacterEscapes.CanBegin(escape[0]) || MayBeEscapedEscape(at)))
        {
            foreach (string inner in CharacterEscapes.Of(escape[..1]))
            {
                var innerEnds = new List<int>();
                MatchEscape(inner, at, levels - 1, innerEnds);
                foreach (int end in innerEnds)
                {
                    MatchEscape(escape[1..], end, levels, ends);
                }
            }
        }
    }

    // Only these stand for a percent sign, backslash or ampersand; looking first spares the many forms that cannot fit.
    private bool MayBeEscapedEscape(int at) => text.AsSpan(at) is
        ['%', '2' or '5', '5' or '6' or 'B' or 'b' or 'C' or 'c', ..] or ['\\', '\\', ..] or ['\\', 'u', '0', ..] or ['&', '#' or 'a', ..];

    private static void Add(List<int> ends, int end)
    {
        if (!ends.Contains(end))
        {
            ends.Add(end);
        }
    }
}
