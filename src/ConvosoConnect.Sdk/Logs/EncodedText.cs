using System.Text;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Compares a wanted text with a place in another one where any of its characters may be escaped. Nothing is decoded for good, for in a secret
/// <c>%41</c> may be just that: every reading of every character is followed. One thread at a time.
/// </summary>
internal sealed class EncodedText(string text)
{
    private readonly EscapeReader _reader = new(text);
    private readonly List<EscapeReader.Reading> _readings = [];
    private List<int> _now = [];
    private List<int> _next = [];

    /// <summary>Where the text goes on when the wanted text stands at <paramref name="start"/> in any form; the longest one; -1 when it does not.</summary>
    public int Match(string wanted, int start)
    {
        _now.Clear();
        _now.Add(start);
        for (int i = 0; i < wanted.Length && _now.Count > 0;)
        {
            Rune.DecodeFromUtf16(wanted.AsSpan(i), out Rune rune, out int length);
            int value = length == 1 ? wanted[i] : rune.Value;
            _next.Clear();
            foreach (int at in _now)
            {
                MatchCharacter(value, at);
            }

            (_now, _next) = (_next, _now);
            i += length;
        }

        return _now.Count == 0 ? -1 : _now.Max();
    }

    private void MatchCharacter(int value, int at)
    {
        if (at >= text.Length)
        {
            return;
        }

        if (char.IsAscii(text[at]) && !EscapeReader.CanBegin(text[at]))
        {
            Add(text[at] == value, at + 1);
            return;
        }

        _readings.Clear();
        _reader.Read(at, EscapeReader.Levels, _readings);
        foreach (EscapeReader.Reading reading in _readings)
        {
            Add(reading.Value == value, reading.End);
        }
    }

    private void Add(bool matches, int end)
    {
        if (matches && !_next.Contains(end))
        {
            _next.Add(end);
        }
    }
}
