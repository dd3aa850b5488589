using ConvosoConnect.Sdk.Adaptors;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors;

public sealed class AdaptorValidatorTests
{
    private static readonly FieldMapping Good = new() { Field = "email", Label = "Email", MappedTo = "email" };

    [Fact]
    public void Validate_GoodAdaptor_FindsNothing() =>
        Assert.Empty(Validate(Good, new FieldMapping { Section = LeadSection.CallLog, Field = "call_date", MappedTo = "a,b", DateFormat = "Ymd" }));

    [Fact]
    public void Validate_TheWholeCatalogue_OnlyWarnsThatNothingIsMapped()
    {
        ValidationProblem problem = Assert.Single(Validate([.. FieldCatalogue.All]));

        Assert.True(problem.IsWarning);
        Assert.Equal("Fields", problem.Field);
        Assert.Contains("No row has a Mapped To", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "has no name")]
    [InlineData(" \t", "has no name")]
    [InlineData(null, "has no name")]
    public void Validate_NoName_IsAnError(string? name, string expected)
    {
        ValidationProblem problem = Assert.Single(AdaptorValidator.Validate(new Adaptor { Name = name!, Fields = [Good] }));

        Assert.Equal(("Name", false), (problem.Field, problem.IsWarning));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NameLength_AllowsTwoHundred()
    {
        Assert.Empty(AdaptorValidator.Validate(new Adaptor { Name = new string('n', 200), Fields = [Good] }));
        ValidationProblem problem = Assert.Single(AdaptorValidator.Validate(new Adaptor { Name = new string('n', 201), Fields = [Good] }));
        Assert.Contains("201 characters", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NullFields_IsAnError() =>
        Assert.Equal("Fields", Assert.Single(AdaptorValidator.Validate(new Adaptor { Name = "n", Fields = null! })).Field);

    [Fact]
    public void Validate_NumberOfRows_AllowsTenThousand()
    {
        FieldMapping[] rows = [Good, .. Enumerable.Repeat(new FieldMapping(), 9_999)];

        Assert.Empty(Validate(rows));
        Assert.Contains("10001 rows", Assert.Single(Validate([.. rows, Good])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SeveralMistakes_FindsThemAll()
    {
        IReadOnlyList<ValidationProblem> problems = Validate(
            Good,
            null!,
            new FieldMapping { MappedTo = "k" },
            new FieldMapping { Field = "f", MappedTo = "l", Section = (LeadSection)9, DateFormat = "dd.MM" },
            new FieldMapping { Field = "f", MappedTo = " ," });

        Assert.Equal(
            ["Fields[1]", "Fields[2].Field", "Fields[3].Section", "Fields[3].DateFormat", "Fields[4].MappedTo"], problems.Select(p => p.Field));
        Assert.Equal([false, false, false, false, true], problems.Select(p => p.IsWarning));
        Assert.Contains("Row 3 is mapped to 'k' but names no field", problems[1].Message, StringComparison.Ordinal);
        Assert.Contains("unknown section 9", problems[2].Message, StringComparison.Ordinal);
        Assert.All(DateFormats.All, name => Assert.Contains(name, problems[3].Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_RowsOfNulls_DoesNotThrow()
    {
        FieldMapping row = new() { Label = null!, Field = null!, MappedTo = null!, DateFormat = null!, DefaultValue = null! };

        Assert.Empty(Validate(Good, row));
    }

    [Fact]
    public void Validate_RepeatedKey_WarnsNamingBothRows()
    {
        IReadOnlyList<ValidationProblem> problems = Validate(Good, new FieldMapping { Field = "mail2", MappedTo = "x,x, email" });

        Assert.All(problems, p => Assert.Equal(("Fields[1].MappedTo", true), (p.Field, p.IsWarning)));
        Assert.Equal(
            [
                "Row 2 (mail2) names the key 'x' twice; it is sent once. Remove the repetition.",
                "Row 1 (Email) and Row 2 (mail2) are both mapped to 'email'; the last row wins. Give each row a key of its own.",
            ],
            problems.Select(p => p.Message));
    }

    [Fact]
    public void Validate_Null_Throws() => Assert.Throws<ArgumentNullException>("adaptor", () => AdaptorValidator.Validate(null!));

    private static IReadOnlyList<ValidationProblem> Validate(params FieldMapping[] rows) =>
        AdaptorValidator.Validate(new Adaptor { Name = "n", Fields = rows });
}
