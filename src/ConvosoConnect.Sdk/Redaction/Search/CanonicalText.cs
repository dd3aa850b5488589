using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>
/// A text in the form in which masks compare: letters in lower case, and escapes undone, one layer at a time. It keeps for each character the index where it began in the
/// original. Its memory is rented, so it must be disposed.
/// </summary>
internal sealed class CanonicalText : IDisposable
{
    private readonly char[] _characters;
    private readonly int[] _starts;
    private int _length;

    // The index of the last character that each escape of the last layer became.
    private int[] _undone = [];
    private int _undoneCount;
    private bool _isFirst = true;

    /// <summary>Makes the form of a text with its escapes unchanged.</summary>
    public CanonicalText(ReadOnlySpan<char> text)
    {
        _characters = ArrayPool<char>.Shared.Rent(text.Length);
        _starts = ArrayPool<int>.Shared.Rent(text.Length + 1);
        Span<char> characters = _characters.AsSpan(0, text.Length);
        Span<int> starts = _starts.AsSpan(0, text.Length);
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = i;
        }

        Ascii.ToLower(text, characters, out int ascii);
        for (int i = ascii; i < characters.Length && i < text.Length; i++)
        {
            characters[i] = CharacterCase.ToLower(text[i]);
        }

        _length = text.Length;
        _starts[_length] = text.Length;
        Steps = text.Length;
    }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    /// <summary>How many characters have been looked at so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The indexes of the characters that the last layer made of escapes, in order; empty before the first layer.</summary>
    public ReadOnlySpan<int> Undone => _undone.AsSpan(0, _undoneCount);

    /// <summary>Gives the index where a character began in the original; for the end of the text, the end of the original.</summary>
    public int StartOf(int index) => _starts[index];

    /// <summary>Gives the forms of a secret: as it is and, when it holds escapes itself, with these undone, up to <paramref name="layers"/> times.</summary>
    public static IReadOnlyList<string> FormsOf(string secret, int layers)
    {
        using var text = new CanonicalText(secret);
        var forms = new List<string> { text.Characters.ToString() };
        for (int layer = 0; layer < layers && text.Undo(); layer++)
        {
            forms.Add(text.Characters.ToString());
        }

        return forms;
    }

    /// <summary>
    /// Undoes one layer of escapes of all kinds. It works in place, because an escape is never shorter than its character. After the first layer, only the text around the
    /// escapes of the last layer is looked at, because escapes elsewhere have been undone already.
    /// </summary>
    /// <returns>Whether an escape was undone.</returns>
    public bool Undo()
    {
        int length = _length;
        Span<char> characters = _characters.AsSpan(0, length);
        Span<int> starts = _starts.AsSpan(0, length + 1);
        int[] undone = _undone;
        int write = 0;
        int copied = 0;
        int old = 0;
        int count = 0;
        Steps += length;
        for (int read = 0; (read = NextSign(characters, read, ref old)) < characters.Length;)
        {
            Steps += Escape.Longest;
            int used = Escape.Read(characters[read..], out int value);
            if (used == 0)
            {
                read++;
                continue;
            }

            Move(characters, starts, copied, read - copied, ref write);
            int start = starts[read];
            copied = read += used;
            if (value > char.MaxValue)
            {
                characters[write] = (char)(((value - 0x10000) >> 10) + 0xD800);
                starts[write++] = start;
                value = ((value - 0x10000) & 0x3FF) + 0xDC00;
            }

            characters[write] = CharacterCase.ToLower((char)value);
            starts[write++] = start;

            // Positions within this escape are used up and give their place to the new one.
            while (old < _undoneCount && undone[old] < read)
            {
                old++;
            }

            if (undone.Length == 0)
            {
                undone = _undone = ArrayPool<int>.Shared.Rent((length / 2) + 1);
            }

            undone[count++] = write - 1;
        }

        Move(characters, starts, copied, length - copied, ref write);
        starts[write] = starts[length];
        _length = write;
        _undoneCount = count;
        _isFirst = false;
        return count > 0;
    }

    /// <summary>Gives the index where the next escape may begin; the text's length when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextSign(ReadOnlySpan<char> characters, int from, ref int old)
    {
        if (_isFirst)
        {
            // When signs are close together, this is faster than a vector search.
            if (from < characters.Length && IsSign(characters[from]))
            {
                return from;
            }

            int sign = characters[from..].IndexOfAny(Escape.Signs);
            return sign < 0 ? characters.Length : from + sign;
        }

        for (; old < _undoneCount; old++)
        {
            int end = _undone[old] + 1;
            for (from = Math.Max(from, end - Escape.Longest); from < end; from++)
            {
                if (IsSign(characters[from]))
                {
                    return from;
                }
            }
        }

        return characters.Length;
    }

    private static bool IsSign(char character) => character is '%' or '\\' or '&';

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_characters);
        ArrayPool<int>.Shared.Return(_starts);
        if (_undone.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_undone);
        }
    }

    private static void Move(Span<char> characters, Span<int> starts, int from, int count, ref int to)
    {
        if (count >= 8 && from != to)
        {
            characters.Slice(from, count).CopyTo(characters[to..]);
            starts.Slice(from, count).CopyTo(starts[to..]);
        }
        else if (from != to)
        {
            for (int i = 0; i < count; i++)
            {
                characters[to + i] = characters[from + i];
                starts[to + i] = starts[from + i];
            }
        }

        to += count;
    }
}
