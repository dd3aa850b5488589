using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>Text in the form in which it is searched.</summary>
internal static class StoredText
{
    private const int LongestKey = 500;

    /// <summary>
    /// Upper case, which is how an ordinal comparison ignores case, so that the database finds just what it would. A few letters, such as ſ, have an upper case that this
    /// comparison does not take as equal; they stay as they are.
    /// </summary>
    public static string Fold(string text)
    {
        string upper = text.ToUpperInvariant();
        return Storable(string.Equals(text, upper, StringComparison.OrdinalIgnoreCase) ? upper : string.Create(text.Length, (text, upper), (folded, of) =>
        {
            for (int i = 0; i < folded.Length; i++)
            {
                bool isCase = char.IsSurrogate(of.text[i]) || of.text.AsSpan(i, 1).Equals(of.upper.AsSpan(i, 1), StringComparison.OrdinalIgnoreCase);
                folded[i] = isCase ? of.upper[i] : of.text[i];
            }
        }));
    }

    /// <summary>The first characters of a text, cut between characters.</summary>
    public static string Beginning(string text, int most) =>
        text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>Text that every database takes: a NUL and unpaired surrogates become U+FFFD.</summary>
    public static string Storable(string text)
    {
        string whole = text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
        for (int i = 0; i < whole.Length; i++)
        {
            if (!char.IsSurrogate(whole[i]))
            {
                continue;
            }

            if (Rune.DecodeFromUtf16(whole.AsSpan(i), out _, out int length) != System.Buffers.OperationStatus.Done)
            {
                return string.Concat(whole.EnumerateRunes().Select(rune => rune.ToString()));
            }

            i += length - 1;
        }

        return whole;
    }

    /// <summary>Text that is compared as a whole. PostgreSQL indexes no more than 2,700 bytes, so a hash stands for the rest of a longer one.</summary>
    public static string Key(string text) => text.Length <= LongestKey
        ? Storable(text)
        : Storable(text[..LongestKey]) + Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));

    /// <summary>Whether every database takes the text as it is.</summary>
    public static bool IsStorable(string text) => ReferenceEquals(Storable(text), text);
}
