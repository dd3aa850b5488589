using ConvosoConnect.Sdk.Redaction.Search;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Redaction.Search;

/// <summary>After the first layer of escapes only the surroundings of what was undone are read: that must find what reading all of the text finds.</summary>
public sealed class SecretAutomatonTests
{
    private static readonly string[] Secrets = ["abcdabce", "c%41de", "abc\ndab", "ab cd ab", "YWJj/ZGF-b", new string('a', 40), "%25%2541", "éab\\\\cd"];

    private static readonly string[] Pieces =
    [
        "a", "b", "c", "d", "e", "ab", "abcd", "abce", "aaaa", "%41", "%2541", "%252541", "%", "25", "41", "\\", "\\\\", "\\n", "\\\\n", "\\u0061", "\\u005cu0061", "u0061",
        "&amp;", "&amp;amp;", "#97;", "&#97;", "&", "%26", "\n", "\r\n  ", "\0", " ", "+", "-", "pin", "=", ":", "12", "34", "%3d", "%31", "p%69n=", "<", ">",
        "&lt;", "%3e", "]", "6162", "é", "%C3%A9", "%25C3%25A9", "%F0%9F%98%80", "YWJjZGFiY2U", "l3", "s",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    ];

    private static readonly Gen<string> Texts = Gen.Int[0, Pieces.Length - 1].Array[0, 60].Select(pieces => string.Concat(pieces.Select(piece => Pieces[piece])));

    private static readonly SecretAutomaton Automaton = new(
        Secrets.SelectMany(secret => SecretForm.CreateAll(secret, layers: 3, rare: true)), [new("pin", "1234"), new("p", "a")])
    { Layers = 5 };

    [Fact]
    public void Search_SurroundingsOfWhatWasUndone_FindsWhatTheWholeTextHolds() =>
        Gen.Select(Texts, Gen.Bool).Sample(
            (text, isCut) => Assert.Equal(Masked(text, isCut, all: true), Masked(text, isCut, all: false)), iter: 5_000, threads: 1);

    [Fact]
    public void Undo_SurroundingsOfWhatWasUndone_UndoesWhatTheWholeTextHolds() =>
        Texts.Sample(
            text =>
            {
                using var canonical = new CanonicalText(text);
                bool undone;
                do
                {
                    using var whole = new CanonicalText(canonical.Characters);
                    undone = canonical.Undo();
                    Assert.Equal(whole.Undo(), undone);
                    Assert.Equal(whole.Characters.ToString(), canonical.Characters.ToString());
                }
                while (undone);
            },
            iter: 5_000,
            threads: 1);

    private static string Masked(string text, bool isCut, bool all)
    {
        var found = new MaskedSpans();
        using var canonical = new CanonicalText(text);
        for (int layer = 0; layer == 0 || (layer <= Automaton.Layers && canonical.Undo()); layer++)
        {
            Automaton.Search(canonical, isFirst: all || layer == 0, isCut, found);
            found.EndSearch();
        }

        return found.Replace(text);
    }
}
