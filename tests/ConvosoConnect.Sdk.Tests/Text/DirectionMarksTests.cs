using ConvosoConnect.Sdk.Text;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Text;

public sealed class DirectionMarksTests
{
    public const string All = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    [Fact]
    public void Escape_EachOne_IsWrittenAsItsCode() => Assert.Equal(
        @"a\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069b",
        DirectionMarks.Escape($"a{All}b"));

    [Theory]
    [InlineData("")]
    [InlineData("שלום, مرحبا, Zoë 😀 \u200B\u2029\u2065\u206A\u2029\u202F")]
    public void Escape_OtherText_IsTheVeryText(string text) => Assert.Same(text, DirectionMarks.Escape(text));

    [Fact]
    public void EscapeAll_EveryOtherCharacter_Stays()
    {
        string rest = string.Concat(Enumerable.Range(0, 0x10000).Select(n => (char)n).Where(c => !All.Contains(c, StringComparison.Ordinal)));

        Assert.Same(rest, DirectionMarks.Escape(rest));
    }

    [Fact]
    public void Message_OfAValidationProblem_HoldsNone()
    {
        var problem = new ValidationProblem("Name", $"'{All}' is wrong.");

        Assert.DoesNotContain(problem.Message, c => All.Contains(c, StringComparison.Ordinal));
        Assert.DoesNotContain(new ConnectValidationException($"endpoint '{All}'", [problem]).Message, c => All.Contains(c, StringComparison.Ordinal));
        Assert.DoesNotContain(new ConnectConflictException($"'{All}' is taken.").Message, c => All.Contains(c, StringComparison.Ordinal));
    }
}
