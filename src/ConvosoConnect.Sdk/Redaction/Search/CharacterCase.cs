using System.Runtime.CompilerServices;

namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>Converts single characters to lower case, in the invariant culture. Results outside ASCII are cached, because the framework needs long for them.</summary>
internal static class CharacterCase
{
    private const int PageLength = 256;

    private static readonly char[]?[] Pages = new char[]?[(char.MaxValue + 1) / PageLength];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char ToLower(char character) =>
        char.IsAscii(character) ? (char)(char.IsAsciiLetterUpper(character) ? character | 0x20 : character) : Find(character);

    private static char Find(char character)
    {
        char[] page = Volatile.Read(ref Pages[character / PageLength]) ?? Make(character / PageLength);
        return page[character % PageLength];
    }

    private static char[] Make(int number)
    {
        var page = new char[PageLength];
        for (int i = 0; i < PageLength; i++)
        {
            page[i] = char.ToLowerInvariant((char)((number * PageLength) + i));
        }

        Volatile.Write(ref Pages[number], page);
        return page;
    }
}
