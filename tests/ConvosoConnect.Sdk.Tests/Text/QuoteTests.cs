using ConvosoConnect.Sdk.Text;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Text;

public sealed class QuoteTests
{
    [Theory]
    [InlineData("", "''")]
    [InlineData(" a\r\nb\0c ", "'a b c'")]
    public void Of_Text_IsOnOneLine(string text, string expected) => Assert.Equal(expected, Quote.From(text));

    [Fact]
    public void Of_LongText_IsCutBetweenCharacters()
    {
        string text = string.Concat(Enumerable.Repeat("😀", 100));
        Assert.Equal("'" + text + "'", Quote.From(text));
        Assert.Equal("'" + text + "…'", Quote.From(text + new string('x', 1_000_000)));
    }

    [Fact]
    public void Of_LoneSurrogate_BecomesAReplacementCharacter() => Assert.Equal("'\ufffd'", Quote.From("\ud800"));
}
