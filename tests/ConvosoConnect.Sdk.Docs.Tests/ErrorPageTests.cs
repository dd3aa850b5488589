using ConvosoConnect.Sdk.Tests.Architecture;
using Xunit;

namespace ConvosoConnect.Sdk.Docs.Tests;

/// <summary>docs/errors.md has a row for each kind of error, with causes and cures.</summary>
public sealed class ErrorPageTests
{
    [Fact]
    public void Kinds_InTable_AreAllThereAreOnce() => Assert.Equal(
        Enum.GetNames<ConnectErrorKind>().Order(StringComparer.Ordinal),
        Rows().Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void Rows_OfKinds_SayWhyAndWhatToDo() => Offences.None(
        from row in Rows()
        where row.Length != 3 || row.Any(cell => cell.Length < 2)
        select $"the row of {row[0]} has no cause or no cure");

    private static IEnumerable<string[]> Rows() =>
        from line in Repository.Read("docs/errors.md").Split('\n')
        where line.StartsWith("| `", StringComparison.Ordinal)
        select line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
}
