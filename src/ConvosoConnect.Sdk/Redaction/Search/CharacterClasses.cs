namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>Numbers the characters that occur in the words, so that a row needs a column only for these. Characters that the trie treats as one have the same number.</summary>
internal sealed class CharacterClasses
{
    /// <summary>The class of characters that occur in no word.</summary>
    public const int Foreign = 0;

    /// <summary>The class of characters that rows do not cover: NUL and line breaks, which may be skipped, and characters outside ASCII that may occur in a word.</summary>
    public const int Special = 1;

    private const int Remainders = 1024;

    private readonly byte[] _classes = new byte[128];

    // One bit for each remainder of the characters outside ASCII that occur in words.
    private ulong[]? _beyond;

    public CharacterClasses() => _classes['\0'] = _classes['\r'] = _classes['\n'] = Special;

    public int Count { get; private set; } = 2;

    /// <summary>The classes of the ASCII characters.</summary>
    public ReadOnlySpan<byte> AsciiClasses => _classes;

    /// <summary>Gives the class of a character.</summary>
    public int this[char character] => character < _classes.Length ? _classes[character] : ClassBeyondAscii(character);

    public void Add(string word)
    {
        foreach (char character in word)
        {
            if (character >= _classes.Length)
            {
                _beyond ??= new ulong[Remainders / 64];
                _beyond[character % Remainders / 64] |= 1UL << (character % 64);
            }
            else if (_classes[character] == Foreign)
            {
                byte number = (byte)Count++;
                char folded = CharacterTrie.Fold(character);
                for (char same = '\0'; same < _classes.Length; same++)
                {
                    _classes[same] = CharacterTrie.Fold(same) == folded ? number : _classes[same];
                }
            }
        }
    }

    /// <summary>Gives the class of a character outside ASCII.</summary>
    public int ClassBeyondAscii(char character) => _beyond is null ? Foreign : (int)(_beyond[character % Remainders / 64] >> (character % 64)) & Special;
}
