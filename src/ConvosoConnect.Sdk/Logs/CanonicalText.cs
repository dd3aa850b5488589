using System.Buffers;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// A text in the form in which masks compare: letters in lower case, and its escapes undone, one layer at a time. Knows of each character where it began in the
/// original. Its memory is rented.
/// </summary>
internal sealed class CanonicalText : IDisposable
{
    private readonly char[] _characters;
    private readonly int[] _starts;
    private int _length;

    /// <summary>The form of a text with its escapes as they are.</summary>
    public CanonicalText(ReadOnlySpan<char> text)
    {
        _characters = ArrayPool<char>.Shared.Rent(text.Length);
        _starts = ArrayPool<int>.Shared.Rent(text.Length + 1);
        Span<char> characters = _characters.AsSpan(0, text.Length);
        Span<int> starts = _starts.AsSpan(0, text.Length);
        for (int i = 0; i < characters.Length && i < starts.Length; i++)
        {
            characters[i] = ToLower(text[i]);
            starts[i] = i;
        }

        _length = text.Length;
        _starts[_length] = text.Length;
        Steps = text.Length;
    }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    /// <summary>How many characters were looked at so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Where a character began in the original; for the end, where the original ends.</summary>
    public int StartOf(int index) => _starts[index];

    /// <summary>The forms of a secret: as it is and, where it looks like one itself, with its escapes undone up to so many times.</summary>
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

    /// <summary>Undoes one layer of escapes of all kinds, in place, for no escape is shorter than what it stands for.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Undo()
    {
        int length = _length;
        _length = 0;
        bool changed = false;
        for (int read = 0; read < length;)
        {
            ReadOnlySpan<char> rest = _characters.AsSpan(read, length - read);
            int used = Escape.Read(rest, out int value);
            if (used > 0)
            {
                changed = true;
                AppendValue(value, _starts[read]);
                read += used;
                continue;
            }

            // What begins no escape stays, up to the next sign of one.
            int plain = 1 + rest[1..].IndexOfAny(Escape.Signs);
            plain = plain == 0 ? rest.Length : plain;
            Move(read, plain);
            read += plain;
            Steps += Escape.Longest;
        }

        _starts[_length] = _starts[length];
        Steps += length;
        return changed;
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_characters);
        ArrayPool<int>.Shared.Return(_starts);
    }

    private void Move(int from, int count)
    {
        if (count < 8)
        {
            for (int end = from + count; from < end; from++)
            {
                (_characters[_length], _starts[_length]) = (_characters[from], _starts[from]);
                _length++;
            }

            return;
        }

        if (from != _length)
        {
            _characters.AsSpan(from, count).CopyTo(_characters.AsSpan(_length));
            _starts.AsSpan(from, count).CopyTo(_starts.AsSpan(_length));
        }

        _length += count;
    }

    private void AppendValue(int value, int start)
    {
        if (value > char.MaxValue)
        {
            Append((char)(((value - 0x10000) >> 10) + 0xD800), start);
            value = ((value - 0x10000) & 0x3FF) + 0xDC00;
        }

        Append((char)value, start);
    }

    private void Append(char character, int start)
    {
        _characters[_length] = ToLower(character);
        _starts[_length++] = start;
    }

    private static char ToLower(char character) =>
        char.IsAscii(character) ? (char)(char.IsAsciiLetterUpper(character) ? character | 0x20 : character) : char.ToLowerInvariant(character);
}
