using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b\nc", "a c")]
    [InlineData("a /* b\n } */ c", "a c")]
    [InlineData("#region x\na", "a")]
    [InlineData("a = '{';", "a = ;")]
    [InlineData("a = '\\'';b", "a = ;b")]
    [InlineData("a = \"{ \\\" }\";b", "a = ;b")]
    [InlineData("a = @\"\\\";b", "a = ;b")]
    [InlineData("a = @\"\"\"{\";b", "a = ;b")]
    [InlineData("a = $\"{{ {(c ? \"}\" : $\"{d}\")} {{\";b", "a = ;b")]
    [InlineData("a = \"\"\"\n { \"quoted\" \n\"\"\";b", "a = ;b")]
    [InlineData("a = @class;", "a = @class;")]
    [InlineData("a = \"unclosed", "a =")]
    [InlineData("a = '", "a =")]
    [InlineData("", "")]
    public void Blank_CommentsAndLiterals_LeavesTheCode(string source, string expected)
    {
        string code = CodeText.Blank(source);

        Assert.Equal(source.Length, code.Length);
        Assert.Equal(source.Count(c => c == '\n'), code.Count(c => c == '\n'));
        Assert.Equal(expected, string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }
}
